import { type Backup, type Doubt, withDoubt } from "../../src/core/backup";
import { enforce, type SelectionOptions, select } from "../../src/core/selection";
import { backupOf, textsOf } from "../helpers/backups";
import { thrownBy } from "../helpers/refusals";

const now = new Date("2026-11-21T12:00:00Z");
const selected = (backups: readonly Backup[], options: SelectionOptions = {}) =>
  select(backups, options, now);

const SEE = "`cdktf-backups list` shows it.";
const NEWER = "2026-11-21T02:00:00Z";
const winner = backupOf({ id: "winner" });

describe("a newer backup that is skipped for what the vendor says or leaves out", () => {
  const passedOver = (changes: Partial<Backup>, options: SelectionOptions = {}) =>
    selected([winner, backupOf({ id: "2", startedAt: NEWER, ...changes })], options).warnings.map(
      ({ code, message, hint }) => [code, message, hint],
    );
  const skipped = (clause: string, what = `A newer backup of ${NEWER}`) => [
    ["passed-over", `${what} was skipped: ${clause}`, SEE],
  ];

  it.each<[string, Partial<Backup>, SelectionOptions]>([
    ["it expired at 2026-11-21T03:00:00Z", { expiresAt: "2026-11-21T03:00:00Z" }, {}],
    ["its status is unknown", { status: "unknown" }, {}],
    ["its type is unknown", { type: "unknown" }, { types: ["full"] }],
    ["its method is unknown", { method: "unknown" }, { methods: ["physical"] }],
    ["its trigger is unknown", { trigger: "unknown" }, { triggers: ["automatic"] }],
    ["its size is unknown", { sizeBytes: null }, { minSizeBytes: 1 }],
    ["its end is unknown, so it may contain later data", { finishedAt: null }, { consistentBefore: NEWER }],
  ])("is told of: %s", (clause, changes, options) => {
    expect(passedOver(changes, options)).toEqual(skipped(clause));
  });

  it("is told of if it has no time, since it may be newer, by its ID if it has one", () => {
    const untimed = { startedAt: null };
    const clause = "it has no start time";
    expect(passedOver(untimed)).toEqual(skipped(clause, "A backup that may be newer, 2,"));
    expect(passedOver({ ...untimed, id: "" })).toEqual(skipped(clause, "A backup that may be newer"));
    const set = { ids: ["2", "3"], id: "2,3" };
    expect(passedOver({ ...untimed, ...set })).toEqual(
      skipped(clause, "A backup set that may be newer, 2,3,"),
    );
    expect(passedOver({ ...set, status: "unknown" })).toEqual(
      skipped("its status is unknown", `A newer backup set of ${NEWER}`),
    );
  });

  it("is not told of if it was not asked for, or what it is was known", () => {
    expect(passedOver({ status: "failed" })).toEqual([]);
    expect(passedOver({ status: "unknown", type: "incremental" })).toEqual([]);
    expect(passedOver({ startedAt: null }, { types: ["partial"] })).toEqual([]);
    expect(passedOver({ sizeBytes: 1 }, { minSizeBytes: 2 })).toEqual([]);
  });

  it("is told of once for each reason, by the newest", () => {
    const expired = ["01", "03", "02"].map((hour) =>
      backupOf({ id: hour, startedAt: `2026-11-21T${hour}:00:00Z`, expiresAt: `2026-11-21T${hour}:30:00Z` }),
    );
    const lacking = ["04", "05"].map((hour) =>
      backupOf({ id: hour, startedAt: `2026-11-21T${hour}:00:00Z`, missingShards: [`db-${hour}`] }),
    );
    expect(textsOf(selected([winner, ...expired, ...lacking]).warnings)).toEqual([
      expect.stringContaining("2026-11-21T05:00:00Z was skipped: it lacks shard db-05"),
      expect.stringContaining("2026-11-21T03:00:00Z was skipped: it expired at 2026-11-21T03:30:00Z"),
    ]);
  });

  it("is told of where nothing wins only if the count of reasons does not show it: without a time or an ID", () => {
    const alone = (changes: Partial<Backup>) => selected([backupOf(changes)]).warnings.length;
    expect(alone({ status: "unknown" })).toBe(0);
    expect(alone({ startedAt: null })).toBe(1);
    expect(alone({ status: "unknown", id: "" })).toBe(1);
  });
});

describe("a backup whose ID cannot be trusted", () => {
  const doubted = (changes: Partial<Backup>, doubt: Partial<Doubt> = {}) =>
    withDoubt(backupOf(changes), {
      code: "unreadable-id",
      reason: "unreadable ID",
      invalid: 'Backups[].Id: got "-7", expected an ID',
      ...doubt,
    });

  it("is an error if it would win, which names it and how to choose an older one", () => {
    for (const backups of [[doubted({})], [winner, doubted({ id: "-7", startedAt: NEWER })]]) {
      const error = thrownBy(() => selected(backups));
      expect(error.code).toBe("invalid-response");
      expect(error.message).toMatch(
        /^the backup of 2026-11-2[01]T02:00:00Z would be chosen, but Backups\[\]\.Id: got "-7", expected an ID$/,
      );
      expect(error.hint).toContain(
        "so it is not trusted. Please report it, without keys. startedBefore chooses an older",
      );
    }
  });

  it("is skipped if it would not win anyway: it is older, was not asked for, or is refused for more", () => {
    expect(selected([winner, doubted({ id: "-7", startedAt: "2026-11-19T02:00:00Z" })])).toMatchObject({
      latest: winner,
      warnings: [],
    });
    expect(selected([winner, doubted({ startedAt: NEWER, status: "failed" })]).warnings).toEqual([]);
    expect(textsOf(selected([winner, doubted({ startedAt: NEWER, status: "unknown" })]).warnings)).toEqual([
      `A newer backup of ${NEWER} was skipped: its status is unknown. ${SEE}`,
    ]);
  });

  it("is skipped with a warning if the vendor gave none: there is nothing wrong in the answer", () => {
    const doubt = { code: "no-id", reason: "has no ID", invalid: undefined, remedy: "Look it up." } as const;
    const { latest, warnings } = selected([winner, doubted({ startedAt: NEWER }, doubt)]);
    expect(latest).toBe(winner);
    expect(textsOf(warnings)).toEqual([`A newer backup of ${NEWER} was skipped: it has no ID. Look it up.`]);
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
    expect(enforce(selected([whole, lacking]), {}, "Test Redis db-1 in r-1")).toEqual(warnings);
  });

  it("is not told of when it is older, or would not be chosen anyhow", () => {
    expect(selected([whole, { ...lacking, startedAt: "2026-11-01T02:00:00Z" }]).warnings).toEqual([]);
    expect(selected([whole, { ...lacking, status: "failed" }]).warnings).toEqual([]);
    expect(selected([whole, lacking], { startedBefore: "2026-11-20T12:00:00Z" }).warnings).toEqual([]);
    expect(selected([whole, { ...lacking, type: "incremental" }]).warnings).toEqual([]);
  });
});
