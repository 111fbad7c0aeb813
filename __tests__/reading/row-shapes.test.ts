import { BackupsError, type LookupQuery } from "../../src/client";
import { isDecoration } from "../../src/listings/field";
import { listingNamed } from "../../src/vendors";
import { textsOf } from "../helpers/backups";
import { clientOf, testKeys } from "../helpers/client";
import { isLongRun } from "../helpers/long-run";
import { type Answer, rawServers } from "../helpers/raw-server";
import { type RowShape, rowShapes, smallPages } from "../helpers/row-shapes";
import { withoutRateLimit } from "../helpers/unlimited";
import type { Row } from "../helpers/vendors";
import { withoutSocket } from "../helpers/without-socket";

const start = rawServers();
/** Nothing listens there: answers come without a socket. */
const NOWHERE = "http://127.0.0.1:9";
const now = () => new Date("2026-11-21T12:00:00Z");
const at = (hours: number) => new Date(Date.parse("2026-11-20T18:00:00Z") + hours * 3_600_000);

/** What may stand in a field in place of what the vendor documents. */
const VALUES: readonly (readonly [string, unknown])[] = [
  ["absent", undefined],
  ["null", null],
  ["empty", ""],
  ["0", 0],
  ["a zero date", "0000-00-00 00:00:00"],
  ["year 1", "0001-01-01 00:00:00"],
  ["year 1 in another zone", "0000-12-31T16:00:00Z"],
  ["the epoch", "1970-01-01T00:00:00Z"],
  ["the epoch in another zone", "1970-01-01 08:00:01"],
  ["-1", -1],
  ["13 digits", 1_795_745_000_000],
  ["text", "lorem"],
];

/** States and types that a vendor documents, and that say by themselves that a backup is not to be restored. */
const SAID = /^(?:status (?:running|failed|expired|deleted)|type (?:incremental|partial))$/;

/** What no field that decorates can be. */
const UNREADABLE: readonly unknown[] = [
  25.2,
  "25.2",
  "-",
  -1,
  1e30,
  "9".repeat(20),
  "never",
  ["1"],
  { odd: 1 },
];

/** What is wrong with the answer to two rows that are changed in one field, and a good older one; undefined where nothing is. */
async function wrongWith(
  { vendor, arguments: given }: RowShape,
  answer: Answer,
  field: string,
): Promise<string | undefined> {
  const { instanceId, region } = vendor;
  const query = { instanceId, region, ...given } as LookupQuery;
  // Read once for both questions.
  const client = clientOf(NOWHERE, { now, reuseFor: 60, http: withoutSocket(answer) });
  try {
    const { latestId, latest, warnings, totalCount } = await client.lookup(vendor.name, query);
    if (latestId !== "100") {
      const isNewer = latest !== null && Date.parse(String(latest.startedAt)) >= at(1).getTime();
      return isNewer ? undefined : `${latestId} of ${latest?.startedAt} was chosen`;
    }
    if (warnings.length > 0) return undefined;
    const { verdicts } = await client.examine(vendor.name, query);
    if (totalCount !== verdicts.length) return `${totalCount} counted, ${verdicts.length} listed`;
    const others = verdicts.filter(({ backup }) => backup.id !== "100");
    const silent = others.find(({ reason }) => !SAID.test(String(reason)));
    return silent && `skipped in silence: ${silent.reason}`;
  } catch (error) {
    if (!(error instanceof BackupsError)) return `not a BackupsError: ${String(error)}`;
    if (error.code !== "invalid-response") return `${error.code}: ${error.message}`;
    // Without a total, one ID on two pages may be a listing that moved.
    const isTold = error.message.includes(`${field}: `) || error.message.includes(" is on two pages ");
    return isTold ? undefined : `names no field: ${error.message}`;
  }
}

describe.each(rowShapes.map((shape) => [`${shape.vendor.name}, ${shape.action}`, shape] as const))(
  "rows of %s",
  (_name, shape) => {
    withoutRateLimit(shape.vendor.name);
    const sample = shape.row("101", at(2));
    const { operations } = listingNamed(shape.vendor.name);
    const { fields = {} } = operations.find(({ action }) => action === shape.action) ?? {};
    let rows: readonly Row[] = [];
    const serve = () => start((request, index) => smallPages(shape, rows)(request, index));

    it("like the vendor's samples are read, and the newest one is chosen", async () => {
      rows = [shape.row("102", at(1)), shape.row("100", at(0)), sample];
      const { url } = await serve();
      const { instanceId, region } = shape.vendor;
      const query = { instanceId, region, ...shape.arguments } as LookupQuery;
      const result = await clientOf(url, { now }).lookup(shape.vendor.name, query);
      expect(result).toMatchObject({ latestId: "101", totalCount: 3, eligibleCount: 3, warnings: [] });
      expect(result.latest).toMatchObject({
        startedAt: "2026-11-20T20:00:00Z",
        sizeBytes: expect.anything(),
      });
    });

    it("have only the fields in the listing's table", () => {
      const notInSamples = ["StoreStatus", "ExistRegions", "BackupScale"];
      expect(Object.keys(fields).filter((name) => !(name in sample) && !notInSamples.includes(name))).toEqual(
        [],
      );
      expect(Object.keys(sample).filter((name) => !(name in fields))).toEqual([]);
    });

    /** All values for what becomes a part of the backup; of the values of fields that are only kept, a third each. */
    const valuesFor = (field: string) => {
      const turn = Object.keys(sample).indexOf(field) % 3;
      return isLongRun || fields[field]?.becomes ? VALUES : VALUES.filter((_, index) => index % 3 === turn);
    };

    it.each(Object.keys(sample))(
      "with anything in %s: a good one is chosen, or the error names the field, and no newer one is skipped without a warning",
      async (field) => {
        const wrong: string[] = [];
        for (const [what, value] of valuesFor(field)) {
          // On two pages: the first one holds two rows.
          rows = [
            { ...shape.row("101", at(2)), [field]: value },
            shape.row("100", at(0)),
            { ...shape.row("102", at(1)), [field]: value },
          ];
          const problem = await wrongWith(shape, smallPages(shape, rows), field);
          if (problem) wrong.push(`${what}: ${problem}`);
        }
        expect(wrong).toEqual([]);
      },
    );

    const decorations = Object.entries(fields)
      .map(([field, { becomes }]) => [field, becomes] as const)
      .filter(([field, becomes]) => field in sample && isDecoration(becomes));

    it.each(decorations)(
      "with nothing readable in %s: the newest one is chosen anyway",
      async (field, becomes) => {
        const { instanceId, region } = shape.vendor;
        const query = { instanceId, region, ...shape.arguments } as LookupQuery;
        for (const value of UNREADABLE) {
          rows = [shape.row("100", at(0)), { ...sample, [field]: value }];
          const http = withoutSocket(smallPages(shape, rows));
          const { latest, latestId, warnings } = await clientOf(NOWHERE, { now, http }).lookup(
            shape.vendor.name,
            query,
          );
          expect({ value, latestId }).toEqual({ value, latestId: "101" });
          if (becomes === "sizeBytes")
            expect({ value, size: latest?.sizeBytes }).toEqual({ value, size: null });
          if (becomes !== "expiresAt") expect(warnings).toEqual([]);
          else {
            expect(latest?.expiresAt).toBeNull();
            expect(textsOf(warnings)).toEqual([expect.stringContaining(`may have expired: ${field} is `)]);
          }
        }
      },
    );

    const expiry = decorations.find(([, becomes]) => becomes === "expiresAt")?.[0];
    if (expiry !== undefined) {
      it("give no secret or line break from an expiry, and an older one's expiry does not matter", async () => {
        const { url } = await serve();
        const { instanceId, region } = shape.vendor;
        const query = { instanceId, region, ...shape.arguments } as LookupQuery;
        const lookup = () => clientOf(url, { now }).lookup(shape.vendor.name, query);
        rows = [shape.row("100", at(0)), { ...sample, [expiry]: `${testKeys.secretKey}\n\u001b[2J` }];
        const [warning = ""] = textsOf((await lookup()).warnings);
        expect(warning).toContain(`Backup 101 of 2026-11-20T20:00:00Z may have expired: ${expiry} is `);
        expect(warning).not.toContain(testKeys.secretKey);
        expect(warning).not.toMatch(/\p{Cc}/u);
        rows = [{ ...shape.row("100", at(0)), [expiry]: "never" }, sample];
        expect(await lookup()).toMatchObject({ latestId: "101", warnings: [] });
      });
    }

    const size = decorations.find(([, becomes]) => becomes === "sizeBytes")?.[0] ?? "";

    it("of an unreadable size are skipped for minSizeBytes, with a warning", async () => {
      const { url } = await serve();
      const { instanceId, region } = shape.vendor;
      rows = [shape.row("100", at(0)), { ...sample, [size]: "25.2" }];
      const query = { instanceId, region, ...shape.arguments, minSizeBytes: 1 } as LookupQuery;
      const result = await clientOf(url, { now }).lookup(shape.vendor.name, query);
      expect(result).toMatchObject({
        latestId: "100",
        warnings: [
          { code: "passed-over", message: expect.stringContaining("was skipped: its size is unknown") },
        ],
      });
    });
  },
);
