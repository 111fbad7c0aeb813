import { demoCredentials, demoData, demoInstances } from "../../src/emulator";
import { listings } from "../../src/vendors";
import { command, environmentOf } from "../cli/command";
import { emulators } from "../emulator/running";
import { clientOf, refusalOf } from "../helpers/client";
import { rawServers } from "../helpers/raw-server";
import { withoutRateLimit } from "../helpers/unlimited";

withoutRateLimit();

const start = emulators();
const startRaw = rawServers();
const demoRegions = new Set(demoData(new Date()).instances.map(({ region }) => region));

/** As many instances as need several pages of any listing that has a small one. */
function fleet(listing: string, region: string, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    listing,
    instanceId: `db-${String(index).padStart(4, "0")}`,
    region,
    backups: [],
  }));
}

/** An instance whose row in the list of instances has these fields. */
function shown(listing: string, region: string, instanceId: string, attributes: Record<string, unknown>) {
  return { listing, instanceId, region, attributes, backups: [] };
}

describe.each(listings.map((listing) => [listing.name, listing] as const))(
  "the instances of %s",
  (name, listing) => {
    const { region } = listing.example;

    it("are all listed, over several pages, in the order of their IDs, and those of another region are not", async () => {
      const instances = [...fleet(name, region, 230).reverse(), ...fleet(name, "elsewhere", 3)];
      const { url, requests } = await start({ data: { instances } });
      const list = await clientOf(url, {}, demoCredentials).instances(name, { region });
      const found = list.instances;
      expect(list).toMatchObject({ region, warnings: [] });
      expect(found.map(({ id }) => id)).toEqual(fleet(name, region, 230).map(({ instanceId }) => instanceId));
      expect(new Set(found.map((each) => each.region))).toEqual(new Set([region]));
      expect(found[0]).toMatchObject({ name: expect.stringContaining("orders"), state: "running" });
      expect(found[0]?.vendorState).toBeTruthy();
      expect(new Set(requests.map(({ action }) => action))).toEqual(new Set([listing.instances.action]));
    });

    it("are printed by the command, as a table and as JSON", async () => {
      const demo = demoInstances.find((each) => each.listing === name);
      const env = environmentOf(await start());
      const table = await command(["instances", name, "--region", String(demo?.region)], env);
      expect([table.code, table.err]).toEqual([0, ""]);
      expect(table.out).toMatch(/^ID +NAME +STATE +ROLE +KIND +ENGINE +REGION +LOOKABLE\n/);
      expect(table.out).toContain(`${demo?.instanceId} `);
      const json = await command(["instances", name, "--region", String(demo?.region), "--json"], env);
      const { instances } = JSON.parse(json.out) as { instances: Record<string, unknown>[] };
      expect(instances.find(({ id }) => id === demo?.instanceId)).toEqual({
        id: demo?.instanceId,
        name: expect.any(String),
        region: demo?.region,
        state: "running",
        vendor_state: expect.any(String),
        role: "primary",
        kind: "standard",
        engine: expect.any(String),
        lookable: true,
        reason: null,
      });
      expect(JSON.parse(json.out)).toMatchObject({ listing: name, region: demo?.region });
      const variable = String(listing.cloud.credentialSources.region[0]);
      const empty = [...listing.cloud.regions].find((each) => !demoRegions.has(each)) as string;
      const none = await command(["instances", name], { ...env, [variable]: empty });
      expect([none.code, none.out]).toEqual([0, ""]);
      expect(none.err).toBe(`${listing.title}: there are no instances in ${empty}\n`);
    });

    it("are an error if there are none in an unknown region, and a list if there are", async () => {
      const mistyped = region.replace(/^(...)(.)(.)/, "$1$3$2");
      const { url } = await start({ data: { instances: fleet(name, "new-region-9", 1) } });
      const client = clientOf(url, {}, demoCredentials);
      const error = await refusalOf(client.instances(name, { region: mistyped }));
      expect([error.code, error.argument]).toEqual(["usage", "region"]);
      expect(error.message).toContain(JSON.stringify(mistyped));
      expect(error.hint).toMatch(/^Did you mean [a-z0-9-]+\?$/);
      expect((await client.instances(name, { region: "new-region-9" })).instances).toHaveLength(1);
      expect(await client.instances(name, { region })).toEqual({ region, instances: [], warnings: [] });
      // A lookup goes by what it is told.
      const found = client.lookup(name, { instanceId: "db-0000", region: "new-region-9", required: false });
      expect((await found).latestId).toBeNull();
    });

    it("that cannot be listed are an error that names listing and region, never an empty list", async () => {
      const emulator = await start({ faults: [{ kind: "empty-object" }] });
      const error = await refusalOf(clientOf(emulator.url, {}, demoCredentials).instances(name, { region }));
      expect(error.code).toBe("invalid-response");
      expect(error.message).toContain(`${listing.title} in ${region}`);
      expect(error.hint).toBeTruthy();
      emulator.faults.splice(0);
      const keys = { ...demoCredentials, secretKey: "another" };
      expect((await refusalOf(clientOf(emulator.url, {}, keys).instances(name, { region }))).code).toBe(
        "credentials",
      );
    });
  },
);

it("an instance's name cannot write lines or control characters", async () => {
  const InstanceName = "a\u001b[31m\ncrs-2  b  running";
  const instances = [shown("tencentcloud-redis", "ap-guangzhou", "crs-1", { InstanceName })];
  const env = environmentOf(await start({ data: { instances } }));
  const args = ["instances", "tencentcloud-redis", "--region", "ap-guangzhou"];
  expect((await command(args, env)).out.split("\n")[1]).toMatch(
    /^crs-1 {2}a \[31m crs-2 {2}b {2}running {2}running {2}primary {2}standard {2}Redis {3}ap-guangzhou {2}yes$/,
  );
  // JSON has a notation of its own for them.
  const printed = JSON.parse((await command([...args, "--json"], env)).out);
  expect(printed.instances[0].name).toBe(InstanceName);
});

it("instances need a region, and an unknown argument is an error", async () => {
  const { url } = await start();
  const client = clientOf(url, {}, demoCredentials);
  expect(await refusalOf(client.instances("tencentcloud-redis"))).toMatchObject({
    code: "usage",
    argument: "region",
    listing: "tencentcloud-redis",
  });
  expect(await refusalOf(client.instances("tencentcloud-redis", { region: "" }))).toMatchObject({
    code: "usage",
    argument: "region",
  });
});

it("states are those of Alibaba Cloud's tables, and another word is unknown", async () => {
  const words = {
    Deleted: "deleted",
    Released: "deleted",
    Stopping: "stopped",
    Importing: "changing",
    NetAddressCreating: "changing",
    DBNodeCreating: "changing",
    NS_MAINTAINING: "changing",
    UPGRADE_FORBIDDEN: "running",
    Locked: "unknown",
  };
  const instances = Object.keys(words).map((DBClusterStatus) =>
    shown("alicloud-polardb", "cn-hangzhou", DBClusterStatus, { DBClusterStatus }),
  );
  const client = clientOf((await start({ data: { instances } })).url, {}, demoCredentials);
  const { instances: found } = await client.instances("alicloud-polardb", { region: "cn-hangzhou" });
  expect(Object.fromEntries(found.map(({ id, state }) => [id, state]))).toEqual(words);
});

it("instances of every kind are listed although the vendor lists one kind by default, and Memcache is not Redis", async () => {
  const { url } = await start();
  const client = clientOf(url, {}, demoCredentials);
  const { instances: mongodb } = await client.instances("alicloud-mongodb", { region: "cn-hangzhou" });
  expect(mongodb.map(({ id }) => id)).toEqual(["dds-bp1c6jm2x9fu4vse", "dds-bp1w8ynd3h5tq0zk"]);
  const { instances: clusters } = await client.instances("alicloud-mongodb", { region: "cn-zhangjiakou" });
  expect(clusters.map(({ id }) => id)).toEqual(["dds-8vb5k0ry7wgd2nah"]);

  // A vendor that ignores the type in the request.
  const rows = ["Redis", "Memcache"].map((type) => ({ InstanceId: type, InstanceType: type }));
  const server = await startRaw(({ query: { InstanceType } }) => {
    const found = InstanceType === "Tair" ? [] : rows;
    return { json: { RequestId: "1", TotalCount: found.length, Instances: { KVStoreInstance: found } } };
  });
  const { instances: redis } = await clientOf(server.url).instances("alicloud-redis", {
    region: "cn-hangzhou",
  });
  expect(redis.map(({ id, lookable, reason }) => [id, lookable, reason])).toEqual([
    ["Memcache", false, "is Memcache, which has no backups"],
    ["Redis", true, null],
  ]);
  expect(server.seen.map(({ query }) => query.InstanceType).sort()).toEqual(["Redis", "Tair"]);

  const asking = await start();
  const asked = clientOf(asking.url, {}, demoCredentials);
  await asked.instances("tencentcloud-mysql", { region: "ap-guangzhou" });
  await asked.instances("tencentcloud-mongodb", { region: "ap-guangzhou" });
  expect(asking.requests.map(({ params }) => params)).toMatchObject([
    { CdbErrors: [0, 1] },
    { InstanceType: 0, ClusterType: -1, PayMode: -1 },
  ]);
});

it("an instance with an invalid ID is an error that names field and value", async () => {
  for (const InstanceId of [null, 0, "-a", "a\u200bb"]) {
    const instances = [shown("tencentcloud-redis", "ap-guangzhou", "crs-1", { InstanceId })];
    const client = clientOf((await start({ data: { instances } })).url, {}, demoCredentials);
    const error = await refusalOf(client.instances("tencentcloud-redis", { region: "ap-guangzhou" }));
    expect(error.code).toBe("invalid-response");
    expect(error.message).toMatch(/InstanceId: got (?:null|"0"|"-a"|"a\\u\{200b\}b"), expected an ID/);
  }
});
