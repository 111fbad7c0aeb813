import type { ListingName } from "../../src/client";
import type { BackupStatus } from "../../src/core/backup";
import {
  clusterDemoInstance,
  demoCredentials,
  demoData,
  demoInstances,
  type EmulatorInstance,
  shardedDemoInstance,
} from "../../src/emulator";
import { listings } from "../../src/vendors";
import { clientOf } from "../helpers/client";
import { emulators } from "./running";

// Just after midnight in Beijing, an hour after the nightly backup, and two hours after it.
const now = new Date("2026-03-14T16:05:00Z");
const clocks = [
  now,
  ...["15T19:11:59", "15T19:12:00", "31T20:11:59"].map((at) => new Date(`2026-03-${at}Z`)),
];

function instanceOf(now: Date, instanceId: string): EmulatorInstance {
  const found = demoData(now).instances.find((instance) => instance.instanceId === instanceId);
  if (!found) throw new Error(`no ${instanceId}`);
  return found;
}

/** As what a failed run is listed; an API that is not here may list none. */
const FAILED: Readonly<Record<string, BackupStatus>> = {
  "tencentcloud-redis": "deleted",
  "tencentcloud-mysql": "failed",
  "jdcloud-redis": "failed",
  "jdcloud-rds": "failed",
  "alicloud-redis": "failed",
  "alicloud-rds": "failed",
  "alicloud-polardb": "failed",
  "alicloud-mongodb": "failed",
  "tencentcloud-postgres": "failed",
  "tencentcloud-cynosdb": "failed",
};

const start = emulators();

describe.each(demoInstances.map((instance) => [instance.listing as ListingName, instance] as const))(
  "the built-in instance of %s",
  (listing, { instanceId, region }) => {
    /** What a client sees of it, newest first. */
    async function listed(clock: Date) {
      const { url } = await start({ now: () => clock });
      const client = clientOf(url, { now: () => clock }, demoCredentials);
      return (await client.examine(listing, { instanceId, region })).verdicts;
    }

    it.each(clocks)(
      "at %s had its newest good backup last night, behind a running one, and a failed one if those are listed",
      async (clock) => {
        const newestFirst = await listed(clock);
        const winner = newestFirst.findIndex(({ eligible }) => eligible);
        const newer = newestFirst.slice(0, winner).map(({ backup }) => backup.status);
        // One that is being made may have no start yet, and stands at the end.
        const untimed = newestFirst.filter(({ backup }) => backup.startedAt === null);
        expect(untimed.map(({ reason }) => reason)).toEqual(untimed.map(() => "status running"));
        newer.unshift(...untimed.map(({ backup }) => backup.status));
        const failed = FAILED[listing];
        expect(newer).toEqual(failed ? ["running", failed] : expect.arrayContaining(["running"]));
        const ages = newestFirst
          .filter((verdict) => !untimed.includes(verdict))
          .map(({ backup }) => clock.getTime() - Date.parse(String(backup.startedAt)));
        expect(ages[winner]).toBeGreaterThan(55 * 60_000);
        // The documents' limit is 26 hours, and an emulator is asked for a while.
        expect(ages[winner]).toBeLessThanOrEqual(25 * 3600_000);
        expect(ages.every((age) => age > 0)).toBe(true);
      },
    );

    it("holds about forty backups under IDs of their own, in no order", async () => {
      const { backups } = instanceOf(now, instanceId);
      // The one that is being made may have no ID yet.
      const newestFirst = (await listed(now)).map(({ backup }) => backup.id || "no ID");
      expect(backups.length).toBeGreaterThan(35);
      expect(newestFirst).toHaveLength(backups.length);
      const ranks = backups.map((row) =>
        newestFirst.findIndex((id) => Object.values(row).map(String).includes(id)),
      );
      expect(new Set(ranks).size).toBe(backups.length);
      expect(ranks).not.toEqual([...ranks].sort((left, right) => left - right));
      expect(ranks).not.toEqual([...ranks].sort((left, right) => right - left));
    });
  },
);

describe("demoData", () => {
  it("has an instance to show for every listing", () => {
    expect(demoInstances.map(({ listing }) => listing).sort()).toEqual(
      listings.map(({ name }) => name).sort(),
    );
  });

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
