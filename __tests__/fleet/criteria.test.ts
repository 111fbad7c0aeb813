import type { Backup } from "../../src/core/backup";
import { select } from "../../src/core/selection";
import type { Limits } from "../../src/fleet/file/fleet-file";
import { judge } from "../../src/fleet/judge";
import type { CheckName } from "../../src/fleet/report";
import type { Subject } from "../../src/fleet/subject";
import { backupOf } from "../helpers/backups";

const NOW = new Date("2026-11-28T12:00:00Z");
const HOUR = 3_600_000;

const span = (text: string, hours: number) => ({ text, seconds: hours * 3600 });

/** A backup of some hours ago. */
function ago(hours: number, changes: Partial<Backup> = {}): Backup {
  const startedAt = new Date(NOW.getTime() - hours * HOUR).toISOString().replace(".000", "");
  return backupOf({ id: `${Math.round(hours * 100)}`, startedAt, ...changes });
}

/** Nightly backups, the newest of them two hours ago. */
const nightly = (count = 14, changes: (night: number) => Partial<Backup> = () => ({})) =>
  Array.from({ length: count }, (_, night) => ago(2 + night * 24, changes(night)));

const subject: Subject = {
  listing: "jdcloud-redis",
  region: "cn-north-1",
  profile: null,
  instanceId: "redis-1",
  name: "cache",
  labels: {},
  line: 2,
  query: {},
  limits: {},
};

function rowFor(backups: readonly Backup[], limits: Limits, more: Partial<Subject> = {}) {
  const { latest, verdicts, at, warnings } = select(backups, {}, NOW);
  const answer = { latest, verdicts, at, warnings };
  return judge(
    { ...subject, limits: { maxAge: span("50h", 50), ...limits }, ...more },
    answer,
    "2026-11-28T12:00:00Z",
  );
}

/** One check of a row, and the row's state. */
function verdict(name: CheckName, backups: readonly Backup[], limits: Limits) {
  const { checks, state, finding } = rowFor(backups, limits);
  const found = checks.find((check) => check.name === name);
  return { state, verdict: found?.verdict, found: found?.found, what: finding?.what, since: finding?.since };
}

describe("a database", () => {
  it("is fine with nightly backups, and has no check that the file does not name", () => {
    const { state, checks, finding, ageSeconds, ageShare } = rowFor(nightly(), {});
    expect({ state, finding, ageSeconds, ageShare }).toEqual({
      state: "fine",
      finding: null,
      ageSeconds: 7200,
      ageShare: 0.04,
    });
    expect(checks.map(({ name }) => name)).toEqual(["age", "restorable"]);
  });

  it("fails with no backup at all, and the sentence says so", () => {
    const { state, finding, ageSeconds } = rowFor([], {});
    expect({ state, ageSeconds }).toEqual({ state: "failing", ageSeconds: null });
    expect(finding?.what).toBe("There is no backup at all. The listing answered and is empty.");
  });

  it("fails if nothing is restorable, and counts the reasons", () => {
    expect(
      rowFor(
        nightly(3, () => ({ status: "failed" })),
        {},
      ).finding?.what,
    ).toBe("None of 3 backups is restorable: 3 status failed.");
  });

  it("says since when it fails: when the limit was crossed", () => {
    const failed = nightly(14, (night) => (night < 9 ? { status: "failed" } : {}));
    expect(verdict("age", failed, {})).toMatchObject({
      state: "failing",
      verdict: "fails",
      found: "9 d 2 h",
      what: "No restorable backup since 19 Nov, 10:00. All 9 attempts since then failed.",
      since: "2026-11-21T12:00:00Z",
    });
  });

  it("is late after the warning age, and the sentence names the backup that was due", () => {
    expect(verdict("age", nightly().slice(1), { warnAge: span("20h", 20) })).toMatchObject({
      state: "late",
      verdict: "warns",
      what: "The backup due on 28 Nov, 10:00 has not succeeded.",
      since: "2026-11-28T06:00:00Z",
    });
  });

  it("is late if a newer set was skipped, as in the check of one instance", () => {
    const row = rowFor([ago(1, { missingShards: ["db-1"] }), ...nightly()], {});
    expect(row.state).toBe("late");
    expect(row.finding?.what).toBe(
      "A newer backup set of 2026-11-28T11:00:00Z was skipped: it lacks shard db-1.",
    );
  });

  it("that is ignored is muted, and says what it would be", () => {
    const ignore = { reason: "being moved", until: "2026-12-31", endsAt: new Date("2027-01-01T00:00:00Z") };
    const row = rowFor([], {}, { ignore });
    expect(row).toMatchObject({ state: "muted", wouldBe: "failing" });
    expect(row.finding?.what).toBe("Muted until 31 Dec: being moved. Would be failing.");
  });

  it("counts again after its ignore has ended, and is late until the entry changes", () => {
    const ignore = { reason: "being moved", until: "2026-11-27", endsAt: new Date("2026-11-28T00:00:00Z") };
    const row = rowFor(nightly(), {}, { ignore });
    expect(row).toMatchObject({ state: "late", wouldBe: null });
    expect(row.finding?.what).toBe("It was muted until 2026-11-27 (being moved), and counts again.");
    expect(rowFor([], {}, { ignore }).state).toBe("failing");
  });
});

describe("the number of backups", () => {
  it("fails below the least number", () => {
    expect(verdict("restorable", nightly(6), { minCount: 7 })).toMatchObject({
      state: "failing",
      found: "6",
    });
    expect(verdict("restorable", nightly(7), { minCount: 7 })).toMatchObject({ state: "fine" });
  });

  it("is counted within a period that ends now", () => {
    const count = { within: span("7d", 168), atLeast: 7 };
    expect(verdict("count", nightly(14), { count })).toMatchObject({ state: "fine", found: "7" });
    const gaps = nightly(14, (night) => (night === 3 ? { status: "failed" } : {}));
    expect(verdict("count", gaps, { count })).toMatchObject({ state: "failing", found: "6" });
  });
});

describe("the gap between backups", () => {
  const twice: Limits = { maxGap: { times: 2 } };

  it("is compared with the usual interval in the listing", () => {
    expect(verdict("gap", nightly(), twice)).toMatchObject({
      state: "fine",
      verdict: "holds",
      found: "24 h",
    });
    const lost = nightly(14, (night) => ([4, 5].includes(night) ? { status: "failed" } : {}));
    expect(verdict("gap", lost, twice)).toMatchObject({
      state: "late",
      verdict: "warns",
      found: "3 d",
      what: "For 3 d, up to 25 Nov, 10:00, no backup succeeded: 2 d are allowed, 24 h are usual.",
    });
  });

  it("includes the time since the latest backup", () => {
    expect(
      verdict("gap", nightly().slice(3), { maxGap: span("3d", 72), warnAge: span("20h", 20) }),
    ).toMatchObject({ found: "3 d 2 h", verdict: "warns" });
  });

  it("is measured from the earliest possible time of the latest backup's data", () => {
    const [newest, ...others] = nightly() as [Backup, ...Backup[]];
    const long = { ...newest, consistentFrom: others[0]?.startedAt as string };
    expect(verdict("gap", [long, ...others], { maxGap: span("25h", 25) })).toMatchObject({
      found: "26 h",
      verdict: "warns",
    });
  });

  it("is unknown with fewer than five backups, without an alarm", () => {
    expect(verdict("gap", nightly(4), twice)).toMatchObject({
      state: "fine",
      verdict: "unknown",
      found: "not enough to tell: 4 of 5 backups",
    });
  });

  it("does not count a backup that has expired since as a gap", () => {
    const expired = nightly(14, (night) => (night > 3 ? { status: "expired" } : {}));
    expect(verdict("gap", expired, twice)).toMatchObject({ verdict: "holds" });
  });
});

describe("the size", () => {
  const half: Limits = { minSizeOfUsual: 50 };
  const sized = (newest: number | null, count = 14) =>
    nightly(count, (night) => ({ sizeBytes: night === 0 ? newest : 1000 + night }));

  it("fails below a share of the median, although the backup is fresh", () => {
    expect(verdict("size", sized(60), half)).toMatchObject({ state: "failing", verdict: "fails" });
    expect(verdict("size", sized(60), half).what).toMatch(/^The newest backup is 6 % of the usual size/);
    expect(verdict("size", sized(900), half)).toMatchObject({ state: "fine", verdict: "holds" });
  });

  it("is compared only with backups of the same method", () => {
    const mixed = nightly(14, (night) =>
      night % 2 === 0 ? { sizeBytes: 100, method: "logical" } : { sizeBytes: 9000 },
    );
    expect(verdict("size", mixed, half)).toMatchObject({ verdict: "holds" });
  });

  it("is unknown with fewer than five backups, or if the vendor gives none", () => {
    expect(verdict("size", sized(60, 4), half)).toMatchObject({ state: "fine", verdict: "unknown" });
    expect(verdict("size", sized(null), half)).toMatchObject({
      verdict: "unknown",
      found: "the vendor gives no size",
    });
  });

  it("fails below a number of bytes, with any number of backups", () => {
    expect(verdict("size", sized(60, 1), { minSize: 61 })).toMatchObject({
      state: "failing",
      verdict: "fails",
    });
  });
});

describe("the newest attempt", () => {
  const on: Limits = { failedAttempt: true };

  it("warns if it failed, and names the first failure", () => {
    const failed = [ago(1, { status: "failed" }), ...nightly()];
    expect(verdict("attempt", failed, on)).toMatchObject({
      state: "late",
      verdict: "warns",
      since: "2026-11-28T11:00:00Z",
    });
    const twice = [ago(0.5, { status: "failed" }), ...failed];
    expect(verdict("attempt", twice, on)).toMatchObject({
      since: "2026-11-28T11:00:00Z",
      what: "The newest 2 attempts failed, the first of them on 28 Nov, 11:00.",
    });
  });

  it("is not the one that still runs, and not one from the future", () => {
    const running = [ago(-5, { status: "failed" }), ago(0.1, { status: "running" }), ...nightly()];
    expect(verdict("attempt", running, on)).toMatchObject({ verdict: "holds" });
  });
});

describe("the expiry", () => {
  const on: Limits = { earlyExpiry: true };
  const kept = (hours: number) =>
    nightly(14, (night) => ({
      expiresAt: new Date(NOW.getTime() + (hours - 2 - night * 24) * HOUR).toISOString().replace(".000", ""),
    }));

  it("warns before the next backup is due", () => {
    expect(verdict("expiry", kept(20), on)).toMatchObject({ state: "late", verdict: "warns" });
    expect(verdict("expiry", kept(48), on)).toMatchObject({ state: "fine", verdict: "holds" });
  });

  it("is unknown if the vendor gives none", () => {
    expect(verdict("expiry", nightly(), on)).toMatchObject({ state: "fine", verdict: "unknown" });
  });
});

describe("the restore window", () => {
  it("fails if the oldest restorable backup is too young", () => {
    const week: Limits = { minWindow: span("7d", 168) };
    expect(verdict("window", nightly(4), week)).toMatchObject({
      state: "failing",
      verdict: "fails",
      found: "3 d 1 h",
    });
    expect(verdict("window", nightly(10), week)).toMatchObject({ state: "fine", verdict: "holds" });
  });

  it("reaches back to the end of the oldest one, which may contain writes until then", () => {
    const day: Limits = { minWindow: span("3d", 72) };
    const [oldest] = nightly(4).slice(-1) as [Backup];
    const running = { ...oldest, consistentTo: "2026-11-25T12:00:01Z" };
    expect(verdict("window", [...nightly(3), running], day)).toMatchObject({
      state: "failing",
      what: "The oldest restorable data is of 25 Nov, 12:00: one can go back 2 d 23 h, and 3 d are needed.",
    });
    expect(verdict("window", [...nightly(3), oldest], day)).toMatchObject({ verdict: "holds" });
  });

  it("is unknown if the vendor gives no end, and fails if there is no backup", () => {
    const week: Limits = { minWindow: span("7d", 168) };
    const endless = nightly(10, () => ({ finishedAt: null }));
    expect(verdict("window", endless, week)).toMatchObject({ state: "fine", verdict: "unknown" });
    expect(rowFor(endless, week).windowStart).toBeNull();
    expect(verdict("window", [], week)).toMatchObject({ state: "failing", verdict: "fails" });
  });
});
