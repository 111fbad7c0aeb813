import { createHmac } from "node:crypto";
import { quotable } from "../../src/core/errors";
import { redact } from "../../src/core/redact";
import { clientOf, refusalOf, testKeys } from "../helpers/client";
import { vendorServers } from "../helpers/vendor-server";
import { vendors } from "../helpers/vendors";

const start = vendorServers();
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
    expect(redact(`before ${form} after`, [SECRET])).toMatch(/^before İ?\*\*\* after$/);
  });

  it.each([1, 2, 3])("in Base64 of a text that it stands in, %d bytes behind its beginning", (before) => {
    const whole = Buffer.from(`${"x".repeat(before)}${SECRET}yy`).toString("base64");
    const shown = redact(whole, [SECRET]);
    expect(shown).toContain("***");
    expect(Buffer.from(shown.replaceAll("***", ""), "base64").toString()).not.toContain(SECRET.slice(0, 8));
  });

  it("and nothing else is: no short one, no access key, no ordinary word", () => {
    expect(redact("a parameter", ["a", ""])).toBe("a parameter");
    const told = "instance crs-1 in 100% of 50%, RequestId 4C467B38-3910-447D-87BC-AC049166F216 c:\\users";
    expect(redact(told, [SECRET])).toBe(told);
    expect(redact("signature does not match, see the document", [])).toBe(
      "signature does not match, see the document",
    );
  });

  it.each([
    ["Signature=", createHmac("sha256", "k").digest("hex")],
    ["signature: ", createHmac("sha1", "k").digest("base64")],
    ["the signature that you sent is ", createHmac("sha256", "k").digest("base64")],
    ['"X-TC-Token":"', "AbCdEf0123456789AbCdEf0123456789"],
    ["SecurityToken%3D", encodeURIComponent("CAISxxxx0123/+abcdEFGH012345==")],
    ["x-jdcloud-security-token ", "AbCdEf0123456789AbCdEf0123456789"],
  ])("also one that is not known, after %j", (label, value) => {
    const shown = redact(`${label}${value}" and more`, []);
    expect(shown).toContain("***");
    expect(shown).not.toContain(value.slice(0, 10));
    expect(shown).toContain("and more");
  });

  it("before a text is cut, so that no part of one is left", () => {
    expect(quotable(`${"x".repeat(395)} ${SECRET}`, 400, [SECRET])).toBe(`${"x".repeat(395)} ***`);
    const long = quotable(`${"y ".repeat(8187)}${SECRET}${"z".repeat(50)}`, 20_000, [SECRET]);
    expect(long).not.toContain(SECRET.slice(0, 4));
  });
});

it("what a terminal obeys, or nobody sees, is a blank in a message", () => {
  expect(quotable("a\u009b31mb\u202ec\u200bd\u2028e\ud800f\u0000g", 100)).toBe("a 31mb c d e f g");
});

describe.each(
  vendors.filter(({ name }) => /-redis$/.test(name)).map((vendor) => [vendor.name, vendor] as const),
)("%s", (name, vendor) => {
  const lookup = (url: string, settings = {}) =>
    refusalOf(
      clientOf(url, {}, { ...testKeys, ...settings }).lookup(name, {
        instanceId: vendor.instanceId,
        region: vendor.region,
      }),
    );

  it("shows no signature of its request that a vendor repeats, in whatever form", async () => {
    let sent = "";
    for (const form of [
      (text: string) => text,
      (text: string) => encodeURIComponent(encodeURIComponent(text)),
      (text: string) => Buffer.from(text).toString("base64"),
      (text: string) => text.toUpperCase(),
    ]) {
      const { url } = await start(({ headers }) => {
        sent = /Signature=(\w+)/.exec(String(headers.authorization))?.[1] ?? "";
        const said = `it was ${form(sent)} and ${form(testKeys.securityToken)}`;
        const error = { Code: "X", Message: said, code: 400, status: "X", message: said };
        return { status: 400, json: { Response: { Error: error }, error, ...error } };
      });
      const told = (await lookup(url)).describe();
      expect(told).toMatch(/it was \*\*\*\S{0,3} and \*\*\*/);
      expect(told.toLowerCase()).not.toContain(sent.slice(0, 16));
    }
  });

  it("shows a content type without control characters and secrets", async () => {
    const { url } = await start(() => ({
      headers: { "content-type": `text/\u009b31m${testKeys.secretKey}` },
      body: "no JSON",
    }));
    const { message } = await lookup(url);
    expect(message).toContain("text/ 31m***");
  });

  it("keeps words whole where the access key is one letter", async () => {
    const error = { Code: "X", Message: "a parameter", code: 400, status: "X", message: "a parameter" };
    const { url } = await start(() => ({
      status: 400,
      json: { Response: { Error: error }, error, ...error },
    }));
    expect((await lookup(url, { accessKey: "a" })).message).toContain("a parameter");
  });

  it.each([
    ["accessKey", "AK\u200b1234", "U+200B, at position 3"],
    ["secretKey", "Zq8x\u00a0key", "U+00A0, at position 5"],
    ["securityToken", "Zq8x\u{1F511}", "U+1F511, at position 5"],
    ["secretKey", "Zq8x\nkey", "U+000A, at position 5"],
  ])("sends nothing where %s has a character that no header can hold", async (which, value, where) => {
    const { url, seen } = await start(() => ({ json: {} }));
    const error = await lookup(url, { [which]: value });
    expect(error.code).toBe("credentials");
    expect(error.message).toContain(`the ${which} for`);
    expect(error.message).toContain(where);
    expect(error.describe()).not.toContain(value.slice(0, 4));
    expect(seen).toEqual([]);
  });
});
