import fc from "fast-check";
import {
  type Backup,
  backupMethods,
  backupStatuses,
  backupTriggers,
  backupTypes,
} from "../src/backup";
import {
  checkSelection,
  countReasons,
  eligibleBackups,
  enforce,
  newestFirst,
  type SelectionOptions,
  select,
} from "../src/selection";
import { backupOf } from "./helpers/backups";
import { thrownBy } from "./helpers/client";

const now = new Date("2026-11-21T12:00:00Z");
const where = "Test Redis db-1 in r-1";

const select_ = (backups: readonly Backup[], options: SelectionOptions = {}) => select(backups, options, now);
const winner = (backups: readonly Backup[], options: SelectionOptions = {}) => select_(backups, options).latest?.id;
const reasonFor = (backup: Backup, options: SelectionOptions = {}) => select_([backup], options).verdicts[0]?.reason;

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
    statuses: fc.uniqueArray(fc.constantFrom(...backupStatuses), { minLength: 1 }),
    types: fc.uniqueArray(fc.constantFrom(...backupTypes), { minLength: 1 }),
    methods: fc.uniqueArray(fc.constantFrom(...backupMethods), { minLength: 1 }),
    triggers: fc.uniqueArray(fc.constantFrom(...backupTriggers), { minLength: 1 }),
    startedAfter: rfc3339,
    startedBefore: rfc3339,
    minSizeBytes: fc.integer({ min: 1, max: 4096 }),
  },
  { requiredKeys: [] },
);

/** Eligibility said once more, in other words than the code under test. */
function mayWin(backup: Backup, options: SelectionOptions): boolean {
  const at = (time: string) => new Date(time).getTime();
  const statuses = options.statuses ?? ["succeeded"];
  const started = backup.startedAt === null ? Number.NaN : at(backup.startedAt);
  return [
    backup.missingShards.length === 0,
    statuses.includes(backup.status),
    backup.expiresAt === null || at(backup.expiresAt) > now.getTime() || statuses.includes("expired"),
    (options.types ?? ["full", "unknown"]).includes(backup.type),
    (options.methods ?? backupMethods).includes(backup.method),
    (options.triggers ?? backupTriggers).includes(backup.trigger),
    started >= (options.startedAfter ? at(options.startedAfter) : 0),
    started <= (options.startedBefore ? at(options.startedBefore) : Number.POSITIVE_INFINITY),
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
        expect(select_(shuffled, options)).toEqual(select_(listing, options));
      }),
    );
  });

  it("gives a winner that is eligible, and no eligible backup is newer", () => {
    fc.assert(
      fc.property(anyListing, anyOptions, (listing, options) => {
        const { latest, verdicts } = select_(listing, options);
        const candidates = listing.filter((backup) => mayWin(backup, options));
        expect(verdicts.filter(({ eligible }) => eligible).map(({ backup }) => backup.id).sort()).toEqual(
          candidates.map(({ id }) => id).sort(),
        );
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
        expect(select_([...listing, added], options).latest).toEqual(select_(listing, options).latest);
      }),
    );
  });

  it("is refused with a reason for each backup that is not eligible, and no other", () => {
    fc.assert(
      fc.property(anyListing, anyOptions, (listing, options) => {
        for (const { eligible, reason } of select_(listing, options).verdicts) {
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

describe("a tie in time", () => {
  const tied = (...tiedIds: string[]) => tiedIds.map((id) => backupOf({ id }));

  it("goes to the greater number, of any length", () => {
    expect(winner(tied("9", "10"))).toBe("10");
    expect(winner(tied("678362566696298532848118", "678362566696298532848117"))).toBe("678362566696298532848118");
    expect(winner(tied("9007199254740993", "9007199254740992"))).toBe("9007199254740993");
  });

  it("goes to text before digits, and among texts to the greater one", () => {
    expect(winner(tied("999", "cb-1"))).toBe("cb-1");
    expect(winner(tied("cb-a", "cb-b"))).toBe("cb-b");
  });
});

describe("by default", () => {
  it.each(backupStatuses.filter((status) => status !== "succeeded"))("a %s backup never wins", (status) => {
    expect(reasonFor(backupOf({ status }))).toBe(`status ${status}`);
  });

  it.each(["incremental", "partial"] as const)("an %s one never wins", (type) => {
    expect(reasonFor(backupOf({ type }))).toBe(`type ${type}`);
  });

  it("one of unknown type, method and trigger may win", () => {
    expect(reasonFor(backupOf({ type: "unknown", method: "unknown", trigger: "unknown" }))).toBeNull();
  });

  it("one is refused from the second on in which it expires", () => {
    expect(reasonFor(backupOf({ expiresAt: "2026-11-21T12:00:00Z" }))).toBe("expired at 2026-11-21T12:00:00Z");
    expect(reasonFor(backupOf({ expiresAt: "2026-11-21T12:00:01Z" }))).toBeNull();
  });

  it("one without a start time never wins", () => {
    expect(reasonFor(backupOf({ startedAt: null }))).toBe("no start time");
  });

  it("a set that lacks a shard never wins, whatever is asked for", () => {
    const lacking = backupOf({ missingShards: ["db-2", "db-3"] });
    expect(reasonFor(lacking)).toBe("lacks shard db-2, db-3");
    expect(reasonFor(lacking, { statuses: [...backupStatuses] })).toBe("lacks shard db-2, db-3");
  });
});

describe("the option", () => {
  it("statuses replaces what is eligible, and expired ones may be asked for", () => {
    const expired = backupOf({ expiresAt: "2026-11-01T00:00:00Z" });
    expect(reasonFor(expired, { statuses: ["succeeded", "expired"] })).toBeNull();
    expect(reasonFor(backupOf(), { statuses: ["failed"] })).toBe("status succeeded");
  });

  it("types lets incremental ones in, or only them", () => {
    expect(reasonFor(backupOf({ type: "incremental" }), { types: ["incremental"] })).toBeNull();
    expect(reasonFor(backupOf(), { types: ["incremental"] })).toBe("type full");
  });

  it("methods refuses others, such as a logical one for a clone", () => {
    expect(reasonFor(backupOf({ method: "logical" }), { methods: ["physical", "snapshot"] })).toBe("method logical");
    expect(reasonFor(backupOf({ method: "snapshot" }), { methods: ["physical", "snapshot"] })).toBeNull();
  });

  it("triggers refuses others", () => {
    expect(reasonFor(backupOf(), { triggers: ["manual"] })).toBe("trigger automatic");
  });

  it("startedBefore chooses the newest backup at or before an incident", () => {
    const days = [18, 19, 20].map((day) => backupOf({ id: String(day), startedAt: `2026-11-${day}T02:00:00Z` }));
    expect(winner(days, { startedBefore: "2026-11-19T02:00:00Z" })).toBe("19");
    expect(winner(days, { startedBefore: "2026-11-19T01:59:59Z" })).toBe("18");
    expect(winner(days, { startedBefore: "2026-11-19T10:00:00+08:00" })).toBe("19");
    expect(winner(days, { startedBefore: "2026-11-19 10:00:00+0800" })).toBe("19");
    expect(reasonFor(backupOf(), { startedBefore: "2026-11-01T00:00:00Z" })).toBe(
      "started after 2026-11-01T00:00:00Z",
    );
  });

  it("startedAfter refuses older backups, and takes one that started just then", () => {
    expect(reasonFor(backupOf(), { startedAfter: "2026-11-20T02:00:00Z" })).toBeNull();
    expect(reasonFor(backupOf(), { startedAfter: "2026-11-20T02:00:01Z" })).toBe(
      "started before 2026-11-20T02:00:01Z",
    );
  });

  it("minSizeBytes refuses smaller backups and those of unknown size, and takes any beyond 2^53", () => {
    expect(reasonFor(backupOf({ sizeBytes: 1023 }), { minSizeBytes: 1024 })).toBe("smaller than 1024 bytes");
    expect(reasonFor(backupOf({ sizeBytes: null }), { minSizeBytes: 1 })).toBe("size unknown");
    expect(reasonFor(backupOf({ sizeBytes: 2n ** 60n }), { minSizeBytes: 1024 })).toBeNull();
    expect(reasonFor(backupOf({ sizeBytes: 1024 }), { minSizeBytes: 1024 })).toBeNull();
  });

  it("history limits what is listed, to ten unless told", () => {
    const many = Array.from({ length: 12 }, (_, day) =>
      backupOf({ id: String(day), startedAt: `2026-11-${String(day + 1).padStart(2, "0")}T02:00:00Z` }),
    );
    const listed = (options: SelectionOptions) =>
      eligibleBackups(select_(many, options), options).map(({ id }) => id);
    expect(listed({})).toEqual(["11", "10", "9", "8", "7", "6", "5", "4", "3", "2"]);
    expect(listed({ history: 2, startedBefore: "2026-11-03T23:00:00Z" })).toEqual(["2", "1"]);
  });
});

describe("options that contradict each other", () => {
  it("are refused: a window that is empty", () => {
    const error = thrownBy(() =>
      checkSelection({ startedAfter: "2026-11-20T00:00:00Z", startedBefore: "2026-11-20T00:00:00+08:00" }),
    );
    expect([error.code, error.argument]).toEqual(["usage", "startedBefore"]);
  });

  it("are refused: a warning that comes after the error", () => {
    const error = thrownBy(() => checkSelection({ warnAge: "3d", maxAge: "50h" }));
    expect([error.code, error.argument, error.message]).toEqual([
      "usage",
      "warnAge",
      "warnAge: 3d is longer than maxAge 50h",
    ]);
  });

  it("are only those: equal limits are fine", () => {
    const at = "2026-11-20T00:00:00Z";
    expect(() =>
      checkSelection({ startedAfter: at, startedBefore: at, warnAge: "1d", maxAge: "24h" }),
    ).not.toThrow();
  });
});

describe("having nothing eligible", () => {
  const refused = [
    ...["1", "2", "3"].map((id) => backupOf({ id, status: "running" })),
    backupOf({ id: "4", type: "incremental" }),
    backupOf({ id: "5", expiresAt: "2026-11-01T00:00:00Z" }),
    backupOf({ id: "6", expiresAt: "2026-11-02T00:00:00Z" }),
    backupOf({ id: "7", missingShards: ["db-1"] }),
  ];

  it("is an error that counts the reasons, most frequent first", () => {
    const error = thrownBy(() => enforce(select_(refused), {}, now, where));
    expect(error.code).toBe("no-eligible-backup");
    expect(error.message).toBe(
      `${where}: no eligible backup: 7 seen, none eligible: 3 status running, 2 expired, 1 incomplete shard set, 1 type incremental`,
    );
    expect(error.hint).toContain("required");
  });

  it("is told apart from an empty listing", () => {
    expect(thrownBy(() => enforce(select_([]), {}, now, where)).message).toBe(
      `${where}: no eligible backup: the listing is empty`,
    );
  });

  it("is fine where none is required, whatever age is asked for", () => {
    expect(enforce(select_(refused), { required: false, maxAge: "1h" }, now, where)).toEqual([]);
  });

  it("counts no reason for eligible ones", () => {
    expect(countReasons(select_([backupOf()]).verdicts)).toBe("");
  });
});

describe("the age of the winner", () => {
  const selection = select_([backupOf({ id: "77", startedAt: "2026-11-20T10:00:00Z" })]);

  it("is a warning beyond warnAge, which names the backup, its age and the limit", () => {
    expect(enforce(selection, { warnAge: "25h", maxAge: "27h" }, now, where)).toEqual([
      `${where}: the newest eligible backup 77 of 2026-11-20T10:00:00Z is 1d 2h old, older than warnAge 25h`,
    ]);
  });

  it("is an error beyond maxAge", () => {
    const error = thrownBy(() => enforce(selection, { warnAge: "1h", maxAge: "25h" }, now, where));
    expect([error.code, error.argument]).toEqual(["too-old", "maxAge"]);
    expect(error.message).toContain("backup 77 of 2026-11-20T10:00:00Z is 1d 2h old, older than maxAge 25h");
  });

  it("is neither at the limit itself", () => {
    expect(enforce(selection, { warnAge: "26h", maxAge: "26h" }, now, where)).toEqual([]);
  });
});

describe("an incomplete shard set that is newer than the winner", () => {
  const whole = backupOf({ id: "1,2" });
  const lacking = backupOf({ id: "3", startedAt: "2026-11-21T02:00:00Z", missingShards: ["db-1"] });

  it("is told of, since after a scale-in an old backup would win in silence", () => {
    const { latest, warnings } = select_([whole, lacking]);
    expect(latest).toBe(whole);
    expect(warnings).toEqual([
      expect.stringMatching(/^A newer backup set of 2026-11-21T02:00:00Z was passed over: it lacks shard db-1/),
    ]);
    expect(enforce(select_([whole, lacking]), {}, now, where)).toEqual(warnings);
  });

  it("is not told of when it is older, or would not be chosen anyhow", () => {
    expect(select_([whole, { ...lacking, startedAt: "2026-11-01T02:00:00Z" }]).warnings).toEqual([]);
    expect(select_([whole, { ...lacking, status: "failed" }]).warnings).toEqual([]);
    expect(select_([whole, lacking], { startedBefore: "2026-11-20T12:00:00Z" }).warnings).toEqual([]);
    expect(select_([whole, { ...lacking, type: "incremental" }]).warnings).toEqual([]);
  });
});
