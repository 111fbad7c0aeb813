import fc from "fast-check";
import { type Backup, withCautions } from "../../../src/core/backup";
import { select } from "../../../src/core/selection";
import type { ListingQuery } from "../../../src/listings/listing";
import { alicloudRedis } from "../../../src/vendors/alicloud/redis";
import type { ShardBackup } from "../../../src/vendors/alicloud/shard-runs";
import { joinShards, type ShardKnowledge } from "../../../src/vendors/alicloud/shard-sets";
import { backupOf, textsOf } from "../../helpers/backups";

const now = new Date("2026-11-21T12:00:00Z");

/** Nightly runs of some shards, each shard of each night present, failed or missing. */
const nights = fc
  .record({
    shards: fc.integer({ min: 2, max: 12 }),
    runs: fc.array(
      fc.array(fc.constantFrom("succeeded", "succeeded", "succeeded", "failed", "running", "missing"), {
        minLength: 12,
        maxLength: 12,
      }),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ shards, runs }) =>
    runs.flatMap((outcomes, night) =>
      outcomes.slice(0, shards).flatMap((status, shard): ShardBackup[] => {
        if (status === "missing") return [];
        const at = new Date(Date.UTC(2026, 10, 1 + night, 18, 0, shard * 4));
        return [
          {
            shard: `r-1-db-${shard}`,
            backup: backupOf({
              id: String(1000 * (night + 1) + shard),
              status: status as Backup["status"],
              startedAt: at.toISOString().replace(".000Z", "Z"),
              sizeBytes: 1,
            }),
          },
        ];
      }),
    ),
  );

describe("shard sets", () => {
  it("have data between the earliest start and the latest end of a shard", () => {
    const shard = (number: number, startedAt: string, finishedAt: string | null): ShardBackup => ({
      shard: `r-1-db-${number}`,
      backup: backupOf({ id: String(number), startedAt, finishedAt }),
    });
    const late = shard(0, "2026-11-20T02:01:00Z", "2026-11-20T02:20:00Z");
    const early = shard(1, "2026-11-20T02:00:00Z", "2026-11-20T02:10:00Z");
    expect(joinShards([late, early])).toMatchObject([
      {
        startedAt: "2026-11-20T02:00:00Z",
        consistentFrom: "2026-11-20T02:00:00Z",
        consistentTo: "2026-11-20T02:20:00Z",
      },
    ]);
    expect(joinShards([shard(0, "2026-11-20T02:01:00Z", null), early])).toMatchObject([
      { consistentFrom: "2026-11-20T02:00:00Z", consistentTo: null },
    ]);
  });

  it("are complete, or not eligible", () => {
    fc.assert(
      fc.property(nights, (rows) => {
        const shards = new Set(rows.map(({ shard }) => shard));
        const statusOf = new Map(rows.map(({ backup }) => [backup.id, backup.status]));
        const { verdicts } = select(joinShards(rows), {}, now);
        for (const { backup, eligible } of verdicts) {
          const whole =
            backup.ids.length === shards.size && backup.ids.every((id) => statusOf.get(id) === "succeeded");
          expect(eligible).toBe(whole);
          expect(backup.id).toBe(backup.ids.join(","));
          expect(new Set(backup.ids.map((id) => Math.floor(Number(id) / 1000))).size).toBe(1);
          expect(backup.missingShards.length).toBe(shards.size - backup.ids.length);
        }
      }),
    );
  });

  it("contain every row exactly once", () => {
    fc.assert(
      fc.property(nights, (rows) => {
        const ids = joinShards(rows).flatMap((set) => set.ids);
        expect([...ids].sort()).toEqual(rows.map(({ backup }) => backup.id).sort());
      }),
    );
  });

  it("are the same for any order of rows", () => {
    const twice = nights.chain((rows) =>
      fc.tuple(
        fc.constant(rows),
        fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
      ),
    );
    fc.assert(
      fc.property(twice, ([rows, mixed]) => {
        expect(select(joinShards(mixed), {}, now)).toEqual(select(joinShards(rows), {}, now));
      }),
    );
  });

  it("keep in vendor the values that all shards share", () => {
    const row = (shard: string, vendor: Record<string, string>): ShardBackup => ({
      shard,
      backup: backupOf({ id: shard, vendor }),
    });
    const [set] = joinShards([
      row("a", { EngineVersion: "5.0", BackupJobID: "1" }),
      row("b", { EngineVersion: "5.0", BackupJobID: "2" }),
    ]);
    expect(set?.vendor).toEqual({ EngineVersion: "5.0", Shards: "a,b" });
  });
});

/** Rows such as `a1 00:00`: shard a of run 1, started at that minute and second. */
function rowsOf(...rows: readonly string[]): ShardBackup[] {
  return rows.map((text) => {
    const [id = "", at] = text.split(" ");
    return { shard: id.charAt(0), backup: backupOf({ id, startedAt: `2026-11-20T18:${at}Z` }) };
  });
}

const eligibleIn = (rows: readonly ShardBackup[], known?: ShardKnowledge) =>
  select(joinShards(rows, known), {}, now)
    .verdicts.filter(({ eligible }) => eligible)
    .map(({ backup }) => backup.id)
    .sort();

describe("runs that lie close together", () => {
  it("are separated if each is complete and ends long before the next", () => {
    const rows = rowsOf("a1 00:00", "b1 01:00", "a2 04:00", "b2 05:00", "a3 09:30", "b3 09:40");
    expect(eligibleIn(rows)).toEqual(["a1,b1", "a2,b2", "a3,b3"]);
  });

  it.each([
    ["overlap", ["a1 00:00", "b1 04:00", "a2 03:00", "b2 07:00"]],
    ["lack a shard each", ["a1 00:00", "b1 00:30", "c2 04:50", "a2 05:00", "b2 05:10"]],
    ["lack the same number of shards as there are runs", ["a1 00:00", "a2 05:00", "b1 05:30", "b2 09:00"]],
    ["take as long as the pause between them", ["a1 00:00", "b1 03:00", "a2 06:00", "b2 07:00"]],
    ["start in the same second", ["a1 00:00", "a2 00:00", "b1 00:00", "b2 00:00"]],
  ])("are all refused where they %s, since their shards might be mixed", (_what, rows) => {
    const sets = joinShards(rowsOf(...rows));
    const { verdicts, latest } = select(sets, { types: ["full", "unknown"] }, now);
    expect(latest).toBeNull();
    expect(new Set(verdicts.map(({ reason }) => reason))).toEqual(
      new Set(["lies too close to another run to tell their shards apart"]),
    );
    expect(sets.flatMap(({ ids }) => ids).sort()).toEqual(rows.map((row) => row.slice(0, 2)).sort());
  });

  it("are skipped with a warning that says what to do", () => {
    const older = rowsOf("a0 00:00", "b0 00:10").map(({ shard, backup }) => ({
      shard,
      backup: { ...backup, startedAt: "2026-11-19T18:00:00Z" },
    }));
    const mixed = rowsOf("a1 00:00", "b1 04:00", "a2 03:00", "b2 07:00");
    const { latest, warnings } = select(joinShards([...older, ...mixed]), {}, now);
    expect(latest?.id).toBe("a0,b0");
    expect(textsOf(warnings)).toEqual([
      expect.stringMatching(/was skipped: it lies too close to another run.*startedBefore.*console/),
    ]);
  });
});

describe("the read window", () => {
  const read = (from: string, to: string) => ({
    begin: new Date(`2026-11-20T${from}:00Z`),
    end: new Date(`2026-11-20T${to}:00Z`),
  });

  it("may cut a run near its ends, which is then not eligible", () => {
    const rows = rowsOf("a1 00:00", "b1 01:00", "a2 30:00", "b2 31:00");
    expect(eligibleIn(rows, { read: read("17:00", "19:00") })).toEqual(["a1,b1", "a2,b2"]);
    expect(eligibleIn(rows, { read: read("17:50", "18:42") })).toEqual(["a2,b2"]);
    expect(eligibleIn(rows, { read: read("17:49", "18:41") })).toEqual(["a1,b1"]);
  });

  it("must have two runs of the same shards if narrowed by time, and is never enough if narrowed by ID", () => {
    const rows = rowsOf("a1 00:00", "b1 01:00", "a2 30:00", "b2 31:00");
    expect(eligibleIn(rows, { narrowed: "time" })).toEqual(["a1,b1", "a2,b2"]);
    expect(eligibleIn(rows, { narrowed: "id" })).toEqual([]);
    expect(eligibleIn(rows.slice(0, 2), { narrowed: "time" })).toEqual([]);
    expect(eligibleIn([...rows, ...rowsOf("c3 50:00")], { narrowed: "time" })).toEqual([]);
    expect(eligibleIn(rows, { narrowed: "id", expected: ["a", "b"], exactly: true })).toEqual([
      "a1,b1",
      "a2,b2",
    ]);
  });

  it("may show a first run before all its shards are there", () => {
    const first = rowsOf("a1 00:00", "b1 01:00");
    const at = (time: string) => ({ now: new Date(`2026-11-20T18:${time}Z`) });
    expect(eligibleIn(first, at("10:59"))).toEqual([]);
    expect(eligibleIn(first, at("11:00"))).toEqual(["a1,b1"]);
    expect(eligibleIn(first, { ...at("02:00"), expected: ["a", "b"], exactly: true })).toEqual(["a1,b1"]);
    const earlier = rowsOf("a0 00:00", "b0 01:00").map(({ shard, backup }) => ({
      shard,
      backup: { ...backup, startedAt: "2026-11-19T18:00:00Z" },
    }));
    expect(eligibleIn([...earlier, ...first], at("02:00"))).toEqual(["a0,b0", "a1,b1"]);
  });

  it("leaves no doubt in a set without one", () => {
    const [doubtful, whole] = [rowsOf("a1 00:00", "a2 03:00"), rowsOf("a1 00:00", "b1 01:00")].map((rows) =>
      joinShards(rows, { read: read("17:00", "19:00"), exactly: true, expected: ["a", "b"] }).map(
        (set) => Object.getOwnPropertySymbols(set).length,
      ),
    );
    expect([doubtful, whole]).toEqual([[1, 1], [0]]);
  });

  it("warns once that a set may have expired, for any of its shards", () => {
    const rows = rowsOf("a1 00:00", "b1 01:00", "c1 02:00").map(({ shard, backup }) => ({
      shard,
      backup:
        shard === "a"
          ? backup
          : withCautions(backup, [{ code: "unreadable-expiry", message: `${shard} may have` }]),
    }));
    const { warnings } = select(joinShards(rows), {}, now);
    expect(warnings).toEqual([{ code: "unreadable-expiry", message: "b may have" }]);
  });

  it("names a few missing shards, not hundreds", () => {
    const expected = Array.from({ length: 256 }, (_, number) => `db-${number}`);
    const [verdict] = select(
      joinShards([{ shard: "db-0", backup: backupOf() }], { expected, exactly: true }),
      {},
      now,
    ).verdicts;
    expect(verdict?.reason).toBe("lacks shard db-1, db-2, db-3, db-4, db-5 and 250 more");
    expect(verdict?.backup.missingShards).toHaveLength(255);
  });
});

/** A run that truly was: the time of each shard in seconds, null where the vendor does not list it. */
type TrueRun = readonly (number | null)[];

const DAY = 86_400;

/** Runs of a day: one with its shards in any order, or several that may overlap, each in the order of its shards. */
function runsOfDay(shards: number): fc.Arbitrary<readonly TrueRun[]> {
  const gaps = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: shards, maxLength: shards });
  const listed = (share: number) =>
    fc.array(fc.integer({ min: 1, max: share }), { minLength: shards, maxLength: shards });
  const timesOf = (start: number, steps: readonly number[]) => {
    let at = start;
    return steps.map((step) => {
      at += step;
      return at;
    });
  };
  const alone = fc
    .tuple(gaps, fc.integer({ min: 0, max: DAY / 2 }), listed(12), fc.nat(1_000_000))
    .map(([steps, start, shown, turn]) => {
      const times = timesOf(start, steps);
      const turned = times.map((_, index) => times[(index + turn) % shards] ?? 0);
      return [turned.map((time, index) => (shown[index] === 1 ? null : time))];
    });
  const close = fc
    .tuple(
      fc.array(fc.tuple(gaps, fc.integer({ min: 0, max: 600 }), fc.constantFrom(1, 10, 100)), {
        minLength: 2,
        maxLength: 3,
      }),
      fc.integer({ min: 0, max: DAY / 2 }),
      fc.option(fc.tuple(fc.nat(2), fc.nat(shards - 1))),
    )
    .map(([runs, begin, hidden]) => {
      let start = begin;
      return runs.map(([steps, later, pace], number) => {
        start += later;
        const times = timesOf(
          start,
          steps.map((step) => Math.ceil(step / pace)),
        );
        return times.map((time, index) => (hidden?.[0] === number && hidden[1] === index ? null : time));
      });
    });
  return fc.oneof({ weight: 3, arbitrary: alone }, { weight: 2, arbitrary: close });
}

describe("for any history and window", () => {
  const instanceId = "r-1";
  const first = Date.UTC(2026, 9, 1);
  const [operation] = alicloudRedis.operations;
  const history = fc.integer({ min: 2, max: 4 }).chain((shards) =>
    fc.record({
      shards: fc.constant(shards),
      days: fc.array(runsOfDay(shards), { minLength: 1, maxLength: 4 }),
      from: fc.option(fc.integer({ min: 0, max: 4 * DAY })),
      length: fc.option(fc.integer({ min: 60, max: 3 * DAY })),
      counted: fc.boolean(),
    }),
  );

  /** The verdicts on a history, asked for as a user would and listed as the vendor would. */
  function ask({
    shards,
    days,
    from,
    length,
    counted,
  }: typeof history extends fc.Arbitrary<infer T> ? T : never) {
    const runs = days.flatMap((day, number) =>
      day.map((run) => run.map((time) => (time === null ? null : first + (number * DAY + time) * 1000))),
    );
    const iso = (time: number) => new Date(time).toISOString().replace(".000Z", "Z");
    const rows = runs.flatMap((run, number) =>
      run.flatMap((time, shard) =>
        time === null
          ? []
          : [
              backupOf({
                id: `${number}-${shard}`,
                instanceId,
                startedAt: iso(time),
                vendor: { NodeInstanceId: `${instanceId}-db-${shard}` },
              }),
            ],
      ),
    );
    const begin = from === null ? null : first + from * 1000;
    const end = length === null ? null : (begin ?? first) + length * 1000;
    const query: ListingQuery = {
      instanceId,
      region: "cn-hangzhou",
      timeZone: "Z",
      now,
      arguments: {
        ...(begin !== null && { startTime: iso(begin) }),
        ...(end !== null && { endTime: iso(end) }),
        ...(counted && { shardCount: shards }),
      },
    };
    const [sweep] = operation.sweeps?.(query) ?? [];
    const [low, high] = [sweep?.StartTime, sweep?.EndTime].map((time) => Date.parse(String(time)));
    const seen = rows.filter(({ startedAt }) => {
      const at = Date.parse(String(startedAt));
      return at >= Number(low) && at <= Number(high);
    });
    const minute = 60_000;
    return {
      verdicts: select(operation.combine?.(seen, query) ?? [], {}, now).verdicts,
      runs,
      begin: begin === null ? Number.NEGATIVE_INFINITY : Math.floor(begin / minute) * minute,
      end: end === null ? Number.POSITIVE_INFINITY : Math.ceil(end / minute) * minute,
      narrowed: begin !== null || end !== null,
    };
  }

  const idsOf = (run: TrueRun, number: number) =>
    run.flatMap((time, shard) => (time === null ? [] : [`${number}-${shard}`])).join();

  it("an eligible set has exactly the shards of one real run within the window", () => {
    fc.assert(
      fc.property(history, (given) => {
        const { verdicts, runs, begin, end, narrowed } = ask(given);
        const trueRuns = runs.map(idsOf);
        const known = new Set(
          runs.flatMap((run) => run.flatMap((time, shard) => (time === null ? [] : [shard]))),
        );
        for (const { backup, eligible } of verdicts) {
          const at = Date.parse(String(backup.startedAt));
          expect(at >= begin && at < end).toBe(true);
          if (!eligible) continue;
          expect(trueRuns).toContain(backup.ids.join());
          if (given.counted) expect(backup.ids).toHaveLength(given.shards);
          else if (!narrowed) expect(backup.ids).toHaveLength(known.size);
          else {
            const shardsOf = (ids: string) => ids.replace(/\d+-/g, "");
            const alike = trueRuns.filter((ids) => shardsOf(ids) === shardsOf(backup.ids.join()));
            expect(alike.length).toBeGreaterThan(1);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("a complete single run within the window is eligible if the number of shards is given", () => {
    fc.assert(
      fc.property(history, (given) => {
        const { verdicts, runs, begin, end } = ask({ ...given, counted: true });
        const eligible = new Set(
          verdicts.filter((verdict) => verdict.eligible).map(({ backup }) => backup.ids.join()),
        );
        let number = 0;
        for (const day of given.days) {
          const run = runs[number] as TrueRun;
          const times = run.map((time) => time ?? Number.NaN);
          const starts = Math.min(...times);
          if (day.length === 1 && starts >= begin && starts < end) {
            expect(eligible.has(idsOf(run, number))).toBe(true);
          }
          number += day.length;
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
