import { askTencent } from "./requests";
import { emulators } from "./running";

const start = emulators();
const sample = { InstanceId: "crs-5a4py64p" };
const minutes = (count: number) => new Date(Date.now() + count * 60_000);

describe("the emulated Tencent Cloud", () => {
  it("accepts a host that was signed without its port, as the official SDKs sign it", async () => {
    const { body } = await askTencent(await start(), "redis", sample, { host: "127.0.0.1" });
    expect(body.Response.TotalCount).toBe(2n);
  });

  it.each([
    ["an unknown key", { accessKey: "other" }, "AuthFailure.SecretIdNotFound"],
    ["a wrong secret", { secretKey: "other" }, "AuthFailure.SignatureFailure"],
    ["another host", { host: "redis.tencentcloudapi.com" }, "AuthFailure.SignatureFailure"],
    [
      "a header changed on its way",
      { tamper: { "content-type": "text/plain" } },
      "AuthFailure.SignatureFailure",
    ],
    ["an old timestamp", { date: minutes(-6) }, "AuthFailure.SignatureExpire"],
    ["a timestamp in the future", { date: minutes(6) }, "AuthFailure.SignatureExpire"],
    ["a token that belongs to no session", { token: "token" }, "AuthFailure.TokenFailure"],
    ["no signature", { tamper: { authorization: "" } }, "AuthFailure.InvalidAuthorization"],
    ["an unknown action", { tamper: { "x-tc-action": "Other" } }, "InvalidAction"],
    ["another version", { tamper: { "x-tc-version": "2017-03-20" } }, "NoSuchVersion"],
    ["no region", { region: "" }, "MissingParameter"],
  ])("refuses %s", async (_, options, code) => {
    const { status, body } = await askTencent(await start(), "redis", sample, options);
    expect(status).toBe(200);
    expect(body.Response.Error.Code).toBe(code);
  });

  it("refuses the signature of another service", async () => {
    const emulator = await start();
    const { body } = await askTencent(emulator, "cdb", sample, {
      tamper: { "x-tc-action": "DescribeInstanceBackups", "x-tc-version": "2018-04-12" },
    });
    expect(body.Response.Error.Code).toBe("AuthFailure.SignatureFailure");
  });

  it("accepts a timestamp some minutes off, and sends its own time", async () => {
    const emulator = await start({ now: () => new Date("2031-01-02T03:04:05Z") });
    const { body, headers } = await askTencent(emulator, "redis", sample, {
      date: new Date("2031-01-02T03:08:00Z"),
    });
    expect(body.Response.TotalCount).toBe(2n);
    expect(headers.get("date")).toBe("Thu, 02 Jan 2031 03:04:05 GMT");
  });

  it("requires the token of a session", async () => {
    const session = { accessKey: "temporary", secretKey: "secret" };
    const emulator = await start({ credentials: [{ ...session, securityToken: "token" }] });
    const codes = [];
    for (const token of ["token", "other", undefined]) {
      const { body } = await askTencent(emulator, "redis", sample, { ...session, token });
      codes.push(body.Response.Error?.Code);
    }
    expect(codes).toEqual([undefined, "AuthFailure.TokenFailure", "AuthFailure.TokenFailure"]);
  });
});
