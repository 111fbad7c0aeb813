import fc from "fast-check";
import { ageOf, select } from "../../src/core/selection";
import { toWallClock } from "../../src/core/time";
import type { ListingQuery, Row } from "../../src/listings/listing";
import { backupOf } from "../../src/reading/backup-row";
import { listings } from "../../src/vendors";

/** What each operation says of time, written down apart from the tables: starts and end of the task, and the instant. */
const TIMES: Readonly<Record<string, { starts: readonly string[]; end: string; instant?: string }>> = {
  "tencentcloud-redis DescribeInstanceBackups": { starts: ["StartTime"], end: "EndTime" },
  "tencentcloud-mysql DescribeBackups": { starts: ["Date", "StartTime"], end: "FinishTime" },
  "tencentcloud-postgres DescribeBaseBackups": { starts: ["StartTime"], end: "FinishTime" },
  "tencentcloud-mongodb DescribeDBBackups": { starts: ["StartTime"], end: "EndTime" },
  "tencentcloud-cynosdb DescribeBackupList": {
    starts: ["StartTime"],
    end: "FinishTime",
    instant: "SnapshotTime",
  },
  "jdcloud-redis describeBackups": { starts: ["backupStartTime"], end: "backupEndTime" },
  "jdcloud-rds describeBackups": { starts: ["backupStartTime"], end: "backupEndTime" },
  "alicloud-redis DescribeBackups": { starts: ["BackupStartTime"], end: "BackupEndTime" },
  "alicloud-redis DescribeClusterBackupList": {
    starts: ["ClusterBackupStartTime"],
    end: "ClusterBackupEndTime",
  },
  "alicloud-rds DescribeBackups": {
    starts: ["BackupStartTime"],
    end: "BackupEndTime",
    instant: "ConsistentTime",
  },
  "alicloud-rds DescribeDetachedBackups": {
    starts: ["BackupStartTime"],
    end: "BackupEndTime",
    instant: "ConsistentTime",
  },
  "alicloud-polardb DescribeBackups": {
    starts: ["BackupStartTime"],
    end: "BackupEndTime",
    instant: "ConsistentTime",
  },
  "alicloud-polardb DescribeDetachedBackups": {
    starts: ["BackupStartTime"],
    end: "BackupEndTime",
    instant: "ConsistentTime",
  },
  "alicloud-mongodb DescribeBackups": { starts: ["BackupStartTime"], end: "BackupEndTime" },
  "alicloud-mongodb DescribeClusterBackups": {
    starts: ["ClusterBackupStartTime"],
    end: "ClusterBackupEndTime",
  },
};

const NOW = Date.parse("2026-11-21T12:00:00Z");
const query: ListingQuery = {
  instanceId: "i-1",
  region: "r-1",
  timeZone: "+08:00",
  arguments: {},
  now: new Date(NOW),
};
const operations = listings.flatMap(({ name, operations: own }) =>
  own.map((operation) => [`${name} ${operation.action}`, operation] as const),
);

/** A time as vendors write it, in whole seconds, with a fraction or without seconds, or none; null is one that is not there. */
const written = fc
  .record({ ago: fc.integer({ min: 1, max: 72 * 3_600_000 }), how: fc.integer({ min: 0, max: 5 }) })
  .map(({ ago, how }) => {
    const at = new Date(NOW - ago);
    const local = toWallClock(at, query.timeZone);
    if (how === 0) return { at: null, text: "0000-00-00 00:00:00" };
    if (how === 1) return { at, text: `${local}.${String(at.getUTCMilliseconds()).padStart(3, "0")}` };
    if (how === 2) return { at, text: local.slice(0, 16) };
    return { at: new Date(Math.floor(at.getTime() / 1000) * 1000), text: local };
  });

/** A row of an operation in which every field has one of its vendor's words. */
function rowOf([name, operation]: (typeof operations)[number]) {
  const words = Object.fromEntries(
    Object.entries(operation.fields).flatMap(([field, { words: known }]) =>
      known ? [[field, fc.constantFrom(...Object.keys(known).filter((word) => word !== "*"))]] : [],
    ),
  );
  const { starts, end, instant } = TIMES[name] as (typeof TIMES)[string];
  const idField = Object.keys(operation.fields).find((field) => operation.fields[field]?.becomes === "id");
  return fc
    .record({
      words: fc.record(words),
      starts: fc.tuple(...starts.map(() => written)),
      end: written,
      instant: written,
    })
    .map((given) => {
      const row: Record<string, unknown> = {
        ...given.words,
        [String(idField)]: "b-1",
        [end]: given.end.text,
      };
      for (const [index, field] of starts.entries()) row[field] = given.starts[index]?.text;
      const named =
        instant === undefined
          ? null
          : given.instant.at && new Date(Math.floor(given.instant.at.getTime() / 1000) * 1000);
      if (instant === "ConsistentTime") row[instant] = named === null ? 0 : named.getTime() / 1000;
      else if (instant !== undefined) row[instant] = named === null ? "" : toWallClock(named, query.timeZone);
      return {
        row: row as Row,
        begins: given.starts.map(({ at }) => at),
        ends: given.end.at,
        instant: named,
      };
    });
}

const known = (times: readonly (Date | null)[]) =>
  times.filter((time) => time !== null).map((time) => time.getTime());
const EVERY_BACKUP = {
  types: ["full", "incremental", "partial", "unknown"],
} as const;

describe("every row of every listing, whatever its method", () => {
  it("belongs to an operation that this test covers", () => {
    expect(operations.map(([name]) => name).filter((name) => !Object.hasOwn(TIMES, name))).toEqual([]);
  });

  it.each(operations)(
    "of %s is not chosen with consistentBefore if its data may be from a later time",
    (...operation) => {
      fc.assert(
        fc.property(
          rowOf(operation),
          fc.integer({ min: -90, max: 90 }),
          ({ row, begins, ends, instant }, seconds) => {
            const found = { ...backupOf(operation[1], row, query, {}), status: "succeeded" as const };
            // Close to the end that the row has: there the seconds decide.
            const limit = new Date((instant ?? ends ?? query.now).getTime() + seconds * 1000);
            const { latest, verdicts } = select(
              [found],
              { ...EVERY_BACKUP, consistentBefore: limit.toISOString() },
              query.now,
            );
            const isInTime = instant ? instant <= limit : ends !== null && ends <= limit;
            if (!isInTime) expect(latest).toBeNull();
            expect(verdicts.map(({ eligible }) => eligible)).toEqual([latest !== null]);
            // Where the vendor names the instant, the task's times do not matter.
            if (instant && instant <= limit) expect(latest).not.toBeNull();
            if (
              !instant &&
              ends &&
              begins.every((begin) => begin && begin <= ends) &&
              ends.getTime() + 60_000 <= limit.getTime()
            ) {
              expect(latest).not.toBeNull();
            }
          },
        ),
      );
    },
  );

  it.each(operations)("of %s is at least as old as before there was an interval", (...operation) => {
    fc.assert(
      fc.property(rowOf(operation), ({ row, begins, instant }) => {
        const found = backupOf(operation[1], row, query, {});
        if (found.startedAt === null) return expect(found.consistentFrom).toBeNull();
        const age = ageOf(found, { at: query.now.toISOString() });
        expect(age).toBeGreaterThanOrEqual((NOW - Date.parse(found.startedAt)) / 1000);
        const earliest = instant ? instant.getTime() : Math.min(...known(begins));
        expect(age).toBeGreaterThanOrEqual(Math.floor((NOW - earliest) / 1000));
      }),
    );
  });
});
