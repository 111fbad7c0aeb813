/**
 * Finds out where each field of a vendor's answer goes by running the listing's own code over rows that differ in
 * that field alone: such a table cannot say what the code does not do.
 */
import { type Backup, backupMethods, backupStatuses, backupTriggers, backupTypes } from "../../src/backup";
import type { Listing, ListingQuery, Operation } from "../../src/listings/listing";
import * as wire from "../../src/listings/wire";
import { type AnswerSample, SAMPLE_INSTANCE } from "./knowledge";

/** A field of the normalised shape whose value is one of a few words. */
const WORDS: Partial<Record<keyof Backup, readonly string[]>> = {
  status: backupStatuses,
  type: backupTypes,
  method: backupMethods,
  trigger: backupTriggers,
};

/** What becomes of one field of the vendor's. */
export interface FieldFate {
  /** In the vendor's spelling. */
  readonly field: string;
  /** Whether an answer without it is refused. */
  readonly required: boolean;
  /** Whether a row with another value in it is refused, because it names the instance. */
  readonly owner: boolean;
  /** Fields of the normalised shape that hold it, such as `startedAt` or `vendor.Locked`. */
  readonly goesTo: readonly string[];
  /** Those that hold it only in a row which lacks other fields. */
  readonly otherwiseTo: readonly string[];
  /** The vendor's words and what each becomes, for a status, type, method or trigger; none where they are nested. */
  readonly words: readonly (readonly [vendor: string, normalised: string])[];
}

type Row = Readonly<Record<string, unknown>>;

/** What every probe asks. */
export function probeQuery(listing: Listing, own: ListingQuery["arguments"] = {}): ListingQuery {
  return {
    instanceId: SAMPLE_INSTANCE,
    region: listing.example.region,
    timeZone: listing.cloud.timeZone,
    arguments: own,
    now: new Date("2026-11-22T00:00:00Z"),
  };
}

/** The operations of a listing: that of no argument, and those that a switch leads to. */
export function operationsOf(listing: Listing): readonly Operation<unknown>[] {
  const switches = Object.entries(listing.arguments).filter(([, { kind }]) => kind === "bool");
  const queries = [{}, ...switches.map(([name]) => ({ [name]: true }))].map((own) =>
    probeQuery(listing, own),
  );
  const operations = queries.map((query): Operation<unknown> => listing.operation(query));
  return [...new Map(operations.map((operation) => [operation.action, operation])).values()];
}

/** The normalised shape of a row as one flat table; undefined where the row is refused. */
function normalised(
  operation: Operation<unknown>,
  sample: AnswerSample,
  query: ListingQuery,
  row: Row,
): ReadonlyMap<string, unknown> | undefined {
  const parsed = operation.answer(wire).safeParse(sample.page(row));
  if (!parsed.success) return undefined;
  let backups: readonly Backup[];
  try {
    backups = parsed.data.rows.map((found) => operation.backup(found, query));
  } catch {
    return undefined;
  }
  const [backup] = backups;
  if (!backup) return undefined;
  const { vendor, ...rest } = backup;
  return new Map([
    ...Object.entries(rest).map(([name, value]) => [name, JSON.stringify(value, textOfBigint)] as const),
    ...Object.entries(vendor).map(([name, value]) => [`vendor.${name}`, value] as const),
  ]);
}

function textOfBigint(_name: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

function isVendors(name: string): boolean {
  return name.startsWith("vendor.");
}

function differences(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name));
}

/**
 * What becomes of every field of an operation's rows.
 *
 * @throws Error where the sample is no row that the listing accepts
 */
export function fieldFates(
  listing: Listing,
  operation: Operation<unknown>,
  sample: AnswerSample,
): readonly FieldFate[] {
  const query = probeQuery(listing);
  const read = (row: Row) => normalised(operation, sample, query, row);
  const full: Row = Object.fromEntries(Object.entries(sample.fields).map(([name, [first]]) => [name, first]));
  const whole = read(full);
  if (!whole)
    throw new Error(`${listing.name}: ${operation.action} refuses the sample row of scripts/docs/fields`);
  const without = (name: string): Row => ({ ...full, [name]: undefined });
  const required = new Set(Object.keys(full).filter((name) => read(without(name)) === undefined));
  const bare: Row = Object.fromEntries(Object.entries(full).filter(([name]) => required.has(name)));

  const landings = (base: Row, field: string): ReadonlySet<string> => {
    const [first, ...others] = sample.fields[field] ?? [];
    const before = read({ ...base, [field]: first });
    const found = others.map((value) => read({ ...base, [field]: value }));
    return new Set(found.flatMap((after) => (before && after ? differences(before, after) : [])));
  };

  return Object.entries(sample.fields).map(([field, values]) => {
    const goesTo = [...landings(full, field)].sort((a, b) => Number(isVendors(a)) - Number(isVendors(b)));
    const otherwiseTo = [...landings(bare, field)].filter((name) => !goesTo.includes(name));
    const word = [...goesTo, ...otherwiseTo].find((name) => Object.hasOwn(WORDS, name));
    const base = word !== undefined && goesTo.includes(word) ? full : bare;
    return {
      field,
      required: required.has(field),
      owner: values.slice(1).every((value) => read({ ...full, [field]: value }) === undefined),
      goesTo,
      otherwiseTo,
      words:
        word === undefined
          ? []
          : values
              .filter((value) => typeof value !== "object")
              .map((value) => [
                String(value),
                String(JSON.parse(String(read({ ...base, [field]: value })?.get(word)))),
              ]),
    };
  });
}
