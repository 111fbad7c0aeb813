import { EmptyLookups } from "../../src/plugin/empty-lookups";
import { trigger } from "../../src/plugin/trigger";
import { encodeObject, encodePlanned } from "../../src/plugin/wire/encode-value";
import type { Plan } from "../../src/plugin/wire/resource";
import { type TfObject, UNKNOWN } from "../../src/plugin/wire/types";
import { triggerSchema } from "../../src/resources/trigger-schema";

const { attributes } = triggerSchema;

/** A backup as a lookup gives it, of a day of November. */
const backup = (id: string, day: number): TfObject => ({
  id,
  ids: [id],
  instance_id: "cdb-1",
  region: "here",
  status: "succeeded",
  started_at: `2026-11-${String(day).padStart(2, "0")}T00:00:00Z`,
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
});

const config = (backups: TfObject["backups"]): TfObject => ({
  ...Object.fromEntries(Object.keys(attributes).map((name) => [name, null])),
  backups,
});

const plan = (prior: TfObject | null, backups: TfObject["backups"]): Plan => ({
  diagnostics: [],
  ...trigger(new EmptyLookups()).plan({ prior, config: config(backups), isReplacement: false }),
});

/** The state of a trigger that follows backup 5. */
const prior = plan(null, [backup("5", 5), backup("4", 4)]).planned as TfObject;

/** What a plan does: nothing, another backup, a warning or an error. */
const hold = { planned: { backup_id: "5" }, diagnostics: [] };
const moves = (id: string, back = false) => ({
  planned: { backup_id: id },
  diagnostics: back ? [{ severity: "warning", summary: expect.stringContaining("moves back") }] : [],
});
const nothing = { planned: null, diagnostics: [{ severity: "error" }] };
const later = {
  planned: { backup_id: "5" },
  diagnostics: [{ severity: "warning", summary: expect.stringContaining("in this run") }],
};

describe("a trigger that follows backup 5", () => {
  it.each<[string, TfObject["backups"], object]>([
    ["moves to a newer one", [backup("6", 6), backup("5", 5)], moves("6")],
    ["moves to a newer one where the former is gone", [backup("6", 6)], moves("6")],
    ["moves to the newest, whatever the order", [backup("5", 5), backup("7", 7), backup("6", 6)], moves("7")],
    [
      "moves to one of the same instant that lookups put first",
      [backup("51", 5), backup("5", 5)],
      moves("51"),
    ],
    ["holds on the same one", [backup("5", 5), backup("4", 4)], hold],
    ["holds on the same one, listed with another time", [backup("5", 3)], hold],
    ["holds where older ones came or went", [backup("5", 5), backup("3", 3)], hold],
    ["holds where the newest is older and the former is listed", [backup("4", 4), backup("5", 3)], hold],
    ["holds where the same instant has another ID that comes later", [backup("3", 5), backup("5", 5)], hold],
    ["moves back where the former is no longer listed", [backup("4", 4), backup("3", 3)], moves("4", true)],
    ["has nothing to move to", [], nothing],
    ["has nothing to move to where there is no list", null, nothing],
    ["waits for a list that is not known", UNKNOWN, later],
    ["waits for a backup that is not known", [UNKNOWN, backup("5", 5)], later],
  ])("%s", (_, backups, decision) => {
    expect(plan(prior, backups)).toMatchObject(decision);
    expect(plan(prior, Array.isArray(backups) ? [...backups].reverse() : backups)).toMatchObject(decision);
  });

  it("keeps its whole state", () => {
    expect(plan(prior, [backup("5", 5), backup("3", 3)]).planned).toBe(prior);
    expect(plan(prior, UNKNOWN)).toMatchObject({
      planned: prior,
      diagnostics: [{ severity: "warning", summary: "cdb-1: backup 5 stays followed in this run" }],
    });
  });

  it("names the former and the new backup if it changes to an older one, and does not warn otherwise", () => {
    const { planned, diagnostics } = plan(prior, [backup("4", 4)]);
    encodeObject(attributes, planned as TfObject);
    expect(diagnostics).toMatchObject([
      {
        severity: "warning",
        summary: "cdb-1: the trigger moves back to backup 4",
        detail: expect.stringMatching(
          /^Backup 5 of 2026-11-05T00:00:00Z is no longer listed as restorable, and the newest that is, 4 of 2026-11-04T00:00:00Z, is older\./,
        ),
      },
    ]);
    expect(plan(prior, [backup("6", 6)]).diagnostics).toEqual([]);
  });

  it("fails the plan if there is no backup, and keeps its state", () => {
    expect(plan(prior, [])).toMatchObject({
      planned: null,
      diagnostics: [
        {
          severity: "error",
          summary: "cdb-1: There is no backup to follow",
          detail: expect.stringMatching(/Backup 5 stays followed[\s\S]*terraform destroy -refresh=false/),
        },
      ],
    });
  });
});

describe("a new trigger", () => {
  it("follows the newest, and has its fields as attributes", () => {
    encodeObject(attributes, prior);
    expect(prior).toMatchObject({ backup_id: "5", backup_ids: ["5"], started_at: "2026-11-05T00:00:00Z" });
  });

  it("accepts a list that is known later, and fails if that is empty", () => {
    const { planned } = plan(null, UNKNOWN);
    encodePlanned(attributes, planned as TfObject);
    expect(planned).toMatchObject({ backup_id: UNKNOWN, backups: UNKNOWN });
    expect(plan(null, [])).toMatchObject({
      planned: null,
      diagnostics: [{ severity: "error", summary: "There is no backup to follow" }],
    });
  });
});
