import fc from "fast-check";
import {
  type Backup,
  backupMethods,
  backupStatuses,
  backupTriggers,
  backupTypes,
} from "../../src/core/backup";
import { newestFirst, type SelectionOptions, select } from "../../src/core/selection";
import { backupOf } from "../helpers/backups";

const now = new Date("2026-11-21T12:00:00Z");
const selected = (backups: readonly Backup[], options: SelectionOptions = {}) =>
  select(backups, options, now);

/** Few different times and IDs, so that ties are common. */
const times = fc.integer({ min: 0, max: 40 }).map((hours) => new Date(now.getTime() - hours * 3_600_000));
const rfc3339 = times.map((time) => time.toISOString().replace(".000Z", "Z"));
const ids = fc.oneof(
  fc.bigInt({ min: 1n, max: 12n }).map(String),
  fc.bigInt({ min: 10n ** 23n, max: 10n ** 23n + 9n }).map(String),
  fc.constantFrom("01", "1,2", "cb-2", "cb-10", "2e4127f8-affe-11e8-941e-4846fb00c75d", "é"),
);
/** Mostly the value that fits: a backup that is refused for everything says nothing of one rule. */
const mostly = <Value>(fitting: fc.Arbitrary<Value>, other: fc.Arbitrary<Value>) =>
  fc.oneof({ arbitrary: fitting, weight: 6 }, { arbitrary: other, weight: 1 });
const tomorrow = new Date(now.getTime() + 86_400_000).toISOString().replace(".000Z", "Z");
const anyBackup: fc.Arbitrary<Backup> = fc
  .record({
    id: ids,
    status: mostly(fc.constant("succeeded" as const), fc.constantFrom(...backupStatuses)),
    startedAt: mostly<string | null>(rfc3339, fc.constant(null)),
    finishedAt: mostly<string | null>(rfc3339, fc.constant(null)),
    expiresAt: mostly<string | null>(fc.constantFrom(null, tomorrow), rfc3339),
    sizeBytes: fc.constantFrom<(number | bigint | null)[]>(null, 0, 1, 1024, 4096, 2n ** 60n),
    type: mostly(fc.constant("full" as const), fc.constantFrom(...backupTypes)),
    method: fc.constantFrom(...backupMethods),
    trigger: fc.constantFrom(...backupTriggers),
    missingShards: mostly<readonly string[]>(fc.constant([]), fc.constant(["db-1"])),
  })
  .map(backupOf);
const anyListing = fc.uniqueArray(anyBackup, { selector: ({ id }) => id, maxLength: 15 });
/** One or two options: with all of them nearly nothing is eligible. */
const anyOptions: fc.Arbitrary<SelectionOptions> = fc
  .array(
    fc.oneof(
      fc.record({ types: fc.uniqueArray(fc.constantFrom(...backupTypes), { minLength: 1 }) }),
      fc.record({ methods: fc.uniqueArray(fc.constantFrom(...backupMethods), { minLength: 1 }) }),
      fc.record({ triggers: fc.uniqueArray(fc.constantFrom(...backupTriggers), { minLength: 1 }) }),
      fc.record({ startedAfter: rfc3339 }),
      fc.record({ startedBefore: rfc3339 }),
      fc.record({ consistentAfter: rfc3339 }),
      fc.record({ consistentBefore: rfc3339 }),
      fc.record({ minSizeBytes: fc.constantFrom(1, 1024, 4096) }),
    ),
    { maxLength: 2 },
  )
  .map((options) => Object.assign({}, ...options));

/** Eligibility said once more, in other words than the code under test. */
function mayWin(backup: Backup, options: SelectionOptions): boolean {
  const at = (time: string) => new Date(time).getTime();
  const started = backup.startedAt === null ? Number.NaN : at(backup.startedAt);
  return [
    backup.missingShards.length === 0,
    backup.status === "succeeded",
    backup.expiresAt === null || at(backup.expiresAt) > now.getTime(),
    (options.types ?? ["full", "unknown"]).includes(backup.type),
    (options.methods ?? backupMethods).includes(backup.method),
    (options.triggers ?? backupTriggers).includes(backup.trigger),
    started >= (options.startedAfter ? at(options.startedAfter) : 0),
    started <= (options.startedBefore ? at(options.startedBefore) : Number.POSITIVE_INFINITY),
    started >= (options.consistentAfter ? at(options.consistentAfter) : 0),
    options.consistentBefore === undefined ||
      (backup.finishedAt !== null &&
        at(backup.finishedAt) >= started &&
        at(backup.finishedAt) <= at(options.consistentBefore)),
    options.minSizeBytes === undefined ||
      (backup.sizeBytes !== null && BigInt(backup.sizeBytes) >= BigInt(options.minSizeBytes)),
  ].every(Boolean);
}

describe("any listing", () => {
  it("gives the same answer in whatever order it comes", () => {
    const listingTwice = anyListing.chain((listing) =>
      fc.tuple(
        fc.constant(listing),
        fc.shuffledSubarray(listing, { minLength: listing.length, maxLength: listing.length }),
      ),
    );
    fc.assert(
      fc.property(listingTwice, anyOptions, ([listing, shuffled], options) => {
        expect(selected(shuffled, options)).toEqual(selected(listing, options));
      }),
    );
  });

  it("gives a winner that is eligible, and no eligible backup is newer", () => {
    let winners = 0;
    fc.assert(
      fc.property(anyListing, anyOptions, (listing, options) => {
        const { latest, verdicts } = selected(listing, options);
        const candidates = listing.filter((backup) => mayWin(backup, options));
        expect(
          verdicts
            .filter(({ eligible }) => eligible)
            .map(({ backup }) => backup.id)
            .sort(),
        ).toEqual(candidates.map(({ id }) => id).sort());
        if (latest === null) return expect(candidates).toEqual([]);
        winners += 1;
        expect(candidates).toContain(latest);
        for (const { startedAt } of candidates) {
          expect(String(startedAt) <= String(latest.startedAt)).toBe(true);
        }
      }),
    );
    expect(winners).toBeGreaterThan(20);
  });

  it("keeps its winner when a backup is added that is not eligible", () => {
    fc.assert(
      fc.property(anyListing, anyBackup, anyOptions, (listing, added, options) => {
        fc.pre(!mayWin(added, options));
        expect(selected([...listing, added], options).latest).toEqual(selected(listing, options).latest);
      }),
    );
  });

  it("is refused with a reason for each backup that is not eligible, and no other", () => {
    fc.assert(
      fc.property(anyListing, anyOptions, (listing, options) => {
        for (const { eligible, reason } of selected(listing, options).verdicts) {
          expect(reason === null).toBe(eligible);
        }
      }),
    );
  });

  it("is sorted by a total order", () => {
    const all = ["9", "10", "01", "1", "1,2", "cb-2", "cb-10", "é"].flatMap((id) =>
      ["2026-11-20T02:00:00Z", "2026-11-20T03:00:00Z", null].map((startedAt) => ({ id, startedAt })),
    );
    for (const [i, a] of all.entries()) {
      for (const [j, b] of all.entries()) {
        expect(newestFirst(a, b) === 0).toBe(i === j);
        expect(Math.sign(newestFirst(a, b)) + Math.sign(newestFirst(b, a))).toBe(0);
        for (const c of newestFirst(a, b) < 0 ? all : []) {
          if (newestFirst(b, c) < 0) expect(newestFirst(a, c)).toBeLessThan(0);
        }
      }
    }
  });
});
