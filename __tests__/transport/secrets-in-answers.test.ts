import { clientOf, refusalOf, testKeys } from "../helpers/client";
import { rawServers } from "../helpers/raw-server";
import { vendors } from "../helpers/vendors";

const start = rawServers();

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
