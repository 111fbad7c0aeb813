/** Reads the fields of a row, as their table says. Pure. */

import { escaped } from "../core/id";
import { latestOf, readTime, toRfc3339 } from "../core/time";
import { type Field, type FieldTable, isDecoration, type Words } from "../listings/field";
import type { ListingQuery, Row } from "../listings/listing";
import { intervalOf, type Start, type Told } from "./interval";

/** A row that cannot be a backup, such as one with an unreadable time. */
export class BadRow extends Error {
  constructor(
    /** The wrong field, in the vendor's spelling. */
    readonly path: string,
    problem: string,
  ) {
    super(problem);
  }
}

/** A value for a message. */
export function told(value: unknown): string {
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "an object";
  return typeof value === "string" ? escaped(JSON.stringify(value)) : String(value);
}

/** Tables of words with their keys in lower case. */
const folded = new WeakMap<object, ReadonlyMap<string, string>>();

/** The word in a field; empty if it is missing. A list or an object is none: JavaScript would write `[]` as an empty text. */
export function wordOf(value: unknown): string {
  return typeof value === "object" && value !== null ? "{}" : String(value ?? "");
}

/** The meaning of a vendor's word, in any letter case; `unknown` if it is not in the table, never a guess. */
export function meaning<Meaning extends string>(table: Words<Meaning>, word: unknown): Meaning | "unknown" {
  const known =
    folded.get(table) ??
    new Map(Object.entries(table).map(([spelling, means]) => [spelling.toLowerCase(), means]));
  folded.set(table, known);
  return (known.get(wordOf(word).toLowerCase()) ?? known.get("*") ?? "unknown") as Meaning | "unknown";
}

/** A signature in a query, also of an address without a scheme. */
const SIGNATURE = /[?&][\w.-]*(?:signature|sign|sig|token)=/i;

/** Whether a word is an address with a query, or has a signature. One expression would be cubic on hostile input. */
function isSigned(word: string): boolean {
  const address = word.indexOf("://");
  const query = address < 0 ? -1 : word.indexOf("?", address);
  return (query >= 0 && word.includes("=", query)) || SIGNATURE.test(word);
}

/** A text without signed addresses, which are secrets. */
export function withoutSecrets(text: string): string {
  if (!text.includes("=")) return text;
  return text.replace(/\S+/g, (word) => (isSigned(word) ? "***" : word));
}

/**
 * Backups of another instance are never used: to restore one is the worst that can happen.
 *
 * @throws BadRow if the row names another instance
 */
export function mustBelongTo(instanceId: string, field: string, owner: unknown): void {
  if (owner && owner !== instanceId) {
    throw new BadRow(field, `got ${told(owner)}, expected the instance asked for, ${instanceId}`);
  }
}

/** The vendors' longest integer. */
const INT64_MAX = 2n ** 63n - 1n;

/** A size in bytes; undefined if it is not a whole number, in JSON or as text. */
function sizeOf(value: unknown, unit = 1): number | bigint | undefined {
  const isExact = typeof value === "string" || typeof value === "bigint" || Number.isSafeInteger(value);
  if (!isExact || !/^\s*\d{1,19}\s*$/.test(String(value))) return undefined;
  const size = BigInt(String(value));
  if (size > INT64_MAX) return undefined;
  const bytes = size * BigInt(unit);
  return bytes <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(bytes) : bytes;
}

/** A field's value: null if it is empty, undefined if it cannot be read. */
function readField({ notation, words, unit, becomes }: Field<string>, value: unknown, zone: string): unknown {
  if (notation === "calendar" || notation === "epoch") {
    const time = readTime(value, notation, zone);
    return time && toRfc3339(time);
  }
  if (value === undefined || value === null || value === "") return null;
  if (words) return meaning(words, value);
  if (notation === "bytes") return sizeOf(value, unit);
  if (!isDecoration(becomes)) return value;
  if (typeof value === "object") return undefined;
  return becomes === "name" ? withoutSecrets(String(value)) : String(value);
}

type NamedField = readonly [name: string, field: Field<string>, becomes: string];

/** The fields of a table by their use, found once for all rows. */
interface Sorted {
  readonly id: string;
  readonly owners: readonly string[];
  /** Fields that become something other than the ID. */
  readonly read: readonly NamedField[];
  readonly kept: readonly NamedField[];
}

const sortedTables = new WeakMap<object, Sorted>();

export function sorted(fields: FieldTable<string>): Sorted {
  const before = sortedTables.get(fields);
  if (before) return before;
  const all = Object.entries(fields).map(([name, field]) => [name, field, field.becomes ?? ""] as const);
  const named = (what: string) => all.flatMap(([name, , becomes]) => (becomes === what ? [name] : []));
  const table: Sorted = {
    id: named("id")[0] ?? "",
    owners: named("owner"),
    read: all.filter(([, , becomes]) => !["", "id", "owner", "known"].includes(becomes)),
    kept: all.filter(([, { keeps }, becomes]) => keeps && !["owner", "known"].includes(becomes)),
  };
  sortedTables.set(fields, table);
  return table;
}

/** The field with a row's word for its state or type; undefined if it has none. */
export function wordIn(fields: FieldTable<string>, row: Row, what: "state" | "type"): string | undefined {
  return sorted(fields).read.find(([name, , becomes]) => becomes === what && (row[name] ?? "") !== "")?.[0];
}

/**
 * The normalised values of a row, without empty ones.
 *
 * @returns also the interval of its data, the fields that `vendor` does not repeat, and the field of an unreadable
 * expiry
 * @throws BadRow if a field cannot be read, unless it is only informative
 */
export function readFields(
  fields: FieldTable<string>,
  row: Row,
  query: Pick<ListingQuery, "timeZone" | "instanceId">,
) {
  const values: Record<string, unknown> = {};
  const starts: Start[] = [];
  let end: Told | undefined;
  let unreadableExpiry: string | undefined;
  const used = new Set<string>();
  const { owners, read } = sorted(fields);
  for (const name of owners) mustBelongTo(query.instanceId, name, row[name]);
  for (const [name, field, becomes] of read) {
    const written = row[name];
    const value = readField(field, written, query.timeZone);
    if (value === undefined && !isDecoration(becomes)) {
      const expected = field.notation === "epoch" ? "seconds since 1970, up to the year 9999" : "a time";
      throw new BadRow(name, `got ${told(written)}, expected ${expected}`);
    }
    if (value === undefined && becomes === "expiresAt") unreadableExpiry = name;
    const isEmpty = value === undefined || value === null;
    const taken = values[becomes] !== undefined;
    if (!taken && !isEmpty) values[becomes] = value;
    if (!isEmpty && (becomes === "startedAt" || becomes === "finishedAt")) {
      const at = String(value);
      const time = { at, atLatest: latestOf(at, written) };
      if (becomes === "startedAt") starts.push({ ...time, isInstant: field.isInstant ?? false });
      else end ??= time;
    }
    // `vendor` keeps the vendor's words, and fields that another one replaced.
    if (field.keeps && !field.words && (!taken || isEmpty)) used.add(name);
  }
  return { values, interval: intervalOf(starts, end), used, unreadableExpiry };
}

/** Values that mean "no ID". */
const NO_ID = /^\s*0*\s*$/;

/** A row's ID as the vendor wrote it, with the name of its field; empty if it has none. */
export function idIn(fields: FieldTable<string>, row: Row): { readonly field: string; readonly id: string } {
  const { id: field } = sorted(fields);
  const id = String(row[field] ?? "");
  return { field, id: NO_ID.test(id) ? "" : id };
}
