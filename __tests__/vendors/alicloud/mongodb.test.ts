import { demoCredentials } from "../../../src/emulator";
import { emulators } from "../../emulator/running";
import { clientOf, refusalOf } from "../../helpers/client";
import { rawServers } from "../../helpers/raw-server";

const start = emulators();
const startServer = rawServers();
const sharded = { instanceId: "dds-bp1c6jm2x9fu4vse", region: "cn-hangzhou" };
const nodeIds = ["d-bp1c6jm2x9fu4001", "d-bp1c6jm2x9fu4002"];
const cluster = { instanceId: "dds-8vb5k0ry7wgd2nah", region: "cn-zhangjiakou" };

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
    const server = await startServer(({ query }) => ({
      json: query.PageNo ? { RequestId: "1", ClusterBackups: [] } : { RequestId: "1", TotalCount: 0 },
    }));
    const client = clientOf(server.url);
    await client.lookup("alicloud-mongodb", { ...cluster, clusterBackups: true, required: false });
    await client.lookup("alicloud-mongodb", { ...cluster, required: false });
    expect(server.seen.map(({ method, body }) => [method, body])).toEqual([
      ["POST", ""],
      ["GET", ""],
    ]);
    expect(server.seen[0]?.headers).not.toHaveProperty("content-type");
  });

  it("passes on a resource group, for either operation", async () => {
    const server = await startServer(({ query }) => ({
      json: query.PageNo ? { RequestId: "1", ClusterBackups: [] } : { RequestId: "1", TotalCount: 0 },
    }));
    const grouped = { ...cluster, resourceGroupId: "rg-1", required: false };
    await clientOf(server.url).lookup("alicloud-mongodb", grouped);
    await clientOf(server.url).lookup("alicloud-mongodb", { ...grouped, clusterBackups: true });
    expect(server.seen.map(({ query }) => query.ResourceGroupId)).toEqual(["rg-1", "rg-1"]);
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
      const { url } = await startServer(({ query }) => ({
        json: { RequestId: "1", ClusterBackups: query.PageNo === "1" ? sets : [] },
      }));
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
      set("cb-shard-false", 15, { Backups: [{ BackupStatus: "Success", IsAvail: false }] }),
      set("cb-failed", 18, { Backups: [{ BackupStatus: "Success" }, { BackupStatus: "Failed" }] }),
      set("cb-shard-gone", 17, { Backups: [{ BackupStatus: "Success", IsAvail: "0" }] }),
      set("cb-whole", 16, { Backups: [{ BackupStatus: "Success", IsAvail: "1" }] }),
    ];
    const { url } = await startServer(({ query }) => ({
      json: { RequestId: "1", ClusterBackups: query.PageNo === "1" ? sets : [] },
    }));
    const query = { ...cluster, clusterBackups: true };
    expect((await clientOf(url).lookup("alicloud-mongodb", query)).latestId).toBe("cb-whole");
  });
});
