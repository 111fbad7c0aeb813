import { BackupsError } from "../../src/core/errors";
import { arg, message } from "../../src/core/message";
import { warning } from "../../src/core/warning";
import type { LookupResult } from "../../src/lookup/result";
import { type Lookup, listingDataSource } from "../../src/plugin/data-source";
import { EmptyLookups } from "../../src/plugin/empty-lookups";
import { ListedInstances } from "../../src/plugin/listed-instances";
import { encodeObject } from "../../src/plugin/wire/encode-value";
import { type TfObject, UNKNOWN } from "../../src/plugin/wire/types";
import { listingNamed } from "../../src/vendors";
import { backupOf } from "../helpers/backups";

const LISTING = listingNamed("tencentcloud-redis");
const SIGNAL = new AbortController().signal;

/** A lookup that answers without a cloud and keeps what it was asked. */
function answering(answer: LookupResult | Error) {
  const asked: unknown[] = [];
  const lookup: Lookup = async (query) => {
    asked.push(query);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { source: listingDataSource(LISTING, lookup, new ListedInstances(), new EmptyLookups()), asked };
}

const NOTHING: LookupResult = {
  latestId: null,
  latest: null,
  backups: [],
  totalCount: 0,
  eligibleCount: 0,
  at: null,
  ageSeconds: null,
  warnings: [],
};

/** A configuration as Terraform sends it: every attribute, null where it is not set. */
function config(given: TfObject): TfObject {
  const { attributes } = listingDataSource(
    LISTING,
    async () => NOTHING,
    new ListedInstances(),
    new EmptyLookups(),
  ).schema;
  return { ...Object.fromEntries(Object.keys(attributes).map((name) => [name, null])), ...given };
}

describe("a listing's data source", () => {
  it("passes on only the set arguments, by the lookup's names", async () => {
    const { source, asked } = answering(NOTHING);
    await source.read(
      config({ instance_id: "crs-1", min_size_bytes: 10, status: [1, -2], required: false }),
      SIGNAL,
    );
    expect(asked).toEqual([{ instanceId: "crs-1", minSizeBytes: 10, status: [1, -2], required: false }]);
  });

  it("returns the arguments unchanged, with the results, in exactly the schema's attributes", async () => {
    const backup = backupOf({ id: "9", sizeBytes: 9_007_199_254_740_995n, downloadUrl: "https://signed" });
    const { source } = answering({
      latestId: "9",
      latest: backup,
      backups: [backup],
      totalCount: 3,
      eligibleCount: 1,
      at: "2026-11-28T03:00:00.000Z",
      ageSeconds: 60,
      warnings: [
        warning("old", { message: message`older than ${arg("warnAge")} 7d` }),
        warning("passed-over", { message: "a set lacks a shard" }),
      ],
    });
    const set = config({ instance_id: "crs-1", region: null });
    const { state, diagnostics } = await source.read(set, SIGNAL);
    expect(diagnostics).toEqual([
      { severity: "warning", summary: "crs-1: the newest backup is old", detail: "older than warn_age 7d." },
      {
        severity: "warning",
        summary: "crs-1: a newer backup was skipped",
        detail: "a set lacks a shard.",
      },
    ]);
    expect(state).toMatchObject({ instance_id: "crs-1", region: null, latest_id: "9", total_count: 3 });
    expect(state?.latest).toMatchObject({ started_at: "2026-11-20T02:00:00Z", vendor: {} });
    const sent = Buffer.from(encodeObject(source.schema.attributes, state ?? {})).toString();
    expect(sent).toContain("9007199254740995");
    expect(sent).not.toContain("https://signed");
  });

  it("returns null, without an error, if there is no backup", async () => {
    const { state } = await answering(NOTHING).source.read(config({ instance_id: "crs-1" }), SIGNAL);
    expect(state).toMatchObject({ latest_id: null, latest: null, backups: [], total_count: 0 });
  });

  it("turns a BackupsError into a diagnostic, and rethrows other errors", async () => {
    const failed = answering(new BackupsError("too-old", "old", { argument: "maxAge", hint: "Look." }));
    expect(await failed.source.read(config({ instance_id: "crs-1" }), SIGNAL)).toEqual({
      state: null,
      diagnostics: [
        {
          severity: "error",
          summary: "Newest backup too old",
          detail: "old.\n\nLook.",
          attribute: ["max_age"],
        },
      ],
    });
    const broken = answering(new TypeError("a bug"));
    await expect(broken.source.read(config({ instance_id: "crs-1" }), SIGNAL)).rejects.toThrow("a bug");
  });

  it.each<[string, TfObject, string]>([
    ["a malformed value", { max_age: "soon" }, "max_age"],
    ["a word that is not allowed", { types: ["fine"] }, "types"],
    ["a fraction", { history: 1.5 }, "history"],
    ["an empty instance ID", { instance_id: "" }, "instance_id"],
    [
      "a window that ends before it begins",
      { begin_time: "2026-02-01T00:00:00Z", end_time: "2026-01-01T00:00:00Z" },
      "end_time",
    ],
  ])("finds %s at validation, and asks nobody", (_what, given, attribute) => {
    const { source, asked } = answering(NOTHING);
    const problems = source.validate(config({ instance_id: "crs-1", ...given }));
    expect(problems).toEqual([expect.objectContaining({ severity: "error", attribute: [attribute] })]);
    expect(problems[0]?.detail).toMatch(new RegExp(`^${attribute}: `));
    expect(asked).toEqual([]);
  });

  const given = {
    instance_id: "crs-1",
    started_before: null,
    given: ["max_age", "started_before"],
    max_age: "2d",
  };

  it("rejects a given argument that is null, before a request", async () => {
    const { source, asked } = answering(NOTHING);
    const expected = {
      severity: "error",
      summary: "Invalid argument",
      attribute: ["started_before"],
      detail: expect.stringMatching(/^started_before: was given and is null\.\n\n.*another stack.*given\.$/),
    };
    expect(source.validate(config(given))).toEqual([expected]);
    expect(await source.read(config(given), SIGNAL)).toEqual({ state: null, diagnostics: [expected] });
    expect(asked).toEqual([]);
  });

  it("makes no lookup, and warns, with on_unavailable warn", async () => {
    const { source, asked } = answering({ ...NOTHING, latestId: "9", totalCount: 1 });
    const tolerant = config({ ...given, on_unavailable: "warn" });
    expect(source.validate(tolerant)).toEqual([]);
    const { state, diagnostics } = await source.read(tolerant, SIGNAL);
    expect(diagnostics).toEqual([
      {
        severity: "warning",
        summary: "crs-1: invalid argument",
        detail: expect.stringContaining("started_before: was given and is null"),
      },
    ]);
    expect(state).toMatchObject({ latest_id: null, latest_started_at: null, latest: null, total_count: 0 });
    expect(asked).toEqual([]);
  });

  it("accepts a given argument that is known, or unknown", async () => {
    const { source, asked } = answering(NOTHING);
    expect(source.validate(config({ ...given, started_before: UNKNOWN }))).toEqual([]);
    expect(source.validate(config({ ...given, given: UNKNOWN }))).toEqual([]);
    const known = { ...given, started_before: "2026-11-21T02:00:00Z" };
    expect((await source.read(config(known), SIGNAL)).diagnostics).toEqual([]);
    expect(asked).toEqual([{ instanceId: "crs-1", startedBefore: "2026-11-21T02:00:00Z", maxAge: "2d" }]);
  });

  it.each(["error", "warn"])(
    "rejects a name in given that is not an argument (on_unavailable %p)",
    (on_unavailable) => {
      const { source } = answering(NOTHING);
      const problems = source.validate(config({ ...given, given: ["startedBefore"], on_unavailable }));
      expect(problems).toEqual([
        expect.objectContaining({
          attribute: ["given"],
          detail: expect.stringMatching(
            /^given: got "startedBefore", expected names of arguments, such as started_before\.$/,
          ),
        }),
      ]);
    },
  );

  it("names listing, instance and remedy if the answer is too large for Terraform", () => {
    const told = answering(NOTHING).source.whenTooLarge(config({ instance_id: "crs-1", history: 1000 }));
    expect(told).toMatch(/Tencent Cloud Redis for crs-1\. Lower history, which is 1000;/);
  });

  it("skips unknown values, and checks the others", () => {
    const { source } = answering(NOTHING);
    const unknowns: TfObject = {
      instance_id: UNKNOWN,
      region: UNKNOWN,
      types: ["full", UNKNOWN],
      min_size_bytes: UNKNOWN,
    };
    expect(source.validate(config(unknowns))).toEqual([]);
    expect(source.validate(config({ ...unknowns, history: 0 }))).toHaveLength(1);
  });
});
