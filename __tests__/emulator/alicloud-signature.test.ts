import { signRpcV1 } from "../../src/emulator/alicloud/signature-v1";
import { type Answer, askAlicloud, askAlicloudV1 } from "./requests";
import { emulators } from "./running";

const start = emulators();
const sample = {
  InstanceId: "r-bp1zxszhcgatnx****",
  StartTime: "2020-10-30T00:00Z",
  EndTime: "2020-10-31T00:00Z",
};
const minutes = (count: number) => new Date(Date.now() + count * 60_000);
const signatures = [
  ["ACS3", askAlicloud],
  ["version 1", askAlicloudV1],
] as const;

describe("signRpcV1", () => {
  // The worked example of Alibaba Cloud's "Signature method of RPC requests" page.
  it("reproduces the vendor's example", () => {
    const params = {
      Version: "2014-05-26",
      Action: "DescribeRegions",
      Format: "XML",
      Timestamp: "2016-02-23T12:46:24Z",
      SignatureMethod: "HMAC-SHA1",
      SignatureVersion: "1.0",
      SignatureNonce: "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
      AccessKeyId: "testid",
    };
    expect(signRpcV1("testsecret", "GET", params)).toBe("OLeaidS1JvxuMvnyHOwuJ+uX5qY=");
  });
});

describe.each(signatures)("the emulated Alibaba Cloud, asked with signature %s", (_, ask) => {
  it("lists the sample of its document, by GET", async () => {
    const { status, body } = await ask(await start(), sample);
    expect(status).toBe(200);
    expect(body.Backups.Backup[0]).toMatchObject({
      BackupId: 775661111n,
      NodeInstanceId: "r-bp12fdcf4dea****",
    });
  });

  it.each([
    ["an unknown key", { accessKey: "other" }, 404, "InvalidAccessKeyId.NotFound"],
    ["a wrong secret", { secretKey: "other" }, 400, "SignatureDoesNotMatch"],
    ["an old time", { date: minutes(-16) }, 400, "InvalidTimeStamp.Expired"],
    ["a time in the future", { date: minutes(16) }, 400, "InvalidTimeStamp.Expired"],
    ["a token that belongs to no session", { token: "t" }, 400, "InvalidSecurityToken.MismatchWithAccessKey"],
  ])("refuses %s", async (_, options, status, code) => {
    const answer = await ask(await start(), sample, options);
    expect([answer.status, answer.body.Code]).toEqual([status, code]);
  });

  it("refuses a nonce the second time", async () => {
    const emulator = await start();
    const codes = [];
    for (const nonce of ["one", "one", "two"]) {
      codes.push((await ask(emulator, sample, { nonce })).body.Code);
    }
    expect(codes).toEqual([undefined, "SignatureNonceUsed", undefined]);
  });

  it("requires the token of a session, and keeps it out of its log", async () => {
    const session = { accessKey: "temporary", secretKey: "secret" };
    const emulator = await start({ credentials: [{ ...session, securityToken: "session-token" }] });
    const codes = [];
    for (const token of ["session-token", "other", undefined]) {
      codes.push((await ask(emulator, sample, { ...session, token })).body.Code);
    }
    expect(codes).toEqual([undefined, "InvalidSecurityToken.MismatchWithAccessKey", "MissingSecurityToken"]);
    expect(JSON.stringify(emulator.requests)).not.toMatch(/session-token|"?Signature"?[:=](?!…)/);
  });
});

describe("the emulated Alibaba Cloud", () => {
  it("answers POST like GET", async () => {
    expect((await askAlicloud(await start(), sample, { method: "POST" })).body.TotalCount).toBe(1n);
  });

  it.each<[string, Record<string, string>, string]>([
    ["a header that was added and not signed", { "x-acs-extra": "1" }, "IncompleteSignature"],
    ["a content type that was not signed", { "content-type": "text/plain" }, "IncompleteSignature"],
    ["another version after signing", { "x-acs-version": "2014-05-26" }, "SignatureDoesNotMatch"],
    ["no signature", { authorization: "" }, "IncompleteSignature"],
    ["an unknown action", { "x-acs-action": "Other" }, "InvalidAction.NotFound"],
  ])("refuses %s", async (_, tamper, code) => {
    const answer: Answer = await askAlicloud(await start(), sample, { tamper });
    expect(answer.body.Code).toBe(code);
  });

  it("refuses the signed hash of another body", async () => {
    const answer = await askAlicloud(await start(), sample, { bodyHash: "0".repeat(64) });
    expect(answer.body.Code).toBe("SignatureDoesNotMatch");
  });
});
