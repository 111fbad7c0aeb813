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
const anyBackup: fc.Arbitrary<Backup> = fc
  .record({
    id: ids,
    status: fc.constantFrom("succeeded" as const, "succeeded" as const, ...backupStatuses),
    startedAt: fc.option(rfc3339, { freq: 9 }),
    finishedAt: fc.option(rfc3339, { freq: 3 }),
    expiresAt: fc.option(rfc3339, { freq: 1 }),
    sizeBytes: fc.option(fc.oneof(fc.nat(4096), fc.constant(2n ** 60n))),
    type: fc.constantFrom("full" as const, ...backupTypes),
    method: fc.constantFrom(...backupMethods),
    trigger: fc.constantFrom(...backupTriggers),
    missingShards: fc.constantFrom<readonly string[]>([], [], [], ["db-1"]),
  })
  .map(backupOf);
const anyListing = fc.uniqueArray(anyBackup, { selector: ({ id }) => id, maxLength: 15 });
const anyOptions: fc.Arbitrary<SelectionOptions> = fc.record(
  {
    types: fc.uniqueArray(fc.constantFrom(...backupTypes), { minLength: 1 }),
    methods: fc.uniqueArray(fc.constantFrom(...backupMethods), { minLength: 1 }),
    triggers: fc.uniqueArray(fc.constantFrom(...backupTriggers), { minLength: 1 }),
    startedAfter: rfc3339,
    startedBefore: rfc3339,
    consistentAfter: rfc3339,
    consistentBefore: rfc3339,
    minSizeBytes: fc.integer({ min: 1, max: 4096 }),
  },
  { requiredKeys: [] },
);

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
        expect(candidates).toContain(latest);
        for (const { startedAt } of candidates) {
          expect(String(startedAt) <= String(latest.startedAt)).toBe(true);
        }
      }),
    );
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
    fc.assert(
      fc.property(anyBackup, anyBackup, anyBackup, (a, b, c) => {
        expect(Math.sign(newestFirst(a, b)) + Math.sign(newestFirst(b, a))).toBe(0);
        expect(newestFirst(a, b) === 0).toBe(a.startedAt === b.startedAt && a.id === b.id);
        if (newestFirst(a, b) < 0 && newestFirst(b, c) < 0) expect(newestFirst(a, c)).toBeLessThan(0);
      }),
    );
  });
});
