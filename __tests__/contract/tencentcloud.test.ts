import { Agent } from "node:http";
import { CommonClient } from "tencentcloud-sdk-nodejs-common";
import { demoCredentials, demoInstances, type Emulator } from "../../src/emulator";
import { emulators } from "../emulator/running";

const start = emulators();

const versions = { redis: "2018-04-12", cdb: "2017-03-20" };
const { region = "", instanceId = "" } =
  demoInstances.find(({ listing }) => listing === "tencentcloud-redis") ?? {};

/** Resolves every name to the emulator's address, so that the SDK keeps the real host and names the real service. */
const agent = new Agent({
  lookup: (_host, options, callback) => {
    if (options.all) callback(null, [{ address: "127.0.0.1", family: 4 }]);
    else callback(null, "127.0.0.1", 4);
  },
});

function client(
  emulator: Emulator,
  service: "redis" | "cdb",
  options: { host?: string; region?: string; secretKey?: string; secretId?: string; token?: string } = {},
) {
  const host = options.host ?? `${service}.tencentcloudapi.com`;
  return new CommonClient(`${host}:${emulator.port}`, versions[service], {
    credential: {
      secretId: options.secretId ?? demoCredentials.accessKey,
      secretKey: options.secretKey ?? demoCredentials.secretKey,
      token: options.token,
    },
    region: options.region ?? region,
    profile: { httpProfile: { endpoint: `${host}:${emulator.port}`, protocol: "http://", agent } },
  });
}

describe("tencentcloud-sdk-nodejs-common, pointed at the emulator", () => {
  it.each(["redis.tencentcloudapi.com", "127.0.0.1"])("pages through Redis backups at %s", async (host) => {
    const emulator = await start();
    const redis = client(emulator, "redis", { host });
    const ids = new Set<string>();
    const request = { InstanceId: instanceId, Limit: 10, Status: [1, 2, -1, -2] };
    let total = 1;
    for (let Offset = 0; Offset < total; Offset += 10) {
      const page = await redis.request("DescribeInstanceBackups", { ...request, Offset });
      total = page.TotalCount;
      for (const row of page.BackupSet) ids.add(row.BackupId);
    }
    expect(ids.size).toBe(total);
    expect(total).toBeGreaterThan(35);
  });

  it.each(["cdb.tencentcloudapi.com", "127.0.0.1"])("pages through MySQL backups at %s", async (host) => {
    const emulator = await start();
    const mysql = demoInstances.find(({ listing }) => listing === "tencentcloud-mysql");
    const cdb = client(emulator, "cdb", { host, region: mysql?.region });
    const names = new Set<string>();
    let total = 1;
    for (let Offset = 0; Offset < total; Offset += 20) {
      const page = await cdb.request("DescribeBackups", { InstanceId: mysql?.instanceId, Limit: 20, Offset });
      total = page.TotalCount;
      for (const row of page.Items) names.add(row.Name);
    }
    expect(names.size).toBe(total);
    expect(total).toBeGreaterThan(30);
  });

  it("lists by GET as well", async () => {
    const emulator = await start();
    const redis = client(emulator, "redis");
    redis.profile.httpProfile = { ...redis.profile.httpProfile, reqMethod: "GET" };
    const page = await redis.request("DescribeInstanceBackups", { InstanceId: "crs-5a4py64p", Status: [2] });
    expect(page.TotalCount).toBe(2);
    expect(emulator.requests[0]?.method).toBe("GET");
  });

  it("carries the token of a session", async () => {
    const session = { accessKey: "temporary", secretKey: "secret", securityToken: "token" };
    const emulator = await start({ credentials: [session] });
    const { accessKey: secretId, secretKey, securityToken: token } = session;
    const redis = client(emulator, "redis", { secretId, secretKey, token });
    await expect(
      redis.request("DescribeInstanceBackups", { InstanceId: "crs-5a4py64p" }),
    ).resolves.toMatchObject({
      TotalCount: 2,
    });
  });

  it("gets the vendor's own errors", async () => {
    const emulator = await start();
    const ask = (options: object, params: object) =>
      client(emulator, "redis", options).request("DescribeInstanceBackups", params);
    const sample = { InstanceId: "crs-5a4py64p" };
    await expect(ask({ secretKey: "other" }, sample)).rejects.toMatchObject({
      code: "AuthFailure.SignatureFailure",
      requestId: expect.any(String),
    });
    await expect(ask({ secretId: "other" }, sample)).rejects.toMatchObject({
      code: "AuthFailure.SecretIdNotFound",
    });
    await expect(ask({}, { InstanceId: "crs-none" })).rejects.toMatchObject({
      code: "ResourceNotFound.InstanceNotExists",
    });
    await expect(ask({}, { ...sample, Limit: 200 })).rejects.toMatchObject({
      code: "InvalidParameter.InvalidParameter",
    });
  });
});
