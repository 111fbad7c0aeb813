import { type DatabaseInstance, isComing } from "../../src/core/instance";
import { demoCredentials } from "../../src/emulator";
import { type ListingName, listings } from "../../src/vendors";
import { emulators } from "../emulator/running";
import { clientOf } from "../helpers/client";

const start = emulators();

/** States of the vendors' documents in which no backup can be looked up, by hand; an instance in any other one stays. */
const CREATING: Readonly<Record<string, readonly string[]>> = {
  "tencentcloud-redis": ["0"],
  "tencentcloud-mysql": ["0"],
  "tencentcloud-postgres": ["applying", "init", "initing", "cloning"],
  "tencentcloud-mongodb": ["0"],
  "tencentcloud-cynosdb": ["creating"],
  "jdcloud-redis": ["creating"],
  "jdcloud-rds": ["BUILDING"],
  "alicloud-redis": ["Creating"],
  "alicloud-rds": ["Creating"],
  "alicloud-polardb": ["Creating"],
  "alicloud-mongodb": ["Creating"],
};
const DELETED: Readonly<Record<string, readonly string[]>> = {
  "tencentcloud-redis": ["-3"],
  "tencentcloud-mysql": [],
  "tencentcloud-postgres": ["recycling", "recycled", "offline", "offlining"],
  "tencentcloud-mongodb": [],
  "tencentcloud-cynosdb": ["offlining", "offlined", "deleting", "deleted"],
  "jdcloud-redis": ["deleting"],
  "jdcloud-rds": ["DELETING", "DELETED"],
  "alicloud-redis": ["Released"],
  "alicloud-rds": ["Deleting", "Deleted", "Released"],
  "alicloud-polardb": ["Deleting", "Deleted", "Released"],
  "alicloud-mongodb": ["Deleting", "Deleted", "Released"],
};

/** Lists instances that have these attributes, one each. */
async function listed(
  name: ListingName,
  attributes: readonly Record<string, unknown>[],
): Promise<readonly DatabaseInstance[]> {
  const region = "some-region-1";
  const { url } = await start({
    data: {
      instances: attributes.map((each, index) => ({
        listing: name,
        instanceId: `db-${String(index).padStart(3, "0")}`,
        region,
        attributes: each,
        backups: [],
      })),
    },
  });
  return (await clientOf(url, {}, demoCredentials).instances(name, { region })).instances;
}

describe.each(listings.map((listing) => [listing.name, listing] as const))(
  "an instance of %s",
  (name, { instances: { fields } }) => {
    it("is lookable in every state except creation and deletion", async () => {
      const [field = "", { words = {} } = {}] =
        Object.entries(fields).find(([, { becomes }]) => becomes === "state") ?? [];
      const states = [...Object.keys(words), "LOCKED_FOR_A_REASON_OF_THE_FUTURE"];
      const found = await listed(
        name,
        states.map((state) => ({ [field]: state })),
      );
      const named = (test: (instance: DatabaseInstance) => boolean) =>
        states.filter((_, index) => test(found[index] as DatabaseInstance));
      const without = new Set([...(CREATING[name] ?? []), ...(DELETED[name] ?? [])]);
      expect(found).toHaveLength(states.length);
      expect(named(({ lookable }) => lookable)).toEqual(states.filter((state) => !without.has(state)));
      expect(new Set(named(isComing))).toEqual(new Set(CREATING[name]));
      expect(named(({ reason }) => reason === "is deleted")).toEqual(
        states.filter((state) => DELETED[name]?.includes(state)),
      );
    });
  },
);

it.each<[ListingName, Record<string, unknown>, Partial<DatabaseInstance>]>([
  ["alicloud-rds", { DBInstanceType: "Primary" }, { role: "primary", lookable: true }],
  ["alicloud-rds", { DBInstanceType: "Readonly" }, { role: "read-only", lookable: false }],
  ["alicloud-rds", { DBInstanceType: "Guard" }, { role: "disaster-recovery", lookable: true }],
  ["alicloud-rds", { DBInstanceType: "Temp" }, { role: "temporary", lookable: false }],
  ["alicloud-rds", { DBInstanceType: "Novel" }, { role: "unknown", lookable: true }],
  ["tencentcloud-mysql", { InstanceType: 1 }, { role: "primary", lookable: true }],
  ["tencentcloud-mysql", { InstanceType: 2 }, { role: "disaster-recovery", lookable: true }],
  ["tencentcloud-mysql", { InstanceType: 3 }, { role: "read-only", lookable: false }],
  ["tencentcloud-postgres", { DBInstanceType: "readonly" }, { role: "read-only", lookable: false }],
  ["tencentcloud-postgres", { DBInstanceType: "guard" }, { role: "disaster-recovery", lookable: true }],
  ["tencentcloud-postgres", { DBInstanceType: "temp" }, { role: "temporary", lookable: false }],
  ["tencentcloud-mongodb", { InstanceType: 2 }, { role: "temporary", lookable: false }],
  [
    "tencentcloud-mongodb",
    { InstanceType: 3, ClusterType: 1 },
    { role: "read-only", kind: "cluster", lookable: false },
  ],
  ["tencentcloud-cynosdb", { GdnRole: "standby" }, { role: "disaster-recovery", lookable: true }],
  ["tencentcloud-cynosdb", { GdnRole: "" }, { role: "primary", lookable: true }],
  ["tencentcloud-redis", { Type: 200 }, { engine: "Memcached", lookable: false }],
  ["tencentcloud-redis", { Type: 9, ProductType: "cluster" }, { kind: "cluster", lookable: true }],
  ["jdcloud-rds", { sourceInstanceId: "mysql-1" }, { role: "read-only", lookable: false }],
  ["jdcloud-rds", { sourceInstanceId: "", instanceType: "standalone" }, { role: "primary", lookable: true }],
  ["jdcloud-redis", { cacheInstanceType: "native-cluster" }, { kind: "cluster", lookable: true }],
  ["alicloud-redis", { ArchitectureType: "rwsplit" }, { kind: "standard", lookable: true }],
  [
    "alicloud-redis",
    { ArchitectureType: "cluster", NodeType: "double" },
    { kind: "sharded", lookable: true },
  ],
  [
    "alicloud-redis",
    { ArchitectureType: "cluster", NodeType: "MASTER_SLAVE" },
    { kind: "cluster", lookable: true },
  ],
  [
    "alicloud-mongodb",
    { DBInstanceType: "sharding", StorageType: "local_ssd" },
    { kind: "sharded", lookable: true },
  ],
  [
    "alicloud-mongodb",
    { DBInstanceType: "sharding", StorageType: "cloud_essd1" },
    { kind: "cluster", lookable: true },
  ],
  ["alicloud-polardb", { DBType: "PostgreSQL" }, { engine: "PostgreSQL", role: "primary", lookable: true }],
])("of %s, %p is %p", async (name, attributes, expected) => {
  const [found] = await listed(name, [attributes]);
  expect(found).toMatchObject(expected);
  expect(found?.reason === null).toBe(expected.lookable);
});
