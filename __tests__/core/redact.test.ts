import { createHmac } from "node:crypto";
import { quotable } from "../../src/core/errors";
import { redact } from "../../src/core/redact";

const SECRET = 'aB3/+=xyZ"0123456789';

const lower = (text: string) => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());

describe("a secret is cut out of a message", () => {
  it.each([
    ["as it is", SECRET],
    ["percent-encoded", encodeURIComponent(SECRET)],
    ["encoded twice", encodeURIComponent(encodeURIComponent(SECRET))],
    ["encoded four times", [1, 2, 3, 4].reduce(encodeURIComponent as (text: string) => string, SECRET)],
    ["encoded in lower case", lower(encodeURIComponent(SECRET))],
    ["encoded in every character", [...SECRET].map((char) => `%${char.charCodeAt(0).toString(16)}`).join("")],
    ["in upper case", SECRET.toUpperCase()],
    ["as JSON writes it", JSON.stringify(SECRET).slice(1, -1)],
    ["as JSON writes it in JSON", JSON.stringify(JSON.stringify(SECRET)).slice(3, -3).replace("/", "\\/")],
    ["as HTML writes it", SECRET.replace('"', "&quot;").replace("=", "&#61;").replace("/", "&#x2F;")],
    ["as HTML writes it in HTML", SECRET.replace('"', "&amp;quot;").replace("+", "&amp;#43;")],
    ["in escapes of JSON", [...SECRET].map((char) => `\\u00${char.charCodeAt(0).toString(16)}`).join("")],
    ["in hexadecimal digits", Buffer.from(SECRET).toString("hex").toUpperCase()],
    ["in Base64", Buffer.from(SECRET).toString("base64").replace(/=+$/, "").slice(0, -1)],
    ["after İ, which is two letters in lower case", `İ${SECRET}`],
  ])("%s", (_how, form) => {
    for (const start of ["before", "it is"])
      expect(redact(`${start} ${form} after`, [SECRET])).toMatch(/^[a-z ]+ İ?\*\*\* after$/);
  });

  it.each([1, 2, 3])("in Base64 of a text that it stands in, %d bytes behind its beginning", (before) => {
    const whole = Buffer.from(`${"x".repeat(before)}${SECRET}yy`).toString("base64");
    const shown = redact(whole, [SECRET]);
    expect(shown).toContain("***");
    expect(Buffer.from(shown.replaceAll("***", ""), "base64").toString()).not.toContain(SECRET.slice(0, 8));
  });

  it("in Base64 for addresses, which writes two characters otherwise", () => {
    const secret = "~~~>>>???~~?>";
    const form = Buffer.from(secret).toString("base64url");
    expect(form).toMatch(/-.*_|_.*-/);
    expect(redact(`It is ${form}.`, [secret])).toMatch(/^It is \*\*\*\w?\.$/);
  });

  it("also if it has letters of other languages, or halves of signs, which cannot be percent-encoded", () => {
    expect(redact(`It is ${encodeURIComponent("pässwörd")}.`, ["pässwörd"])).toBe("It is ***.");
    expect(redact("It is \ud800abcd.", ["\ud800abcd"])).toBe("It is ***.");
  });

  it("with each sign that HTML gives a name", () => {
    expect(redact("It is it&apos;s&lt;b&gt;&amp;&quot;co.", [`it's<b>&"co`])).toBe("It is ***.");
  });

  it("at the beginning, at the end and each time, beside other secrets in any order", () => {
    expect(redact(`${SECRET} or ${SECRET}`, [SECRET])).toBe("*** or ***");
    const [first, second] = ["FIRSTfirst", "SECONDsecond"];
    const text = `one ${first}, two ${second}.`;
    expect(redact(text, [first, second])).toBe("one ***, two ***.");
    expect(redact(text, [second, first])).toBe("one ***, two ***.");
  });

  it("whole, if another secret overlaps it or stands in it", () => {
    expect(redact("It is ABCDEFGHIJ.", ["ABCDEFGHIJ", "CDEF"])).toBe("It is ***.");
    expect(redact("It is ABCDEFGHIJ.", ["ABCDEF", "EFGHIJ"])).toBe("It is ***.");
  });

  it("from four characters on, and a shorter one in no form", () => {
    expect(redact("It is Ab1x.", ["Ab1x"])).toBe("It is ***.");
    const told = "a parameter of 616263 and YWJj on the table";
    expect(redact(told, ["a", "", "abc", "%61%62"])).toBe(told);
  });

  it("and no ordinary word is", () => {
    for (const told of [
      "instance crs-1 in 100% of 50%, RequestId 4C467B38-3910-447D-87BC-AC049166F216 c:\\users",
      "signature does not match, see the document",
      "first & foremost; a&b;",
    ])
      expect(redact(told, [SECRET])).toBe(told);
  });
});

describe("what is called a signature or a token is cut out of a message, although it is not known", () => {
  const HEX = createHmac("sha256", "k").digest("hex");
  const BASE64 = "AbCdEfGhIj0123456789";

  it.each([
    ["Signature=", HEX],
    ["sign=", HEX],
    ["signature: ", createHmac("sha1", "k").digest("base64")],
    ["100%, and the signature that you sent is ", createHmac("sha256", "k").digest("base64")],
    ["Signature that is one two three ", BASE64],
    ['"X-TC-Token":"', "AbCdEf0123456789AbCdEf0123456789"],
    ["SecurityToken%3D", encodeURIComponent("CAISxxxx0123/+abcdEFGH012345==")],
    ["x-jdcloud-security-token ", "AbCdEf0123456789AbCdEf0123456789"],
  ])("after %j", (label, value) => {
    expect(redact(`${label}${value}" and more`, [])).toBe(`${label}***" and more`);
    expect(redact(`${label}${value}`, [])).toBe(`${label}***`);
  });

  it.each([
    ["no label", `RequestId ${HEX}`],
    ["a label too far in front", `Token one two three four five six ${HEX}`],
    ["a word that only begins like a label", `signed, and tokenised ${HEX}`],
    ["a prefix", `signature of crs-${HEX}`],
    ["more behind it", `signature of ${HEX}-gz`],
    ["no digit", "token AbCdEfGhIjKlMnOpQrStUvWxYz"],
    ["no small letter", "token ABCDEFGHIJKLMNOPQR0123456789"],
    ["no capital letter", "token zyxwvuts-klmnopqr-0123456789"],
    ["few characters", `token ${BASE64.slice(1)}==`],
  ])("but not a word with %s", (_how, told) => {
    expect(redact(told, [])).toBe(told);
  });
});

describe("a secret is cut out", () => {
  it("before a text is cut, so that no part of one is left", () => {
    expect(quotable(`${"x".repeat(395)} ${SECRET}`, 400, [SECRET])).toBe(`${"x".repeat(395)} ***`);
    const long = quotable(`${"y ".repeat(8187)}${SECRET}${"z".repeat(50)}`, 20_000, [SECRET]);
    expect(long).not.toContain(SECRET.slice(0, 4));
  });
});

it("what a terminal obeys, or nobody sees, is a blank in a message", () => {
  expect(quotable("a\u009b31mb\u202ec\u200bd\u2028e\ud800f\u0000g", 100)).toBe("a 31mb c d e f g");
});
