import {
  clusterDemoInstance,
  demoData,
  demoInstances,
  type EmulatorInstance,
  shardedDemoInstance,
  type VendorRow,
} from "../../src/emulator";
import { parseTime } from "../../src/time";

// Just after midnight, and late in the evening, in Beijing.
const now = new Date("2026-03-14T16:05:00Z");
const clocks = [now, new Date("2026-03-15T15:55:00Z"), new Date("2026-12-31T18:30:00Z")];

function instanceOf(now: Date, instanceId: string): EmulatorInstance {
  const found = demoData(now).instances.find((instance) => instance.instanceId === instanceId);
  if (!found) throw new Error(`no ${instanceId}`);
  return found;
}

/** How each vendor's row says when it started and that it can be restored. */
const fields: Record<string, { id: string; start: string; zone: string; good: (row: VendorRow) => boolean }> =
  {
    "tencentcloud-redis": {
      id: "BackupId",
      start: "StartTime",
      zone: "+08:00",
      good: (row) => row.Status === 2,
    },
    "tencentcloud-mysql": {
      id: "BackupId",
      start: "Date",
      zone: "+08:00",
      good: (row) => row.Status === "SUCCESS",
    },
    "jdcloud-redis": {
      id: "baseId",
      start: "backupStartTime",
      zone: "Z",
      good: (row) => row.backupStatus === 2,
    },
    "alicloud-redis": {
      id: "BackupId",
      start: "BackupStartTime",
      zone: "Z",
      good: (row) => row.BackupStatus === "Success",
    },
  };

describe.each(demoInstances.map((instance) => [instance.listing, instance] as const))(
  "the built-in instance of %s",
  (listing, { instanceId, region }) => {
    const vendor = fields[listing];
    if (!vendor) throw new Error(`no fields of ${listing}`);
    const { id, start, zone, good } = vendor;
    const startOf = (row: VendorRow) => parseTime(String(row[start]), zone)?.getTime() ?? 0;

    it.each(clocks)(
      "at %s had its newest good backup last night, behind a failed and a running one",
      (clock) => {
        const instance = instanceOf(clock, instanceId);
        expect(instance).toMatchObject({ listing, region });
        const newestFirst = [...instance.backups].sort((left, right) => startOf(right) - startOf(left));
        const winner = newestFirst.findIndex(good);
        expect(winner).toBe(2);
        const age = clock.getTime() - startOf(newestFirst[winner] ?? {});
        expect(age).toBeGreaterThan(100 * 60_000);
        expect(age).toBeLessThan(27 * 3600_000);
        expect(newestFirst.every((row) => startOf(row) > 0 && startOf(row) < clock.getTime())).toBe(true);
      },
    );

    it("holds about forty backups under IDs of their own, in no order", () => {
      const { backups } = instanceOf(now, instanceId);
      expect(backups.length).toBeGreaterThan(35);
      expect(new Set(backups.map((row) => String(row[id]))).size).toBe(backups.length);
      const starts = backups.map(startOf);
      expect(starts).not.toEqual([...starts].sort((left, right) => left - right));
      expect(starts).not.toEqual([...starts].sort((left, right) => right - left));
    });
  },
);

describe("demoData", () => {
  it("is the same for the same time", () => {
    expect(demoData(now)).toEqual(demoData(new Date(now)));
  });

  it("has IDs of 24 digits and beyond 2^53", () => {
    const rows = demoData(now).instances.flatMap((instance) => instance.backups);
    expect(rows.some((row) => /^\d{24}$/.test(String(row.BackupId)))).toBe(true);
    expect(rows.some((row) => typeof row.BackupId === "bigint" && row.BackupId > 2n ** 53n)).toBe(true);
  });

  it("has a sharded instance whose newest run lacks a node, and another run with a failed node", () => {
    const { backups } = instanceOf(now, shardedDemoInstance.instanceId);
    const nodes = new Set(backups.map((row) => row.NodeInstanceId));
    expect(nodes.size).toBe(3);
    const newest = backups.filter((row) => row.BackupMode === "Manual");
    expect(newest).toHaveLength(2);
    expect(backups.filter((row) => row.BackupStatus === "Failed")).toHaveLength(1);
    expect((backups.length - newest.length) % nodes.size).toBe(0);
  });

  it("has a cloud-native cluster, and the instances of the vendors' documents", () => {
    expect(instanceOf(now, clusterDemoInstance.instanceId).kind).toBe("cluster");
    for (const id of ["crs-5a4py64p", "cdb-c1nl9rpv", "r-bp1zxszhcgatnx****", "de5d88e34d004211"]) {
      expect(instanceOf(now, id).backups.length).toBeGreaterThan(0);
    }
  });
});
