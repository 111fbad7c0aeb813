import type { ListingName } from "../../src/client";
import { listed } from "../emulator/running";
import { clientOf, refusalOf } from "../helpers/client";
import { type Row, type Vendor, vendorOf } from "../helpers/vendors";

const start = listed();

async function backupsOf(vendor: Vendor, rows: readonly Row[]) {
  const { url } = await start(vendor, rows);
  const { name, instanceId, region } = vendor;
  return await clientOf(url).lookup(name, { instanceId, region });
}

const task = new Date("2026-11-20T18:00:00Z");

describe.each(["alicloud-rds", "alicloud-polardb"] as const)("ConsistentTime of %s", (name) => {
  const vendor = vendorOf(name);

  it.each([
    [1_795_000_000, "2026-11-18T11:06:40Z"],
    ["1795000000", "2026-11-18T11:06:40Z"],
    [0, "2026-11-20T18:00:00Z"],
    ["0", "2026-11-20T18:00:00Z"],
    ["", "2026-11-20T18:00:00Z"],
    [null, "2026-11-20T18:00:00Z"],
  ])("of %j makes the data that of %s", async (ConsistentTime, startedAt) => {
    const { latest } = await backupsOf(vendor, [{ ...vendor.row("1", task), ConsistentTime }]);
    expect(latest?.startedAt).toBe(startedAt);
  });

  it.each([-1, 1.5, "yesterday", 1e30])("of %j is not a time, and an error", async (ConsistentTime) => {
    const error = await refusalOf(backupsOf(vendor, [{ ...vendor.row("1", task), ConsistentTime }]));
    expect(error.code).toBe("invalid-response");
    expect(error.message).toContain("ConsistentTime");
  });

  it.each([0, "0", false, "false"])("does not matter if IsAvail is %j", async (IsAvail) => {
    const rows = [
      { ...vendor.row("gone", task), IsAvail },
      { ...vendor.row("there", new Date("2026-11-19T18:00:00Z")), IsAvail: "1" },
    ];
    expect((await backupsOf(vendor, rows)).latestId).toBe("there");
  });
});

describe("alicloud-rds", () => {
  const vendor = vendorOf("alicloud-rds");

  it.each([
    ["DBInstance", "full", "newest"],
    ["", "full", "newest"],
    ["Database", "partial", "older"],
    ["Table", "partial", "older"],
  ])("takes a backup whose BackupScale is %j for %s", async (BackupScale, type, winner) => {
    const rows = [
      { ...vendor.row("newest", task), BackupScale },
      vendor.row("older", new Date("2026-11-19T18:00:00Z")),
    ];
    const { latestId, backups } = await backupsOf(vendor, rows);
    expect(latestId).toBe(winner);
    expect(backups.map((backup) => backup.type)).toEqual(winner === "newest" ? [type, "full"] : ["full"]);
  });

  it.each([
    ["OK", "newest"],
    ["LARGE", "newest"],
    ["EMPTY", "older"],
  ])("names no backup of a failed task: with MetaStatus %s it is the %s", async (MetaStatus, winner) => {
    const rows = [
      { ...vendor.row("newest", task), MetaStatus },
      vendor.row("older", new Date("2026-11-19T18:00:00Z")),
    ];
    expect((await backupsOf(vendor, rows)).latestId).toBe(winner);
  });

  it("still calls an incremental backup of one database incremental", async () => {
    const row = { ...vendor.row("1", task), BackupScale: "Database", BackupType: "IncrementalBackup" };
    const { url } = await start(vendor, [row]);
    const { instanceId, region } = vendor;
    const query = { instanceId, region, types: ["incremental"] } as const;
    expect((await clientOf(url).lookup(vendor.name as "alicloud-rds", query)).latest?.type).toBe(
      "incremental",
    );
  });
});

describe("SnapshotTime of tencentcloud-cynosdb", () => {
  const vendor = vendorOf("tencentcloud-cynosdb");

  it("is the time of the data, or the task's start if there is none", async () => {
    const { backups } = await backupsOf(vendor, [
      { ...vendor.row("1", task), SnapshotTime: "2026-11-21 02:00:05" },
      { ...vendor.row("2", new Date("2026-11-19T18:00:00Z")), SnapshotTime: "" },
    ]);
    expect(backups.map(({ startedAt }) => startedAt)).toEqual([
      "2026-11-20T18:00:05Z",
      "2026-11-19T18:00:00Z",
    ]);
  });

  it("comes with the type full for every snapshot, as in the vendor's sample", async () => {
    const sample = {
      BackupMethod: "auto",
      BackupName: "",
      BackupStatus: "success",
      FileSize: 10426,
    };
    const snapshot = {
      ...sample,
      BackupId: 1880312,
      BackupType: "snapshot",
      FileName: "jia_20241028040005",
      FinishTime: "2024-10-28 04:02:34",
      SnapShotType: "increment",
      SnapshotId: 1880312,
      SnapshotTime: "2024-10-28 04:00:04",
      StartTime: "2024-10-28 04:02:14",
    };
    const logical = {
      ...sample,
      BackupId: 1879681,
      BackupType: "logic",
      FileName: "jia_20241028022147",
      FinishTime: "2024-10-28 02:22:24",
      SnapShotType: "full",
      SnapshotId: 1879681,
      SnapshotTime: "2024-10-28 02:21:47",
      StartTime: "2024-10-28 02:21:47",
    };
    const { backups } = await backupsOf(vendor, [logical, snapshot]);
    const instant = "2024-10-27T20:00:04Z";
    expect(backups[0]).toMatchObject({ id: "1880312", type: "full", method: "snapshot", startedAt: instant });
    expect(backups[0]).toMatchObject({ consistentFrom: instant, consistentTo: instant });
    expect(backups[0]?.vendor).toMatchObject({ SnapShotType: "increment", SnapshotId: "1880312" });
    expect(backups[1]).toMatchObject({ id: "1879681", type: "full", method: "logical" });
  });

  it("of a logical backup without a type leaves that unknown, and methods selects only snapshots", async () => {
    const rows = [
      { ...vendor.row("logic", task), BackupType: "logic", SnapShotType: "" },
      vendor.row("snapshot", new Date("2026-11-19T18:00:00Z")),
    ];
    const { url } = await start(vendor, rows);
    const { name, instanceId, region } = vendor;
    const query = { instanceId, region };
    expect((await clientOf(url).lookup(name, query)).latest).toMatchObject({ id: "logic", type: "unknown" });
    expect((await clientOf(url).lookup(name, { ...query, methods: ["snapshot"] })).latestId).toBe("snapshot");
  });
});

describe("the requests of the vendors' newer listings", () => {
  const asked = async (name: ListingName, more: object) => {
    const vendor = vendorOf(name);
    const emulator = await start(vendor, []);
    const { instanceId, region } = vendor;
    const query = { instanceId, region, required: false, ...more };
    await clientOf(emulator.url).lookup(name, query as never);
    return emulator.requests[0]?.params;
  };

  it("ask PostgreSQL for everything, in a fixed order", async () => {
    expect(await asked("tencentcloud-postgres", {})).toEqual({
      Filters: [{ Name: "db-instance-id", Values: ["postgres-6r233v55"] }],
      MinFinishTime: "2010-01-01 00:00:00",
      OrderBy: "StartTime",
      OrderByType: "desc",
      Limit: 100,
      Offset: 0,
    });
  });

  it("pass on which copies of TDSQL-C, PolarDB and MongoDB are listed", async () => {
    expect(await asked("tencentcloud-cynosdb", { backupRegion: "ap-shanghai" })).toEqual({
      ClusterId: "cynosdbmysql-8b0s6r3t",
      BackupRegion: "ap-shanghai",
      Limit: 100,
      Offset: 0,
    });
    expect(await asked("alicloud-rds", {})).not.toHaveProperty("StartTime");
    expect(await asked("alicloud-polardb", { backupRegion: "cn-beijing" })).toMatchObject({
      DBClusterId: "pc-bp1k9w2d4f6h8j0m3",
      BackupRegion: "cn-beijing",
      StartTime: "2010-01-01T00:00Z",
    });
    expect(
      await asked("alicloud-mongodb", { destRegion: "cn-beijing", srcRegion: "cn-hangzhou" }),
    ).toMatchObject({
      DestRegion: "cn-beijing",
      SrcRegion: "cn-hangzhou",
    });
  });
});
