import fc from "fast-check";
import { EmptyLookups } from "../../src/plugin/empty-lookups";
import { restorePoint } from "../../src/plugin/restore-point";
import { movedPoint } from "../../src/plugin/restore-point-move";
import { encodeObject, encodePlanned } from "../../src/plugin/wire/encode-value";
import type { Moved, Plan } from "../../src/plugin/wire/resource";
import { fitted } from "../../src/plugin/wire/resource-state";
import { type TfObject, type TfValue, UNKNOWN } from "../../src/plugin/wire/types";
import { restorePointSchema } from "../../src/resources/restore-point-schema";

const { attributes } = restorePointSchema;
const NEW_YEAR = Date.parse("2027-01-01T00:00:00Z");
const point = restorePoint(new EmptyLookups(), () => NEW_YEAR);

/** A backup as a lookup gives it. */
const backup = (id: string, more: TfObject = {}): TfObject => ({
  id,
  ids: [id],
  instance_id: "cdb-1",
  region: "here",
  status: "succeeded",
  started_at: `2026-11-${id.padStart(2, "0")}T00:00:00Z`,
  finished_at: null,
  consistent_from: null,
  consistent_to: null,
  expires_at: null,
  size_bytes: 9_007_199_254_740_993n,
  type: "full",
  method: "physical",
  trigger: "automatic",
  name: null,
  missing_shards: [],
  vendor: { Note: "x" },
  ...more,
});

/** A configuration as Terraform sends it: every attribute, null where it is not set. */
const config = (given: TfObject): TfObject => ({
  ...Object.fromEntries(Object.keys(attributes).map((name) => [name, null])),
  ...given,
});

const plan = (prior: TfObject | null, given: TfObject): Plan =>
  point.plan({ prior, config: config(given), isReplacement: false });

/** The state after a plan and its apply, which must succeed. */
function applied(prior: TfObject | null, given: TfObject): TfObject {
  const { planned, diagnostics = [] } = plan(prior, given);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  if (!planned) throw new Error("no plan");
  encodeObject(attributes, planned);
  return planned;
}

const said = ({ diagnostics = [] }: Plan) => diagnostics.map(({ detail }) => detail).join("\n");

const values = fc.constantFrom("1", "2");
const backups = fc.constantFrom("1", "2", "3").map((id) => backup(id));
const orNone = <T>(known: fc.Arbitrary<T>) => fc.oneof({ weight: 3, arbitrary: known }, fc.constant(null));
/** Known arguments of a point. */
const known: fc.Arbitrary<TfObject> = fc.record({
  backup: orNone(backups),
  backup_id: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.constantFrom("2", "9")),
  backups: orNone(fc.array(backups, { maxLength: 2 })),
  keepers: orNone(fc.record({ a: values, b: values }, { requiredKeys: [] }).map((map) => ({ ...map }))),
  selection: orNone(fc.record({ instance_id: fc.constantFrom("cdb-1", "cdb-2") })),
  newer_warning: orNone(fc.boolean()),
}) as fc.Arbitrary<TfObject>;
/** The same in a first plan, where any of it may be known only after the apply. */
const hidden = (given: TfObject) =>
  fc
    .record({
      names: fc.subarray(Object.keys(given)),
      keeper: fc.boolean(),
    })
    .map(({ names, keeper }): TfObject => {
      const late = Object.fromEntries(names.map((name) => [name, UNKNOWN]));
      const { keepers } = given;
      const isThere = keeper && typeof keepers === "object" && keepers !== null && "a" in keepers;
      const inside = isThere ? { keepers: { ...keepers, a: UNKNOWN } as TfObject } : {};
      return Object.assign({}, given, inside, late);
    });

/** JSON of a value, with unknowns as a word. */
const text = (value: TfValue | undefined): string =>
  JSON.stringify(value, (_, item) =>
    item === UNKNOWN ? "(unknown)" : typeof item === "bigint" ? `${item}n` : item,
  );

/** Whether a known value completes a planned one. */
function completes(planned: TfValue | undefined, final: TfValue | undefined): boolean {
  if (planned === UNKNOWN) return true;
  if (typeof planned !== "object" || planned === null) return text(planned) === text(final);
  if (typeof final !== "object" || final === null) return false;
  const [wanted, given] = [planned as TfObject, final as TfObject];
  return (
    Object.keys(wanted).length === Object.keys(given).length &&
    Object.keys(wanted).every((key) => completes(wanted[key], given[key]))
  );
}

/** Terraform's rule for a planned value (terraform plan_valid.go, assertPlannedValueValid). */
function isLegal(name: string, planned: TfValue, prior: TfValue, given: TfValue): boolean {
  if (attributes[name]?.use === "computed" || given === null) return true;
  return text(planned) === text(given) || (prior !== null && text(planned) === text(prior));
}

describe("a restore point", () => {
  it("pins the newest backup, and has its fields as attributes", () => {
    const state = applied(null, { backup: backup("1"), keepers: { week: "1" } });
    expect(state).toMatchObject({
      backup_id: "1",
      backup_ids: ["1"],
      started_at: "2026-11-01T00:00:00Z",
      size_bytes: 9_007_199_254_740_993n,
      vendor: { Note: "x" },
      keepers: { week: "1" },
    });
  });

  it("never changes without another keeper or ID, with any result of the lookup", () => {
    const example = fc
      .tuple(known, known)
      .chain(([first, next]) => fc.tuple(fc.constant(first), fc.constant(next), hidden(next)));
    fc.assert(
      fc.property(example, ([first, next, before]) => {
        fc.pre(first.backup !== null || first.backup_id !== null);
        const prior = applied(null, first);
        const { planned } = plan(prior, before);
        const isAsked =
          (next.keepers !== null && text(next.keepers) !== text(prior.keepers)) ||
          (next.backup_id !== null && next.backup_id !== prior.backup_id);
        if (!isAsked) expect(text(planned?.backup_id)).toBe(text(prior.backup_id));
        // And where it moves, the plan says to what.
        expect(planned?.backup_id).not.toBe(UNKNOWN);
      }),
      { numRuns: 1000 },
    );
  });

  it("plans what Terraform accepts, and the same again when all values are known", () => {
    const example = fc
      .tuple(fc.option(known), known)
      .chain(([first, next]) => fc.tuple(fc.constant(first), fc.constant(next), hidden(next)));
    fc.assert(
      fc.property(example, ([first, next, before]) => {
        fc.pre(!first || first.backup !== null || first.backup_id !== null);
        const prior = first && applied(null, first);
        const [early, final] = [plan(prior, before).planned, plan(prior, next).planned];
        for (const [planned, given] of [
          [early, config(before)],
          [final, config(next)],
        ] as const) {
          if (!planned) continue;
          encodePlanned(attributes, planned);
          const illegal = Object.entries(planned).filter(
            ([name, value]) => !isLegal(name, value, prior?.[name] ?? null, given[name] ?? null),
          );
          if (illegal.length > 0) throw new Error(text(Object.fromEntries(illegal)));
        }
        if (final) encodeObject(attributes, final);
        // Terraform plans once more only what it changes.
        if (early && final && text(early) !== text(prior))
          if (!completes(early, final)) throw new Error(`${text(early)} became ${text(final)}`);
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps the details of a backup that is pinned again by its ID and no longer listed", () => {
    const prior = applied(null, { backup: backup("1"), keepers: { week: "1" } });
    const again = applied(prior, { backup_id: "1", backups: [backup("3")], keepers: { week: "2" } });
    expect(again).toMatchObject({ backup_id: "1", started_at: "2026-11-01T00:00:00Z" });
  });

  it("finds a backup by its ID in the listed ones, or warns that it is not listed", () => {
    const given = { backup_id: "2", selection: { instance_id: "cdb-1", region: "here" } };
    expect(applied(null, { ...given, backups: [backup("3"), backup("2")] }).name).toBeNull();
    expect(applied(null, { ...given, backups: [backup("3"), backup("2")] })).toMatchObject({
      backup_id: "2",
      started_at: "2026-11-02T00:00:00Z",
    });
    const unlisted = plan(null, { ...given, backups: [backup("3")] });
    expect(unlisted.planned).toMatchObject({
      backup_id: "2",
      instance_id: "cdb-1",
      region: "here",
      started_at: null,
      status: "unknown",
    });
    expect(said(unlisted)).toContain("Backup 2 is pinned by its ID alone");
  });

  it("pins a known ID while the listing is unknown", () => {
    const prior = applied(null, { backup: backup("1") });
    expect(plan(prior, { backup_id: "2", backups: UNKNOWN }).planned).toMatchObject({
      backup_id: "2",
      started_at: UNKNOWN,
    });
  });

  it.each(["", " ", "1\n", "1, 2", "1,", "-x"])("refuses %j as an ID", (id) => {
    expect(point.validate(config({ backup_id: id }))).toMatchObject([
      { severity: "error", attribute: ["backup_id"] },
    ]);
  });

  it("rejects a null keeper, and waits for an unknown one", () => {
    expect(point.validate(config({ keepers: { a: null, b: UNKNOWN } }))).toMatchObject([
      { severity: "error", attribute: ["keepers", "a"] },
    ]);
  });

  it("does not warn of newer backups if newer_warning is false, if the pin is the newest, or if an ID is given", () => {
    const prior = applied(null, { backup: backup("1") });
    expect(said(plan(prior, { backup: backup("2") }))).toContain("2 of 2026-11-02T00:00:00Z exists");
    expect(said(plan(prior, { backup: backup("2"), newer_warning: false }))).toBe("");
    expect(said(plan(prior, { backup: backup("1") }))).toBe("");
    expect(said(plan(prior, { backup: backup("2"), backup_id: "1" }))).toBe("");
  });

  it("warns of a newer backup and of an expiry also for a pin of an older release", () => {
    const older = ({ consistent_from: _from, consistent_to: _to, ...rest }: TfObject): TfObject => rest;
    const pinned = applied(null, { backup: backup("1", { expires_at: "2026-12-01T00:00:00Z" }) });
    const stored = older({ ...pinned, backup: older(pinned.backup as TfObject) });
    const told = plan(fitted(attributes, stored), { backup: backup("2") });
    expect(said(told)).toContain("Backup 1 expired");
    expect(said(told)).toContain("Backup 1 of 2026-11-01T00:00:00Z stays pinned although 2 of");
    expect(told.planned).toMatchObject({ backup_id: "1", consistent_from: null, consistent_to: null });
  });

  it("warns once the pinned backup has expired, and not before", () => {
    const expiring = (at: string) =>
      plan(applied(null, { backup: backup("1", { expires_at: at }) }), { backup: null });
    expect(said(expiring("2027-01-01T00:00:00Z"))).toContain("Backup 1 expired at 2027-01-01T00:00:00Z");
    expect(said(expiring("2027-01-01T00:00:01Z"))).toBe("");
  });

  it("warns if the lookup's region or selection changed, also if it finds nothing", () => {
    const prior = applied(null, { backup: backup("1"), selection: { instance_id: "cdb-1", types: "full" } });
    const other = { instance_id: "cdb-1", types: "full,partial" };
    expect(said(plan(prior, { backup: null, selection: other }))).toContain(
      '(types was "full" and is "full,partial")',
    );
    expect(said(plan(prior, { backup: backup("1", { region: "there" }) }))).toContain(
      '(region was "here" and is "there")',
    );
    expect(said(plan(prior, { backup: null, selection: { instance_id: UNKNOWN, types: "full" } }))).toBe("");
    // A state of old knows no selection.
    const old = { ...prior, selection: {} };
    expect(said(plan(old, { backup: backup("1"), selection: other }))).toBe("");
  });
});

describe("the state of an older point", () => {
  /** A terraform_data's state, whose values stand beside their types. */
  const moved = (input: unknown, triggers: unknown): Moved =>
    movedPoint({
      type: "terraform_data",
      state: { id: "x", input: { value: input, type: [] }, triggers_replace: { value: triggers, type: [] } },
    });
  const stateOf = (result: Moved): TfObject => ("state" in result ? (result.state as TfObject) : {});

  it("becomes the same pin, with its keepers as text and without the ID among them", () => {
    expect(stateOf(moved(backup("1"), { week: 47, backupId: "1", none: null }))).toMatchObject({
      backup_id: "1",
      backup: { id: "1" },
      keepers: { week: "47" },
    });
  });

  it("takes the given keepers if the old ones cannot be compared", () => {
    const prior = stateOf(moved(backup("1"), ["2026-W47"]));
    expect(prior.keepers).toBeNull();
    const { planned } = plan(prior, { backup: backup("2"), keepers: { week: "2026-W47" } });
    expect(planned).toMatchObject({ backup_id: "1", keepers: { week: "2026-W47" } });
  });

  it("without a backup pins the newest one, and does not fail while there is none", () => {
    const prior = config(stateOf(moved(null, {})));
    expect(plan(prior, { backup: null, keepers: {} })).toMatchObject({
      planned: prior,
      diagnostics: [{ severity: "warning", summary: "the point holds nothing" }],
    });
    expect(plan(prior, { backup: backup("2"), keepers: {} }).planned).toMatchObject({ backup_id: "2" });
  });

  it("of something else is an error", () => {
    expect(moved("a text", {})).toMatchObject({ refusal: { severity: "error" } });
    expect(movedPoint({ type: "null_resource", state: {} })).toMatchObject({
      refusal: { summary: "This null_resource holds no backup" },
    });
  });
});
