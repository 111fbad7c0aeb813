import { Agent } from "node:http";
import { createRequire } from "node:module";
import OpenApi, { Config, OpenApiRequest, Params } from "@alicloud/openapi-client";
import OpenApiUtil from "@alicloud/openapi-util";
import { Request as TeaRequest } from "@alicloud/tea-typescript";
import { RuntimeOptions } from "@alicloud/tea-util";
import Sign from "tencentcloud-sdk-nodejs-common/tencentcloud/common/sign";
import { sha256Hex } from "../../src/clouds/crypto";
import { demoCredentials, demoInstances, type Emulator, type EmulatorInstance } from "../../src/emulator";
import type { Http } from "../../src/transport/http";
import { type ListingName, listingNamed } from "../../src/vendors";
import { emulators } from "../emulator/running";
import { clientOf, testKeys } from "../helpers/client";
import type { SeenRequest } from "../helpers/raw-server";
import { vendors } from "../helpers/vendors";

// The SDKs are CommonJS of their own making; what is used of them is written down here.
const load = createRequire(__filename);
type Answer = Record<string, unknown>;

const start = emulators();
const { accessKey, secretKey } = demoCredentials;

beforeAll(() => {
  const jdcloudSdk = load("jdcloud-sdk-js/src/lib/core") as { config: { logger: () => void } };
  // Otherwise the SDK prints every request, its signature included, to stdout.
  jdcloudSdk.config.logger = () => {};
});

/** One page of backups as an SDK read it, or all instances of a region. */
interface Listed {
  readonly ids: readonly string[];
  readonly total: number;
}

/** A vendor's SDK, which lists by its own code: the names of operations, parameters and fields are its own. */
interface Sdk {
  readonly pageSize: number;
  readonly backups: (emulator: Emulator, instance: EmulatorInstance, page: number) => Promise<Listed>;
  readonly instances: (emulator: Emulator, region: string) => Promise<Listed>;
  /** Which backups it is asked for. @default all */
  readonly lists?: (row: EmulatorInstance["backups"][number]) => boolean;
}

function listed(rows: unknown, id: string, total: unknown): Listed {
  const all = (rows ?? []) as Answer[];
  return { ids: all.map((row) => String(row[id])), total: Number(total) };
}

/** Resolves every name to the emulator's address, so that the SDK keeps the real host and names the real service. */
const agent = new Agent({
  lookup: (_host, options, callback) => {
    if (options.all) callback(null, [{ address: "127.0.0.1", family: 4 }]);
    else callback(null, "127.0.0.1", 4);
  },
});

/** tencentcloud-sdk-nodejs 4.1.313. */
function tencent(
  service: string,
  version: string,
  operation: string,
  ask: (instanceId: string) => Answer,
  [list, id]: readonly [string, string],
  [listInstances, instanceList, instanceId]: readonly [string, string, string],
): Sdk {
  const module = load(`tencentcloud-sdk-nodejs/tencentcloud/services/${service}`) as Record<
    string,
    Record<string, { Client: new (config: object) => Record<string, (params: object) => Promise<Answer>> }>
  >;
  const call = async (emulator: Emulator, region: string, name: string, params: object) => {
    const Client = module[service]?.[version]?.Client;
    if (!Client) throw new Error(`the SDK has no ${service} ${version}`);
    const endpoint = `${service}.tencentcloudapi.com:${emulator.port}`;
    const client = new Client({
      credential: { secretId: accessKey, secretKey },
      region,
      profile: { httpProfile: { endpoint, protocol: "http://", agent } },
    });
    return (await client[name]?.(params)) ?? {};
  };
  return {
    pageSize: 20,
    backups: async (emulator, instance, page) => {
      const params = { ...ask(instance.instanceId), Limit: 20, Offset: (page - 1) * 20 };
      const answer = await call(emulator, instance.region, operation, params);
      return listed(answer[list], id, answer.TotalCount);
    },
    instances: async (emulator, region) => {
      const answer = await call(emulator, region, listInstances, { Limit: 100, Offset: 0 });
      return listed(answer[instanceList], instanceId, answer.TotalCount);
    },
  };
}

const window = { startTime: "2010-01-01T10:00Z", endTime: "2050-01-01T10:00Z" };

/** Fields of the SDK's models, whose names begin in lower case; some of its packages keep the answer in `body`. */
interface AliModel {
  readonly body?: Answer;
}

/** The packages of @alicloud that are generated for one product: their own classes for requests and answers. */
function alicloud(
  name: string,
  configured: (emulator: Emulator, region: string) => object,
  instanceField: string,
  read: (answer: Answer) => Listed,
  listInstances: readonly [method: string, request: string],
  readInstances: (answer: Answer) => Listed,
): Sdk {
  const sdk = load(name) as Record<string, new (map: object) => Answer> & {
    default: new (config: object) => Record<string, (request: object) => Promise<AliModel>>;
  };
  const call = async (emulator: Emulator, region: string, method: string, request: string, map: object) => {
    const Request = sdk[request];
    if (!Request) throw new Error(`${name} has no ${request}`);
    const client = new sdk.default(configured(emulator, region));
    const answer = (await client[method]?.(new Request(map))) ?? {};
    return (answer.body ?? answer) as Answer;
  };
  return {
    pageSize: 30,
    backups: async (emulator, { instanceId, region }, page) =>
      read(
        await call(emulator, region, "describeBackups", "DescribeBackupsRequest", {
          [instanceField]: instanceId,
          ...window,
          pageSize: 30,
          pageNumber: page,
        }),
      ),
    instances: async (emulator, region) => {
      const [method, request] = listInstances;
      return readInstances(await call(emulator, region, method, request, { regionId: region, pageSize: 50 }));
    },
  };
}

const openApiConfig = ({ port }: Emulator, regionId: string) => ({
  accessKeyId: accessKey,
  accessKeySecret: secretKey,
  endpoint: `127.0.0.1:${port}`,
  protocol: "HTTP",
  regionId,
});

/** Dds has no package in the registry: what the vendor generates for it is this call, through the package it uses. */
const dds: Sdk = {
  pageSize: 30,
  backups: async (emulator, { instanceId, region }, page) => {
    const body = await ddsCall(emulator, region, "DescribeBackups", {
      DBInstanceId: instanceId,
      StartTime: window.startTime,
      EndTime: window.endTime,
      PageSize: "30",
      PageNumber: String(page),
    });
    return listed((body.Backups as Answer).Backup, "BackupId", body.TotalCount);
  },
  instances: async (emulator, region) => {
    const body = await ddsCall(emulator, region, "DescribeDBInstances", { RegionId: region });
    return listed((body.DBInstances as Answer).DBInstance, "DBInstanceId", body.TotalCount);
  },
};

async function ddsCall(emulator: Emulator, region: string, action: string, query: Record<string, string>) {
  const client = new OpenApi(new Config(openApiConfig(emulator, region)));
  const params = new Params({
    action,
    version: "2015-12-01",
    protocol: "HTTP",
    pathname: "/",
    method: "POST",
    authType: "AK",
    style: "RPC",
    reqBodyType: "formData",
    bodyType: "json",
  });
  const answer = await client.callApi(params, new OpenApiRequest({ query }), new RuntimeOptions({}));
  return answer.body as Answer;
}

/** jdcloud-sdk-js 1.2.202. */
function jdcloud(
  service: "redis" | "rds",
  instanceField: string,
  [list, id]: readonly [string, string],
  [listInstances, instanceList, instanceId]: readonly [string, string, string],
): Sdk {
  const Service = load(`jdcloud-sdk-js/src/services/${service}`) as new (
    config: object,
  ) => Record<string, (options: object, region: string) => Promise<{ result: Answer }>>;
  const call = async (emulator: Emulator, region: string, name: string, options: object) => {
    const client = new Service({
      credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
      regionId: region,
      endpoint: { host: `127.0.0.1:${emulator.port}`, protocol: "http" },
    });
    return (await client[name]?.(options, region))?.result ?? {};
  };
  return {
    pageSize: 10,
    backups: async (emulator, instance, page) => {
      const options = { [instanceField]: instance.instanceId, pageNumber: page, pageSize: 10 };
      const result = await call(emulator, instance.region, "describeBackups", options);
      return listed(result[list], id, result.totalCount);
    },
    instances: async (emulator, region) => {
      const result = await call(emulator, region, listInstances, { pageNumber: 1, pageSize: 100 });
      return listed(result[instanceList], instanceId, result.totalCount);
    },
  };
}

const sdks: Readonly<Record<ListingName, () => Sdk>> = {
  "tencentcloud-redis": () =>
    tencent(
      "redis",
      "v20180412",
      "DescribeInstanceBackups",
      (InstanceId) => ({ InstanceId, Status: [1, 2, 3, 4, -1, -2] }),
      ["BackupSet", "BackupId"],
      ["DescribeInstances", "InstanceSet", "InstanceId"],
    ),
  "tencentcloud-mysql": () =>
    tencent(
      "cdb",
      "v20170320",
      "DescribeBackups",
      (InstanceId) => ({ InstanceId }),
      ["Items", "Name"],
      ["DescribeDBInstances", "Items", "InstanceId"],
    ),
  "tencentcloud-postgres": () =>
    tencent(
      "postgres",
      "v20170312",
      "DescribeBaseBackups",
      (instanceId) => ({
        MinFinishTime: "2010-01-01 00:00:00",
        Filters: [{ Name: "db-instance-id", Values: [instanceId] }],
      }),
      ["BaseBackupSet", "Id"],
      ["DescribeDBInstances", "DBInstanceSet", "DBInstanceId"],
    ),
  "tencentcloud-mongodb": () => ({
    ...tencent(
      "mongodb",
      "v20190725",
      "DescribeDBBackups",
      (InstanceId) => ({ InstanceId, BackupMethod: 1 }),
      ["BackupList", "BackupName"],
      ["DescribeDBInstances", "InstanceDetails", "InstanceId"],
    ),
    lists: ({ BackupMethod }) => BackupMethod === 1,
  }),
  "tencentcloud-cynosdb": () =>
    tencent(
      "cynosdb",
      "v20190107",
      "DescribeBackupList",
      (ClusterId) => ({ ClusterId }),
      ["BackupList", "FileName"],
      ["DescribeClusters", "ClusterSet", "ClusterId"],
    ),
  "jdcloud-redis": () =>
    jdcloud(
      "redis",
      "cacheInstanceId",
      ["backups", "baseId"],
      ["describeCacheInstances", "cacheInstances", "cacheInstanceId"],
    ),
  "jdcloud-rds": () =>
    jdcloud("rds", "instanceId", ["backup", "backupId"], ["describeInstances", "dbInstances", "instanceId"]),
  "alicloud-redis": () =>
    alicloud(
      "@alicloud/r-kvstore20150101",
      openApiConfig,
      "instanceId",
      ({ backups, totalCount }) => listed((backups as Answer).backup, "backupStartTime", totalCount),
      ["describeInstances", "DescribeInstancesRequest"],
      ({ instances, totalCount }) => listed((instances as Answer).KVStoreInstance, "instanceId", totalCount),
    ),
  "alicloud-rds": () =>
    alicloud(
      "@alicloud/rds20140815",
      openApiConfig,
      "DBInstanceId",
      ({ items, totalRecordCount }) => listed((items as Answer).backup, "backupId", totalRecordCount),
      ["describeDBInstances", "DescribeDBInstancesRequest"],
      ({ items, totalRecordCount }) => listed((items as Answer).DBInstance, "DBInstanceId", totalRecordCount),
    ),
  "alicloud-polardb": () =>
    alicloud(
      "@alicloud/polardb20170801",
      (emulator, region) => ({ ...openApiConfig(emulator, region), type: "access_key" }),
      "DBClusterId",
      ({ items, totalRecordCount }) => listed((items as Answer).backup, "backupId", totalRecordCount),
      ["describeDBClusters", "DescribeDBClustersRequest"],
      ({ items, totalRecordCount }) => listed((items as Answer).DBCluster, "DBClusterId", totalRecordCount),
    ),
  "alicloud-mongodb": () => dds,
};

describe.each(Object.entries(sdks) as [ListingName, () => Sdk][])(
  "the vendor's SDK for %s",
  (name, sdkFor) => {
    const shown = demoInstances.find(({ listing }) => listing === name);

    it("pages through the emulator's backups with its own code", async () => {
      const [emulator, sdk] = [await start(), sdkFor()];
      const instance = emulator.data.instances.find(({ instanceId }) => instanceId === shown?.instanceId);
      if (!instance) throw new Error(`no built-in instance of ${name}`);
      const ids = new Set<string>();
      let total = 1;
      for (let page = 1; (page - 1) * sdk.pageSize < total; page++) {
        const answer = await sdk.backups(emulator, instance, page);
        total = answer.total;
        for (const id of answer.ids) ids.add(id);
      }
      const isListed = sdk.lists ?? (() => true);
      expect(total).toBe(instance.backups.filter(isListed).length);
      expect(ids.size).toBe(total);
      expect(ids).not.toContain("undefined");
    });

    it("lists the emulator's instances with its own code", async () => {
      const [emulator, sdk] = [await start(), sdkFor()];
      const { ids, total } = await sdk.instances(emulator, String(shown?.region));
      expect(ids).toContain(shown?.instanceId);
      expect(total).toBe(ids.length);
    });
  },
);

/** The signature that the SDK's own signer computes for a request that was sent. */
function signatureBySdk(cloud: string, service: string, request: SeenRequest): string {
  const { headers, method } = request;
  if (cloud === "tencentcloud") {
    return Sign.sign3({
      url: `https://${headers.host}/`,
      payload: request.json,
      timestamp: Number(headers["x-tc-timestamp"]),
      service,
      secretId: testKeys.accessKey,
      secretKey: testKeys.secretKey,
      multipart: false,
      boundary: "",
      headers: { "Content-Type": String(headers["content-type"]) },
    });
  }
  if (cloud === "alicloud") {
    const signed = new TeaRequest();
    signed.method = method;
    signed.pathname = request.path;
    signed.query = { ...request.query };
    // The SDK signs these alone, and the client adds others below it.
    const names = Object.keys(headers).filter((each) => each === "host" || each.startsWith("x-acs-"));
    signed.headers = Object.fromEntries(names.map((each) => [each, String(headers[each])]));
    return OpenApiUtil.getAuthorization(
      signed,
      "ACS3-HMAC-SHA256",
      sha256Hex(""),
      testKeys.accessKey,
      testKeys.secretKey,
    );
  }
  return signatureByJdcloud(service, request);
}

function signatureByJdcloud(service: string, { path, query, headers }: SeenRequest): string {
  load("jdcloud-sdk-js/src/lib/node_loader");
  const Request = load("jdcloud-sdk-js/src/lib/request") as new (
    ...args: unknown[]
  ) => { request: { headers: { set(name: string, value: string): void; delete(name: string): void } } };
  const Signer = load("jdcloud-sdk-js/src/lib/signers/v2") as new (
    request: object,
    service: string,
  ) => { authorization(keys: object, time: string): string };
  const regionId = path.split("/")[3];
  const request = new Request(
    { config: { basePath: "", regionId, endpoint: { protocol: "https", host: headers.host } } },
    path,
    "GET",
    { regionId },
    { ...query },
    {},
    {},
    undefined,
    ["application/json"],
  );
  // The SDK sends this one too.
  request.request.headers.delete("accept");
  for (const name of ["host", "x-jdcloud-date", "x-jdcloud-nonce"]) {
    request.request.headers.set(name, String(headers[name]));
  }
  return new Signer(request, service).authorization(
    { accessKeyId: testKeys.accessKey, secretAccessKey: testKeys.secretKey },
    String(headers["x-jdcloud-date"]),
  );
}

describe.each(vendors)("a request of $name", ({ name, instanceId, region, envelope, row }) => {
  const { cloud, service } = listingNamed(name);
  const signature = (text: unknown) => /Signature=(\w+)/.exec(String(text))?.[1];

  it("carries the signature that the SDK computes for it, for backups and for instances", async () => {
    const seen: SeenRequest[] = [];
    // Sent to the vendor's own host, which the SDK signs without a port: nothing leaves this machine.
    const http: Http = async ({ method, url, headers, body = "" }) => {
      const { pathname, searchParams, host } = new URL(url);
      const lowered = Object.entries(headers).map(([each, value]) => [each.toLowerCase(), value]);
      seen.push({
        method,
        target: url,
        path: pathname,
        query: Object.fromEntries(searchParams),
        headers: { host, ...Object.fromEntries(lowered) },
        body,
        json: body ? (JSON.parse(body) as Record<string, unknown>) : {},
      });
      const answer = envelope([row("1", new Date("2026-11-20T18:00:00Z"))], 1);
      return { status: 200, headers: {}, text: JSON.stringify(answer) };
    };
    const client = clientOf("", { http }, { endpoint: undefined });
    await client.lookup(name, { instanceId, region, required: false });
    await client.instances(name, { region }).catch(() => undefined);
    expect(
      new Set(seen.map(({ headers }) => headers["x-tc-action"] ?? headers["x-acs-action"] ?? "")).size,
    ).toBe(cloud.name === "jdcloud" ? 1 : 2);
    for (const request of seen) {
      const ours = signature(request.headers.authorization);
      expect(ours).toMatch(/^[0-9a-f]{64}$/);
      expect(signature(signatureBySdk(cloud.name, service, request))).toBe(ours);
    }
  });
});
