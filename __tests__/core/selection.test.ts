import { type Backup, backupStatuses } from "../../src/core/backup";
import {
  contradictionsIn,
  countReasons,
  eligibleBackups,
  enforce,
  type SelectionOptions,
  select,
} from "../../src/core/selection";
import { checkQuery } from "../../src/lookup/query";
import { listingNamed } from "../../src/vendors";
import { backupOf, textsOf } from "../helpers/backups";
import { thrownBy } from "../helpers/client";

const now = new Date("2026-11-21T12:00:00Z");
const where = "Test Redis db-1 in r-1";

const selected = (backups: readonly Backup[], options: SelectionOptions = {}) =>
  select(backups, options, now);
const winner = (backups: readonly Backup[], options: SelectionOptions = {}) =>
  selected(backups, options).latest?.id;
const reasonFor = (backup: Backup, options: SelectionOptions = {}) =>
  selected([backup], options).verdicts[0]?.reason;

describe("a tie in time", () => {
  const tied = (...tiedIds: string[]) => tiedIds.map((id) => backupOf({ id }));

  it("goes to the greater number, of any length", () => {
    expect(winner(tied("9", "10"))).toBe("10");
    expect(winner(tied("678362566696298532848118", "678362566696298532848117"))).toBe(
      "678362566696298532848118",
    );
    expect(winner(tied("9007199254740993", "9007199254740992"))).toBe("9007199254740993");
  });

  it("goes to text before digits, and among texts to the greater one", () => {
    expect(winner(tied("999", "cb-1"))).toBe("cb-1");
    expect(winner(tied("cb-a", "cb-b"))).toBe("cb-b");
  });
});

describe("a backup that starts in the future", () => {
  const last = backupOf({ id: "last", startedAt: "2026-11-20T18:00:00Z" });
  const future = backupOf({ id: "future", startedAt: "2026-11-21T20:00:00Z" });

  it("is not the newest one, and is told of", () => {
    const { latest, warnings, verdicts } = selected([last, future]);
    expect(latest?.id).toBe("last");
    expect(textsOf(warnings).join()).toContain("Backup future of 2026-11-21T20:00:00Z was skipped");
    expect(countReasons(verdicts)).toBe("1 starts in the future");
  });

  it("points at the time zone only where another one can be set", () => {
    const warningOf = (zone?: string) => textsOf(select([future], {}, now, zone).warnings).join();
    expect(warningOf("+08:00")).toContain("Its time was read as one of +08:00: check timeZone");
    expect(warningOf()).toContain("Compare its time with the vendor's console");
    expect(warningOf()).not.toMatch(/zone/i);
  });

  it("may be a little ahead, as clocks are", () => {
    expect(reasonFor(backupOf({ startedAt: "2026-11-21T12:05:00Z" }))).toBeNull();
    expect(reasonFor(backupOf({ startedAt: "2026-11-21T12:05:01Z" }))).toMatch("in the future");
  });

  it("wins where a later startedBefore says that it is meant", () => {
    expect(winner([last, future], { startedBefore: "2026-11-22T00:00:00Z" })).toBe("future");
  });

  it("is judged by the clock that is given, the vendor's", () => {
    expect(select([future], {}, new Date("2026-11-21T21:00:00Z")).latest?.id).toBe("future");
    expect(select([future], {}, now).latest).toBeNull();
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
    expect(reasonFor(backupOf({ expiresAt: "2026-11-21T12:00:00Z" }))).toBe(
      "expired at 2026-11-21T12:00:00Z",
    );
    expect(reasonFor(backupOf({ expiresAt: "2026-11-21T12:00:01Z" }))).toBeNull();
  });

  it("one without a start time never wins", () => {
    expect(reasonFor(backupOf({ startedAt: null }))).toBe("no start time");
  });

  it("a set that lacks a shard never wins, whatever is asked for", () => {
    const lacking = backupOf({ missingShards: ["db-2", "db-3"] });
    expect(reasonFor(lacking)).toBe("lacks shard db-2, db-3");
  });
});

describe("the option", () => {
  it("types lets incremental ones in, or only them", () => {
    expect(reasonFor(backupOf({ type: "incremental" }), { types: ["incremental"] })).toBeNull();
    expect(reasonFor(backupOf(), { types: ["incremental"] })).toBe("type full");
  });

  it("methods refuses others, such as a logical one for a clone", () => {
    expect(reasonFor(backupOf({ method: "logical" }), { methods: ["physical", "snapshot"] })).toBe(
      "method logical",
    );
    expect(reasonFor(backupOf({ method: "snapshot" }), { methods: ["physical", "snapshot"] })).toBeNull();
  });

  it("triggers refuses others", () => {
    expect(reasonFor(backupOf(), { triggers: ["manual"] })).toBe("trigger automatic");
  });

  it("startedBefore chooses the newest backup at or before an incident", () => {
    const days = [18, 19, 20].map((day) =>
      backupOf({ id: String(day), startedAt: `2026-11-${day}T02:00:00Z` }),
    );
    expect(winner(days, { startedBefore: "2026-11-19T02:00:00Z" })).toBe("19");
    expect(winner(days, { startedBefore: "2026-11-19T01:59:59Z" })).toBe("18");
    expect(winner(days, { startedBefore: "2026-11-19T10:00:00+08:00" })).toBe("19");
    expect(winner(days, { startedBefore: "2026-11-19 10:00:00+0800" })).toBe("19");
    expect(reasonFor(backupOf(), { startedBefore: "2026-11-01T00:00:00Z" })).toBe(
      "started after 2026-11-01T00:00:00Z",
    );
  });

  it.each([" ", "\t", "\u00a0"])(
    "a time limit holds also where %j was copied along in front of it",
    (blank) => {
      const query = { instanceId: "db-1", startedBefore: `${blank}2026-11-19T02:00:00Z` };
      checkQuery(listingNamed("tencentcloud-redis"), query);
      expect(reasonFor(backupOf({ startedAt: "2026-11-20T02:00:00Z" }), query)).toMatch("started after");
      const after = { ...query, startedBefore: undefined, startedAfter: query.startedBefore };
      expect(reasonFor(backupOf({ startedAt: "2026-11-18T02:00:00Z" }), after)).toMatch("started before");
    },
  );

  it("consistentBefore skips one that started before the damage and ended after it", () => {
    const earlier = backupOf({
      id: "19",
      startedAt: "2026-11-19T01:00:00Z",
      finishedAt: "2026-11-19T03:00:00Z",
    });
    const during = backupOf({
      id: "20",
      startedAt: "2026-11-20T01:00:00Z",
      finishedAt: "2026-11-20T03:00:00Z",
    });
    const incident = "2026-11-20T02:00:00Z";
    expect(winner([earlier, during], { startedBefore: incident })).toBe("20");
    expect(winner([earlier, during], { consistentBefore: incident })).toBe("19");
    expect(reasonFor(during, { consistentBefore: incident })).toBe(`may be from after ${incident}`);
    expect(selected([earlier, during], { consistentBefore: incident }).warnings).toEqual([]);
    expect(reasonFor(during, { consistentBefore: "2026-11-20T03:00:00Z" })).toBeNull();
    expect(reasonFor(during, { consistentBefore: "2026-11-20T02:59:59Z" })).not.toBeNull();
  });

  it("consistentBefore refuses one whose end is unknown, and tells where it is newer than the winner", () => {
    const whole = backupOf({ id: "19", startedAt: "2026-11-19T01:00:00Z" });
    const endless = backupOf({ id: "20", startedAt: "2026-11-20T01:00:00Z", finishedAt: null });
    const backwards = backupOf({
      id: "21",
      startedAt: "2026-11-20T01:00:00Z",
      finishedAt: "2026-11-18T01:00:00Z",
    });
    const options = { consistentBefore: "2026-11-20T12:00:00Z" };
    for (const backup of [endless, backwards]) {
      expect(reasonFor(backup, options)).toBe("end unknown");
      const { latest, warnings } = selected([whole, backup], options);
      expect(latest?.id).toBe("19");
      expect(warnings.map(({ code, message }) => [code, message])).toEqual([
        [
          "passed-over",
          expect.stringMatching(/^A newer backup of 2026-11-20T01:00:00Z was skipped: its end is unknown/),
        ],
      ]);
    }
    // It began too late in any case: nothing to tell.
    expect(selected([whole, endless], { consistentBefore: "2026-11-19T12:00:00Z" }).warnings).toEqual([]);
  });

  it("consistentAfter refuses one whose data may be of an earlier time", () => {
    const backup = backupOf({ startedAt: "2026-11-20T01:00:00Z", finishedAt: "2026-11-20T03:00:00Z" });
    expect(reasonFor(backup, { consistentAfter: "2026-11-20T01:00:00Z" })).toBeNull();
    expect(reasonFor(backup, { consistentAfter: "2026-11-20T02:00:00Z" })).toBe(
      "may be from before 2026-11-20T02:00:00Z",
    );
  });

  it.each([
    ["ended later", "2026-11-20T03:00:00Z", /its data may be of any time up to 2026-11-20T03:00:00Z/],
    ["has no end", null, /its end is unknown/],
  ])("startedBefore warns where its winner %s", (_, finishedAt, text) => {
    const backup = backupOf({ startedAt: "2026-11-20T01:00:00Z", finishedAt });
    const { latest, warnings } = selected([backup], { startedBefore: "2026-11-20T02:00:00Z" });
    expect(latest).toBe(backup);
    expect(warnings).toEqual([
      {
        code: "may-be-later",
        message: expect.stringMatching(text),
        hint: expect.stringContaining("Give consistentBefore"),
      },
    ]);
  });

  it("startedBefore says nothing of a winner that ended in time, and nobody is warned who gave none", () => {
    expect(selected([backupOf()], { startedBefore: "2026-11-20T02:05:00Z" }).warnings).toEqual([]);
    expect(selected([backupOf({ finishedAt: null })]).warnings).toEqual([]);
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
      eligibleBackups(selected(many, options), options).map(({ id }) => id);
    expect(listed({})).toEqual(["11", "10", "9", "8", "7", "6", "5", "4", "3", "2"]);
    expect(listed({ history: 2, startedBefore: "2026-11-03T23:00:00Z" })).toEqual(["2", "1"]);
  });
});

describe("options that contradict each other", () => {
  const contradictions = (options: SelectionOptions) =>
    [...contradictionsIn(options)].map(({ code, argument, message }) => [code, argument, message]);

  it("are told, all of them: a window that is empty, and a warning that comes after the error", () => {
    const window = { startedAfter: "2026-11-20T00:00:00Z", startedBefore: "2026-11-20T00:00:00+08:00" };
    expect(contradictions({ ...window, warnAge: "3d", maxAge: "50h" })).toEqual([
      [
        "usage",
        "startedBefore",
        "startedBefore: 2026-11-20T00:00:00+08:00 lies before startedAfter 2026-11-20T00:00:00Z",
      ],
      ["usage", "warnAge", "warnAge: 3d is longer than maxAge 50h"],
    ]);
  });

  it("are only those: equal limits are fine", () => {
    const at = "2026-11-20T00:00:00Z";
    expect(contradictions({ startedAfter: at, startedBefore: at, warnAge: "1d", maxAge: "24h" })).toEqual([]);
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
    const error = thrownBy(() => enforce(selected(refused), {}, where));
    expect(error.code).toBe("no-eligible-backup");
    expect(error.message).toBe(
      `${where}: no eligible backup: 7 seen, none eligible: 3 status running, 2 expired, 1 incomplete shard set, 1 type incremental`,
    );
    expect(error.hint).toContain("required");
  });

  it("is told apart from an empty listing", () => {
    expect(thrownBy(() => enforce(selected([]), {}, where)).message).toBe(
      `${where}: no eligible backup: the listing is empty`,
    );
  });

  it("is fine where none is required, whatever age is asked for", () => {
    expect(enforce(selected(refused), { required: false, maxAge: "1h" }, where)).toEqual([]);
  });

  it("counts no reason for eligible ones", () => {
    expect(countReasons(selected([backupOf()]).verdicts)).toBe("");
  });
});

describe("the age of the winner", () => {
  const selection = selected([backupOf({ id: "77", startedAt: "2026-11-20T10:00:00Z" })]);

  it("is a warning beyond warnAge, which names the backup, its age and the limit", () => {
    expect(enforce(selection, { warnAge: "25h", maxAge: "27h" }, where)).toEqual([
      {
        code: "old",
        message: `${where}: the newest eligible backup 77 of 2026-11-20T10:00:00Z is 1d 2h old, older than warnAge 25h`,
      },
    ]);
  });

  it("is an error beyond maxAge", () => {
    const error = thrownBy(() => enforce(selection, { warnAge: "1h", maxAge: "25h" }, where));
    expect([error.code, error.argument]).toEqual(["too-old", "maxAge"]);
    expect(error.message).toContain("backup 77 of 2026-11-20T10:00:00Z is 1d 2h old, older than maxAge 25h");
  });

  it("is neither at the limit itself", () => {
    expect(enforce(selection, { warnAge: "26h", maxAge: "26h" }, where)).toEqual([]);
  });
});

describe("an incomplete shard set that is newer than the winner", () => {
  const whole = backupOf({ id: "1,2" });
  const lacking = backupOf({ id: "3", startedAt: "2026-11-21T02:00:00Z", missingShards: ["db-1"] });

  it("is told of, since after a scale-in an old backup would win in silence", () => {
    const { latest, warnings } = selected([whole, lacking]);
    expect(latest).toBe(whole);
    expect(textsOf(warnings)).toEqual([
      expect.stringMatching(/^A newer backup set of 2026-11-21T02:00:00Z was skipped: it lacks shard db-1/),
    ]);
    expect(enforce(selected([whole, lacking]), {}, where)).toEqual(warnings);
  });

  it("is not told of when it is older, or would not be chosen anyhow", () => {
    expect(selected([whole, { ...lacking, startedAt: "2026-11-01T02:00:00Z" }]).warnings).toEqual([]);
    expect(selected([whole, { ...lacking, status: "failed" }]).warnings).toEqual([]);
    expect(selected([whole, lacking], { startedBefore: "2026-11-20T12:00:00Z" }).warnings).toEqual([]);
    expect(selected([whole, { ...lacking, type: "incremental" }]).warnings).toEqual([]);
  });
});
