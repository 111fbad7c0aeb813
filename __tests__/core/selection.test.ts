import { type Backup, backupStatuses, withDoubt } from "../../src/core/backup";
import type { ReasonCode } from "../../src/core/codes";
import {
  contradictionsIn,
  countReasons,
  eligibleBackups,
  type SelectionOptions,
  select,
} from "../../src/core/selection";
import { backupOf, textsOf } from "../helpers/backups";

const now = new Date("2026-11-21T12:00:00Z");
/** Before and after the backups of the tests. */
const [MIDNIGHT, NOON] = ["2026-11-20T00:00:00Z", "2026-11-20T12:00:00Z"];

const selected = (backups: readonly Backup[], options: SelectionOptions = {}) =>
  select(backups, options, now);
const winner = (backups: readonly Backup[], options: SelectionOptions = {}) =>
  selected(backups, options).latest?.id;
const reasonFor = (backup: Backup, options: SelectionOptions = {}) =>
  selected([backup], options).verdicts[0]?.reason;

describe("a tie in time", () => {
  /** The winner among these IDs, whichever of them is listed first. */
  const winnerOf = (...tied: string[]) => {
    const backups = tied.map((id) => backupOf({ id }));
    const id = winner(backups);
    expect(winner([...backups].reverse())).toBe(id);
    return id;
  };

  it("goes to the greater number, of any length", () => {
    expect(winnerOf("9", "10")).toBe("10");
    expect(winnerOf("99", "100")).toBe("100");
    expect(winnerOf("678362566696298532848118", "678362566696298532848117")).toBe("678362566696298532848118");
    expect(winnerOf("9007199254740993", "9007199254740992")).toBe("9007199254740993");
    expect(winnerOf("01", "1")).toBe("1");
  });

  it("goes to text before digits, and among texts to the greater one", () => {
    expect(winnerOf("999", "cb-1")).toBe("cb-1");
    expect(winnerOf("cb-a", "cb-b")).toBe("cb-b");
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

  it("is told of once, by the newest, with the time zone only if another one can be set", () => {
    const later = backupOf({ id: "later", startedAt: "2026-11-21T21:00:00Z" });
    const warned = (zone?: string) => select([last, future, later], {}, now, zone).warnings;
    expect(warned("+08:00")).toEqual([
      {
        code: "in-the-future",
        message:
          "Backup later of 2026-11-21T21:00:00Z was skipped: it starts in the future by the vendor's own clock",
        hint: "Its time was read as one of +08:00: check timeZone; set startedBefore to a later time to allow it.",
      },
    ]);
    expect(warned()[0]?.hint).toBe(
      "Compare its time with the vendor's console; set startedBefore to a later time to allow it.",
    );
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
    ["ended later", "2026-11-20T03:00:00Z", "its data may be of any time up to 2026-11-20T03:00:00Z"],
    ["has no end", null, "its end is unknown"],
  ])("startedBefore warns where its winner %s", (_, finishedAt, end) => {
    const backup = backupOf({ startedAt: "2026-11-20T01:00:00Z", finishedAt });
    const { latest, warnings } = selected([backup], { startedBefore: "2026-11-20T02:00:00Z" });
    expect(latest).toBe(backup);
    expect(warnings).toEqual([
      {
        code: "may-be-later",
        message: `Backup 1 of 2026-11-20T01:00:00Z started before 2026-11-20T02:00:00Z, but ${end}: it may contain data written after startedBefore`,
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

describe("the verdict on a backup", () => {
  it.each<[ReasonCode, string, Partial<Backup>, SelectionOptions]>([
    ["status", "status failed", { status: "failed" }, {}],
    ["type", "type partial", { type: "partial" }, {}],
    ["method", "method physical", {}, { methods: ["logical"] }],
    ["trigger", "trigger automatic", {}, { triggers: ["manual"] }],
    ["expired", "expired at 2026-11-20T03:00:00Z", { expiresAt: "2026-11-20T03:00:00Z" }, {}],
    ["incomplete-set", "lacks shard db-2", { missingShards: ["db-2"] }, {}],
    ["no-start-time", "no start time", { startedAt: null }, {}],
    ["started-before", `started before ${NOON}`, {}, { startedAfter: NOON }],
    ["started-after", `started after ${MIDNIGHT}`, {}, { startedBefore: MIDNIGHT }],
    ["in-the-future", "starts in the future", { startedAt: "2026-11-22T02:00:00Z" }, {}],
    ["data-before", `may be from before ${NOON}`, {}, { consistentAfter: NOON }],
    ["data-after", `may be from after ${MIDNIGHT}`, {}, { consistentBefore: MIDNIGHT }],
    ["end-unknown", "end unknown", { finishedAt: null }, { consistentBefore: NOON }],
    ["size-unknown", "size unknown", { sizeBytes: null }, { minSizeBytes: 1 }],
    ["too-small", "smaller than 2048 bytes", {}, { minSizeBytes: 2048 }],
  ])("says %s, in words: %s", (reasonCode, reason, changes, options) => {
    expect(selected([backupOf(changes)], options).verdicts[0]).toMatchObject({
      eligible: false,
      reasonCode,
      reason,
    });
  });

  it("says no reason for one that is eligible, whose size and end nobody asked for", () => {
    const [verdict] = selected([backupOf({ sizeBytes: null, finishedAt: null })]).verdicts;
    expect(verdict).toMatchObject({ eligible: true, reasonCode: null, reason: null });
  });

  it("has the age of the data by the vendor's clock, and none if the backup has no time", () => {
    const ages = ["2026-11-21T11:59:58Z", "2026-11-21T12:00:30Z", null].map(
      (startedAt) => selected([backupOf({ startedAt })]).verdicts[0]?.ageSeconds,
    );
    expect(ages).toEqual([2, 0, null]);
  });

  it("says first that a set is not whole, and of any other backup first how it ended or that it has no time", () => {
    const doubt = { code: "no-id", reason: "no ID" } as const;
    const reasonOf = (changes: Partial<Backup>) => reasonFor(withDoubt(backupOf(changes), doubt));
    const set = { ids: ["1", "2"], id: "1,2" };
    expect(reasonOf({ ...set, status: "failed" })).toBe("no ID");
    expect(reasonOf({ ...set, startedAt: null })).toBe("no start time");
    expect(reasonOf({ status: "failed" })).toBe("status failed");
    expect(reasonOf({})).toBe("no ID");
    expect(reasonOf({ type: "partial" })).toBe("no ID");
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
