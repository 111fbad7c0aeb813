import OpenApi, { Config, OpenApiRequest, Params } from "@alicloud/openapi-client";
import { RuntimeOptions } from "@alicloud/tea-util";
import {
  clusterDemoInstance,
  demoCredentials,
  demoInstances,
  type Emulator,
  shardedDemoInstance,
} from "../../src/emulator";
import { emulators } from "../emulator/running";

interface PopClient {
  request(action: string, params: object, options?: object): Promise<Record<string, unknown>>;
}
const PopCore = require("@alicloud/pop-core") as new (config: object) => PopClient;

const start = emulators();

const { instanceId = "" } = demoInstances.find(({ listing }) => listing === "alicloud-redis") ?? {};
const window = { StartTime: "2010-01-01T10:00Z", EndTime: "2050-01-01T10:00Z" };
// The instance of the API's document: its ID shows whether "*" is encoded alike on both sides.
const sample = { InstanceId: "r-bp1zxszhcgatnx****", ...window };

interface Keys {
  accessKey?: string;
  secretKey?: string;
  token?: string;
}
type Ask = (
  emulator: Emulator,
  action: string,
  query: Record<string, string>,
  keys?: Keys,
) => Promise<Record<string, unknown>>;

/** @alicloud/openapi-client signs with ACS3-HMAC-SHA256. */
const askOpenApi =
  (method: string): Ask =>
  async (emulator, action, query, { accessKey, secretKey, token } = {}) => {
    const client = new OpenApi(
      new Config({
        accessKeyId: accessKey ?? demoCredentials.accessKey,
        accessKeySecret: secretKey ?? demoCredentials.secretKey,
        securityToken: token,
        endpoint: `127.0.0.1:${emulator.port}`,
        protocol: "HTTP",
        regionId: "cn-hangzhou",
      }),
    );
    const params = new Params({
      action,
      version: "2015-01-01",
      protocol: "HTTP",
      pathname: "/",
      method,
      authType: "AK",
      style: "RPC",
      reqBodyType: "formData",
      bodyType: "json",
    });
    const answer = await client.callApi(params, new OpenApiRequest({ query }), new RuntimeOptions({}));
    return answer.body;
  };

/** @alicloud/pop-core signs with HMAC-SHA1, in the parameters. */
const askPopCore =
  (method: string): Ask =>
  (emulator, action, query, { accessKey, secretKey, token } = {}) =>
    new PopCore({
      accessKeyId: accessKey ?? demoCredentials.accessKey,
      accessKeySecret: secretKey ?? demoCredentials.secretKey,
      securityToken: token,
      endpoint: emulator.url,
      apiVersion: "2015-01-01",
    }).request(action, query, { method });

const clients: [string, Ask][] = [
  ["@alicloud/openapi-client by POST", askOpenApi("POST")],
  ["@alicloud/openapi-client by GET", askOpenApi("GET")],
  ["@alicloud/pop-core by POST", askPopCore("POST")],
  ["@alicloud/pop-core by GET", askPopCore("GET")],
];

describe.each(clients)("%s, pointed at the emulator", (client, ask) => {
  it("pages through the backups of a standard and of a sharded instance", async () => {
    const emulator = await start();
    for (const InstanceId of [instanceId, shardedDemoInstance.instanceId]) {
      const ids = new Set<string>();
      let total = 1;
      for (let page = 1; (page - 1) * 30 < total; page++) {
        const query = { InstanceId, ...window, PageSize: "30", PageNumber: String(page) };
        const answer = await ask(emulator, "DescribeBackups", query);
        total = Number(answer.TotalCount);
        for (const row of (answer.Backups as { Backup: Record<string, unknown>[] }).Backup) {
          ids.add(`${row.BackupStartTime} ${row.NodeInstanceId}`);
        }
      }
      expect(ids.size).toBe(total);
      expect(total).toBeGreaterThan(35);
    }
  });

  it("lists the backups of a cloud-native cluster, only by GET", async () => {
    const { instanceId: InstanceId, region: RegionId } = clusterDemoInstance;
    const query = { InstanceId, RegionId, ...window, PageSize: "20" };
    const asked = ask(await start(), "DescribeClusterBackupList", query);
    if (client.endsWith("POST")) await expect(asked).rejects.toMatchObject({ code: "UnsupportedHTTPMethod" });
    else expect((await asked).ClusterBackups).toHaveLength(20);
  });

  it("carries the token of a session", async () => {
    const keys = { accessKey: "temporary", secretKey: "secret" };
    const emulator = await start({ credentials: [{ ...keys, securityToken: "token/+=" }] });
    const answer = await ask(emulator, "DescribeBackups", sample, { ...keys, token: "token/+=" });
    expect(answer.TotalCount).toBe(1);
  });

  it("gets the vendor's own errors", async () => {
    const emulator = await start();
    await expect(ask(emulator, "DescribeBackups", sample, { secretKey: "other" })).rejects.toMatchObject({
      code: "SignatureDoesNotMatch",
    });
    await expect(ask(emulator, "DescribeBackups", sample, { accessKey: "other" })).rejects.toMatchObject({
      code: "InvalidAccessKeyId.NotFound",
    });
    await expect(ask(emulator, "DescribeBackups", { ...sample, InstanceId: "r-none" })).rejects.toMatchObject(
      { code: "InvalidInstanceId.NotFound" },
    );
    await expect(
      ask(emulator, "DescribeBackups", { ...sample, InstanceId: clusterDemoInstance.instanceId }),
    ).rejects.toMatchObject({ code: "IncorrectDBInstanceType" });
  });
});
