import { type Backup, withDoubt } from "../../src/core/backup";
import { countReasons, enforce, select } from "../../src/core/selection";
import type { Warning } from "../../src/core/warning";
import { backupOf } from "../helpers/backups";
import { thrownBy } from "../helpers/refusals";

const now = new Date("2026-11-21T12:00:00Z");
const where = "Test Redis db-1 in r-1";
const selected = (backups: readonly Backup[]) => select(backups, {}, now);

describe("having nothing eligible", () => {
  const refused = [
    ...["1", "2", "3"].map((id) => backupOf({ id, status: "running" })),
    backupOf({ id: "4", type: "incremental" }),
    backupOf({ id: "5", expiresAt: "2026-11-01T00:00:00Z" }),
    backupOf({ id: "6", expiresAt: "2026-11-02T00:00:00Z" }),
    backupOf({ id: "0", missingShards: ["db-1"] }),
    backupOf({ id: "8", status: "failed" }),
  ];

  it("is an error that counts the reasons, most frequent first", () => {
    const error = thrownBy(() => enforce(selected(refused), {}, where));
    expect(error.code).toBe("no-eligible-backup");
    expect(error.message).toBe(
      `${where}: no eligible backup: 8 seen, none eligible: 3 status running, 2 expired, 1 incomplete shard set, 1 status failed, 1 type incremental`,
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

  it("is a warning if an API that cannot be asked is one too, unless a backup is required", () => {
    const lacking = selected([backupOf({ startedAt: null })]);
    const warnings = enforce(lacking, { onUnavailable: "warn" }, where);
    expect(warnings.map(({ code }) => code)).toEqual(["passed-over", "no-eligible-backup"]);
    expect(warnings[1]?.hint).toBe(
      "`cdktf-backups list` shows every backup with the reason. Widen the selection.",
    );
    const required = { onUnavailable: "warn", required: true } as const;
    expect(thrownBy(() => enforce(lacking, required, where)).code).toBe("no-eligible-backup");
    expect(thrownBy(() => enforce(lacking, { onUnavailable: "error" }, where)).code).toBe(
      "no-eligible-backup",
    );
  });

  it("is told with all that can be done", () => {
    const hintOf = (backups: readonly Backup[], partly: readonly Warning[] = []) => {
      const { warnings, ...selection } = selected(backups);
      return thrownBy(() => enforce({ ...selection, warnings: [...partly, ...warnings] }, {}, where)).hint;
    };
    const usual =
      "`cdktf-backups list` shows every backup with the reason. Widen the selection, or set required to false if having no backup is fine.";
    expect(hintOf([])).toBe(usual);
    const doubted = (remedy: string, changes: Partial<Backup> = {}) =>
      withDoubt(backupOf(changes), { code: "no-id", reason: "no ID", remedy });
    const failed = doubted("Not this one.", { status: "failed" });
    const lacking = backupOf({ missingShards: ["db-2"] });
    expect(hintOf([failed, lacking])).toBe(usual);
    expect(hintOf([failed, lacking, doubted("Look it up."), doubted("Nor this one.")])).toBe(
      `Look it up. ${usual}`,
    );
    const partly = [
      { code: "partly-refused" as const, message: "a kind was refused" },
      { code: "unreadable-expiry" as const, message: "may have expired" },
    ];
    expect(hintOf([], partly)).toBe(
      `One may be in the part that was not listed: a kind was refused. ${usual}`,
    );
  });

  it("counts no reason for eligible ones", () => {
    expect(countReasons(selected([backupOf()]).verdicts)).toBe("");
  });
});

describe("the age of the winner", () => {
  const newest = backupOf({ id: "77", startedAt: "2026-11-20T10:00:00Z" });

  it("is a warning beyond warnAge, which names the backup, its age and the limit", () => {
    expect(enforce(selected([newest]), { warnAge: "25h", maxAge: "27h" }, where)).toEqual([
      {
        code: "old",
        message: `${where}: the newest eligible backup 77 of 2026-11-20T10:00:00Z is 1d 2h old, older than warnAge 25h`,
      },
    ]);
  });

  it("is an error beyond maxAge", () => {
    const error = thrownBy(() => enforce(selected([newest]), { warnAge: "1h", maxAge: "25h" }, where));
    expect([error.code, error.argument, error.ageSeconds]).toEqual(["too-old", "maxAge", 93_600]);
    expect(error.message).toContain("backup 77 of 2026-11-20T10:00:00Z is 1d 2h old, older than maxAge 25h");
    expect(error.hint).toBe(
      "See when the next backup is due and whether the last ones failed. Raise maxAge if this age is acceptable.",
    );
  });

  it("is neither at the limit itself", () => {
    expect(enforce(selected([newest]), { warnAge: "26h", maxAge: "26h" }, where)).toEqual([]);
  });
});
