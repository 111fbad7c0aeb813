import { demoCredentials } from "../../../src/emulator";
import { dataOf, emulators, listed } from "../../emulator/running";
import { clientOf, refusalOf } from "../../helpers/client";
import { rawServers } from "../../helpers/raw-server";

const start = emulators();
const startListed = listed();
const startRaw = rawServers();
const sharded = { instanceId: "dds-bp1c6jm2x9fu4vse", region: "cn-hangzhou" };
const nodeIds = ["d-bp1c6jm2x9fu4001", "d-bp1c6jm2x9fu4002"];
const cluster = { instanceId: "dds-8vb5k0ry7wgd2nah", region: "cn-zhangjiakou" };
const instance = { name: "alicloud-mongodb", ...cluster } as const;
const serveCluster = (...rows: Record<string, unknown>[]) =>
  startListed(instance, [], { data: dataOf(instance, rows, { kind: "cluster" }) });

describe("Alibaba Cloud MongoDB", () => {
  it("lists each shard of a sharded instance, and joins the rows into sets", async () => {
    const emulator = await start();
    const client = clientOf(emulator.url, {}, demoCredentials);
    const { latest, warnings } = await client.lookup("alicloud-mongodb", { ...sharded, nodeIds });
    expect(latest?.ids).toHaveLength(2);
    expect(latest?.id).toBe(latest?.ids.join(","));
    expect(latest).toMatchObject({
      status: "succeeded",
      missingShards: [],
      vendor: { Shards: nodeIds.join(",") },
    });
    expect(warnings).toEqual([]);
    const asked = new Set(emulator.requests.map(({ params }) => params.NodeId));
    expect(asked).toEqual(new Set(nodeIds));
  });

  it("rejects every set if a given shard has no backup", async () => {
    const client = clientOf((await start()).url, {}, demoCredentials);
    const query = { ...sharded, nodeIds: [...nodeIds, "d-bp1c6jm2x9fu4003"] };
    const error = await refusalOf(client.lookup("alicloud-mongodb", query));
    expect(error.code).toBe("no-eligible-backup");
    expect(error.message).toMatch(/(\d+) seen, none eligible: \1 incomplete shard set/);
    expect(error.hint).toMatch(/^A set must have exactly the shards in nodeIds: .*leave it out there/);
  });

  it("lists complete sets of a cluster on cloud disks, without their shards", async () => {
    const client = clientOf((await start()).url, {}, demoCredentials);
    const { latestId } = await client.lookup("alicloud-mongodb", { ...cluster, clusterBackups: true });
    expect(latestId).toMatch(/^cb-/);
    const both = client.lookup("alicloud-mongodb", { ...cluster, clusterBackups: true, nodeIds });
    expect(await refusalOf(both)).toMatchObject({ code: "usage", argument: "nodeIds" });
  });

  it("sends an operation that needs POST by POST, without body and content type", async () => {
    const { url, seen } = await startRaw(() => undefined, { behind: await serveCluster() });
    await clientOf(url).lookup("alicloud-mongodb", { ...cluster, clusterBackups: true, required: false });
    const request = ({ method, body, headers }: (typeof seen)[number]) => [
      method,
      body,
      headers["content-type"],
    ];
    expect(seen.map(request)).toEqual([["POST", "", undefined]]);
    const one = { instanceId: "dds-bp1w8ynd3h5tq0zk", region: "cn-hangzhou" };
    const replicas = await startRaw(() => undefined, { behind: await start() });
    await clientOf(replicas.url, {}, demoCredentials).lookup("alicloud-mongodb", one);
    expect(replicas.seen.map(request)).toEqual([["GET", "", undefined]]);
  });

  it("passes on a resource group, for either operation", async () => {
    const emulator = await serveCluster();
    const grouped = { ...cluster, resourceGroupId: "rg-1", required: false };
    await refusalOf(clientOf(emulator.url).lookup("alicloud-mongodb", { ...grouped, clusterBackups: false }));
    await clientOf(emulator.url).lookup("alicloud-mongodb", { ...grouped, clusterBackups: true });
    expect(emulator.requests.map(({ action, params }) => [action, params.ResourceGroupId])).toEqual([
      ["DescribeBackups", "rg-1"],
      ["DescribeClusterBackups", "rg-1"],
    ]);
  });

  it.each(["Running", "init", "Failed", "something-new"])(
    "skips a set whose log is %s, because its shards would not fit together",
    async (AttachLogStatus) => {
      const set = (id: string, day: number, log: string | undefined) => ({
        ClusterBackupId: id,
        ClusterBackupStatus: "OK",
        ClusterBackupStartTime: `2026-11-${day}T18:00:00Z`,
        IsAvail: 1,
        AttachLogStatus: log,
      });
      const sets = [
        set("cb-new", 19, AttachLogStatus),
        set("cb-ready", 18, "Ready"),
        set("cb-old", 17, "No_Need"),
      ];
      const { url } = await serveCluster(...sets);
      const { latest, backups } = await clientOf(url).lookup("alicloud-mongodb", {
        ...cluster,
        clusterBackups: true,
      });
      expect(latest).toMatchObject({ id: "cb-ready", vendor: { AttachLogStatus: "Ready" } });
      expect(backups.map(({ id }) => id)).toEqual(["cb-ready", "cb-old"]);
    },
  );

  it("skips an unavailable set, and one with a failed shard", async () => {
    const set = (id: string, day: number, more: object) => ({
      ClusterBackupId: id,
      ClusterBackupStatus: "OK",
      ClusterBackupStartTime: `2026-11-${day}T18:00:00Z`,
      IsAvail: 1,
      ...more,
    });
    const sets = [
      set("cb-unavailable", 19, { IsAvail: 0 }),
      set("cb-false", 20, { IsAvail: false }),
      set("cb-list", 21, { IsAvail: [] }),
      set("cb-list-of-one", 20, { IsAvail: [1] }),
      set("cb-log-list", 20, { AttachLogStatus: [] }),
      set("cb-shard-false", 15, { Backups: [{ BackupStatus: "Success", IsAvail: false }] }),
      set("cb-failed", 18, { Backups: [{ BackupStatus: "Success" }, { BackupStatus: "Failed" }] }),
      set("cb-shard-gone", 17, { Backups: [{ BackupStatus: "Success", IsAvail: "0" }] }),
      set("cb-whole", 16, { Backups: [{ BackupStatus: "Success", IsAvail: "1" }] }),
    ];
    const { url } = await serveCluster(...sets);
    const query = { ...cluster, clusterBackups: true };
    expect((await clientOf(url).lookup("alicloud-mongodb", query)).latestId).toBe("cb-whole");
  });
});
