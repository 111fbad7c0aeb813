import { clusterDemoInstance } from "../../src/emulator";
import { askAlicloud } from "./requests";
import { emulators } from "./running";

const start = emulators();

const rows = Array.from({ length: 70 }, (_, index) => ({
  BackupId: 9007199254740993n + BigInt(index),
  BackupJobID: index,
  BackupStartTime: new Date(Date.UTC(2024, 0, 1 + index, 18)).toISOString().replace(".000Z", "Z"),
}));
const clusterRows = Array.from({ length: 7 }, (_, index) => ({
  ClusterBackupId: `cb-${index}`,
  ClusterBackupStartTime: `2024-01-0${index + 1}T18:00:00`,
  Backups: [{ BackupId: "1" }],
}));
const data = () => ({
  instances: [
    { listing: "alicloud-redis", instanceId: "r-test", region: "cn-hangzhou", backups: [...rows] },
    {
      listing: "alicloud-redis",
      instanceId: "r-cluster",
      region: "cn-hangzhou",
      kind: "cluster" as const,
      backups: [...clusterRows],
    },
  ],
});
const window = { StartTime: "2010-01-01T00:00Z", EndTime: "2050-01-01T00:00Z" };
const ask = { InstanceId: "r-test", ...window };
const cluster = { InstanceId: "r-cluster", RegionId: "cn-hangzhou", ...window };

describe("the emulated DescribeBackups of Alibaba Cloud Redis", () => {
  it("pages by PageNumber and PageSize, 30 a page by default, with exact IDs", async () => {
    const emulator = await start({ data: data() });
    const first = await askAlicloud(emulator, ask);
    expect(first.body).toMatchObject({ TotalCount: 70n, PageNumber: 1n, PageSize: 30n });
    expect(first.body.Backups.Backup).toHaveLength(30);
    expect(first.body.Backups.Backup[0].BackupId).toBe(9007199254740993n);
    const last = await askAlicloud(emulator, { ...ask, PageSize: "50", PageNumber: "2" });
    expect(last.body.Backups.Backup).toHaveLength(20);
  });

  it("applies the window and BackupId", async () => {
    const emulator = await start({ data: data() });
    const count = async (more: Record<string, string>) =>
      (await askAlicloud(emulator, { ...ask, ...more })).body.TotalCount;
    expect(await count({ StartTime: "2024-01-02T18:00Z", EndTime: "2024-01-04T17:59Z" })).toBe(2n);
    expect(await count({ BackupId: "9007199254740994" })).toBe(1n);
    expect(await count({ BackupId: "9007199254740994", NeedAof: "1" })).toBe(1n);
  });

  it.each([
    [window, "MissingInstanceId", 400],
    [{ ...ask, InstanceId: "r-none" }, "InvalidInstanceId.NotFound", 404],
    [{ ...ask, RegionId: "cn-beijing" }, "InvalidInstanceId.NotFound", 404],
    [{ InstanceId: "r-test", EndTime: window.EndTime }, "MissingStartTime", 400],
    [{ ...ask, StartTime: "2024-01-01T00:00:00Z" }, "InvalidStartTime.Malformed", 400],
    [{ ...ask, EndTime: "2024-13-01T00:00Z" }, "InvalidEndTime.Malformed", 400],
    [{ ...ask, StartTime: window.EndTime }, "InvalidEndTime.Malformed", 400],
    [{ ...ask, PageSize: "31" }, "InvalidPageSize.Malformed", 400],
    [{ ...ask, PageSize: "20" }, "InvalidPageSize.Malformed", 400],
    [{ ...ask, PageNumber: "0" }, "InvalidPageNumber.Malformed", 400],
    [{ ...ask, NeedAof: "yes" }, "InvalidNeedAof.Malformed", 400],
    [cluster, "IncorrectDBInstanceType", 400],
  ])("refuses %j with %s", async (query, code, status) => {
    const answer = await askAlicloud(await start({ data: data() }), query as Record<string, string>);
    expect(answer.status).toBe(status);
    expect(answer.body.Code).toBe(code);
    expect(Object.keys(answer.body).sort()).toEqual(["Code", "HostId", "Message", "Recommend", "RequestId"]);
  });
});

describe("the emulated DescribeClusterBackupList", () => {
  const list = { action: "DescribeClusterBackupList" };

  it("accepts only GET, as the vendor's metadata says", async () => {
    const emulator = await start();
    const { status, body } = await askAlicloud(emulator, {}, { ...list, method: "POST" });
    expect([status, body]).toEqual([403, expect.objectContaining({ Code: "UnsupportedHTTPMethod" })]);
  });

  it("counts the backups of one page, and takes short pages", async () => {
    const emulator = await start({ data: data() });
    const first = await askAlicloud(emulator, { ...cluster, PageSize: "5" }, list);
    const second = await askAlicloud(emulator, { ...cluster, PageSize: "5", PageNumber: "2" }, list);
    expect(first.body).toMatchObject({ MaxResults: 5n, PageNumber: 1n, PageSize: 5n });
    expect(second.body.ClusterBackups.map((row: { ClusterBackupId: string }) => row.ClusterBackupId)).toEqual(
      ["cb-5", "cb-6"],
    );
  });

  it("applies the window", async () => {
    const emulator = await start({ data: data() });
    const windowed = await askAlicloud(emulator, { ...cluster, EndTime: "2024-01-02T18:00Z" }, list);
    expect(windowed.body.ClusterBackups).toHaveLength(2);
  });

  it("requires a region, and a cloud-native cluster", async () => {
    const emulator = await start({ data: data() });
    const { RegionId: _, ...withoutRegion } = cluster;
    expect((await askAlicloud(emulator, withoutRegion, list)).body.Code).toBe("MissingRegionId");
    const classic = await askAlicloud(emulator, { ...ask, RegionId: "cn-hangzhou" }, list);
    expect(classic.body.Code).toBe("IncorrectDBInstanceType");
  });

  it("has a cluster among the built-in data", async () => {
    const { instanceId: InstanceId, region: RegionId } = clusterDemoInstance;
    const { body } = await askAlicloud(
      await start(),
      { InstanceId, RegionId, ...window, PageSize: "300" },
      list,
    );
    expect(body.ClusterBackups.length).toBeGreaterThan(30);
  });
});
