/** Turns rows into backups and instances, as the table of their fields says. Pure. */

import { type Backup, cautionsAbout, type Doubt, withCautions, withDoubt } from "../core/backup";
import { quotable } from "../core/errors";
import { anId, escaped, isId } from "../core/id";
import { type DatabaseInstance, type ToldInstance, withReason } from "../core/instance";
import { toJson } from "../core/json";
import { latestOf, readTime, toRfc3339 } from "../core/time";
import { warning } from "../core/warning";
import { type Field, type FieldTable, isDecoration, type Words } from "../listings/field";
import type { BackupOperation, InstanceOperation, ListingQuery, Row, Sweep } from "../listings/listing";
import { intervalOf, type Start, type Told } from "./interval";

/** A row that cannot be a backup, such as one with an unreadable time. */
export class BadRow extends Error {
  constructor(
    /** The field at fault, in the vendor's spelling. */
    readonly path: string,
    problem: string,
  ) {
    super(problem);
  }
}

/** A value for a message. */
function told(value: unknown): string {
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "an object";
  return typeof value === "string" ? escaped(JSON.stringify(value)) : String(value);
}

/** Tables of words with their keys in lower case. */
const folded = new WeakMap<object, ReadonlyMap<string, string>>();

/** Looks a vendor's word up; words that are not known are `unknown`, never guessed. Letter case does not count. */
export function meaning<Meaning extends string>(table: Words<Meaning>, word: unknown): Meaning | "unknown" {
  const known =
    folded.get(table) ??
    new Map(Object.entries(table).map(([spelling, means]) => [spelling.toLowerCase(), means]));
  folded.set(table, known);
  return (known.get(String(word ?? "").toLowerCase()) ?? known.get("*") ?? "unknown") as Meaning | "unknown";
}

/** A signature in a query, also of an address without a scheme. */
const SIGNATURE = /[?&][\w.-]*(?:signature|sign|sig|token)=/i;

/** Whether a word is an address with a query, or has a signature. As one expression it would take the cube of a hostile text's length. */
function isSigned(word: string): boolean {
  const address = word.indexOf("://");
  const query = address < 0 ? -1 : word.indexOf("?", address);
  return (query >= 0 && word.includes("=", query)) || SIGNATURE.test(word);
}

/** A text that people or the vendor wrote, without signed addresses in it: these are secrets. */
function withoutSecrets(text: string): string {
  // Most texts have no such sign, and are seen to at once.
  if (!text.includes("=")) return text;
  return text.replace(/\S+/g, (word) => (isSigned(word) ? "***" : word));
}

/** The text of a value for `vendor`, or undefined. */
function kept(value: unknown, keeps: true | readonly string[]): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "string") return withoutSecrets(value);
  if (typeof value !== "object") return value;
  if (Array.isArray(value))
    return value.map((item) => kept(item, keeps)).filter((item) => item !== undefined);
  if (keeps === true) return undefined;
  const fields = keeps.map((name) => [name, kept((value as Row)[name], true)] as const);
  return Object.fromEntries(fields.filter(([, inner]) => inner !== undefined));
}

/**
 * The fields of a row that the table keeps for `vendor`, as text. Only documented fields, because an unknown one
 * may hold a key.
 *
 * @param used fields that stand elsewhere in the backup
 */
function vendorFields(
  fields: FieldTable<string>,
  row: Row,
  used: ReadonlySet<string>,
): Record<string, string> {
  const rest: Record<string, string> = {};
  for (const [name, keeps] of sorted(fields).kept) {
    const value = used.has(name) ? undefined : kept(row[name], keeps);
    if (value !== undefined) rest[name] = typeof value === "object" ? toJson(value) : String(value);
  }
  return rest;
}

/**
 * A listing that holds another instance's backups is never used: restoring one of them is the worst that can happen.
 *
 * @throws BadRow if the row names another instance
 */
export function mustBelongTo(instanceId: string, field: string, owner: unknown): void {
  if (owner && owner !== instanceId) {
    throw new BadRow(field, `got ${JSON.stringify(owner)}, expected the instance asked for, ${instanceId}`);
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

/** Reads a field's value: null if it is empty, undefined if it cannot be read. */
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

/** The fields of a table by what is done with them: it is gone through for each row. */
interface Sorted {
  readonly id: string;
  readonly owners: readonly string[];
  /** Those that become something else than the ID. */
  readonly read: readonly (readonly [name: string, field: Field<string>, becomes: string])[];
  readonly kept: readonly (readonly [name: string, keeps: true | readonly string[]])[];
}

const sortedTables = new WeakMap<object, Sorted>();

function sorted(fields: FieldTable<string>): Sorted {
  const before = sortedTables.get(fields);
  if (before) return before;
  const all = Object.entries(fields);
  const named = (what: string) => all.flatMap(([name, { becomes }]) => (becomes === what ? [name] : []));
  const table: Sorted = {
    id: named("id")[0] ?? "",
    owners: named("owner"),
    read: all.flatMap(([name, field]) => {
      const { becomes } = field;
      return becomes === undefined || ["id", "owner", "known"].includes(becomes)
        ? []
        : [[name, field, becomes] as const];
    }),
    kept: all.flatMap(([name, { keeps, becomes }]) =>
      keeps === undefined || becomes === "owner" || becomes === "known" ? [] : [[name, keeps] as const],
    ),
  };
  sortedTables.set(fields, table);
  return table;
}

/**
 * What the fields of a row become, those that say nothing left out, the interval of its data, which fields stand nowhere
 * else, and the field of an expiry that cannot be read.
 *
 * @throws BadRow if a field cannot be read that more than decorates
 */
function readFields(
  fields: FieldTable<string>,
  row: Row,
  query: Pick<ListingQuery, "timeZone" | "instanceId">,
) {
  const values: Record<string, unknown> = {};
  const starts: Start[] = [];
  let end: Told | undefined;
  let unreadableExpiry: string | undefined;
  const used = new Set<string>();
  const { owners, read: list } = sorted(fields);
  for (const name of owners) mustBelongTo(query.instanceId, name, row[name]);
  for (const [name, field, becomes] of list) {
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
      const told = { at, atLatest: latestOf(at, written) };
      if (becomes === "startedAt") starts.push({ ...told, isInstant: field.isInstant ?? false });
      else end ??= told;
    }
    // Keep the vendor's words, and fields that another one replaced.
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

/** Longest part of an unreadable ID that is shown. */
const MAX_SHOWN = 80;

/** An ID with the doubt about it, if there is one; an unreadable one as it is shown. */
function identityOf(
  { fields, rows: [list] }: BackupOperation,
  row: Row,
): { readonly id: string; readonly doubt?: Doubt } {
  const { field, id } = idIn(fields, row);
  if (id === "") {
    return {
      id,
      doubt: {
        code: "no-id",
        reason: "no ID",
        clause: "it has no ID",
        remedy: "Look for it in the vendor's console.",
      },
    };
  }
  if (isId(id)) return { id };
  const shown = escaped(id.slice(0, MAX_SHOWN));
  return {
    id: shown,
    doubt: {
      code: "unreadable-id",
      reason: "unreadable ID",
      clause: "its ID is unreadable",
      invalid: `${list}[].${field}: got "${shown}", expected ${anId}`,
    },
  };
}

/**
 * Turns a row into a backup.
 *
 * @param secrets never shown in messages
 * @throws BadRow for one that cannot be read, or that another instance owns
 */
export function backupOf(
  operation: BackupOperation,
  row: Row,
  query: ListingQuery,
  sweep: Sweep,
  secrets: ReadonlySet<string> = new Set(),
): Backup {
  // Check an undocumented instance field too.
  if (operation.instance) mustBelongTo(query.instanceId, operation.instance, row[operation.instance]);
  const { values, interval, used, unreadableExpiry } = readFields(operation.fields, row, query);
  const { id, doubt } = identityOf(operation, row);
  const found: Backup = {
    id,
    ids: id === "" ? [] : [id],
    instanceId: query.instanceId,
    region: query.region,
    status: "unknown",
    startedAt: null,
    finishedAt: null,
    expiresAt: null,
    sizeBytes: null,
    type: "unknown",
    method: "unknown",
    trigger: "unknown",
    name: null,
    missingShards: [],
    downloadUrl: null,
    internalDownloadUrl: null,
    ...operation.always,
    ...values,
    ...interval,
    vendor: vendorFields(operation.fields, row, used),
  };
  const doubted = withDoubt(expiresBeforeItStarts(found) ? { ...found, expiresAt: null } : found, doubt);
  const quoted = (field: string) => quotable(told(row[field]), 40, [...secrets]);
  const backup =
    unreadableExpiry === undefined
      ? doubted
      : mayHaveExpired(doubted, unreadableExpiry, quoted(unreadableExpiry));
  const refined = operation.refine?.(backup, row, sweep) ?? backup;
  const typeField = refined.type === "unknown" ? wordOfType(operation.fields, row) : undefined;
  return typeField === undefined ? refined : mayNotBeFull(refined, typeField, quoted(typeField));
}

/** The field in which a row has a word for its type; undefined if it has none. */
function wordOfType(fields: FieldTable<string>, row: Row): string | undefined {
  const typed = sorted(fields).read.find(
    ([name, { words }, becomes]) => becomes === "type" && words && (row[name] ?? "") !== "",
  );
  return typed?.[0];
}

/** The backup with a warning that no document says what its type is. */
function mayNotBeFull(backup: Backup, field: string, value: string): Backup {
  const caution = warning("unknown-type", {
    message: `Backup ${backup.id} of ${backup.startedAt} may not be a full one: ${field} is ${value}, which the vendor does not document`,
    hint: "Look at it in the vendor's console before you restore it.",
  });
  return withCautions(backup, [...cautionsAbout(backup), caution]);
}

/** The backup with a warning that its expiry cannot be read. */
function mayHaveExpired(backup: Backup, field: string, value: string): Backup {
  const caution = warning("unreadable-expiry", {
    message: `Backup ${backup.id} of ${backup.startedAt} may have expired: ${field} is ${value}, which is not a time`,
    hint: "Look at its expiry in the vendor's console before you restore it.",
  });
  return withCautions(backup, [caution]);
}

/** An expiry before the backup's own start is another way to write that there is none. */
function expiresBeforeItStarts({ startedAt, expiresAt }: Backup): boolean {
  return startedAt !== null && expiresAt !== null && expiresAt < startedAt;
}

/**
 * A row as an instance.
 *
 * @throws BadRow for one without an ID that can be asked for
 */
export function instanceOf(operation: InstanceOperation, row: Row, region: string): DatabaseInstance {
  const { values } = readFields(operation.fields, row, { timeZone: "Z", instanceId: "" });
  const [stateField] = Object.entries(operation.fields).find(([, { becomes }]) => becomes === "state") ?? [];
  const word = stateField === undefined ? null : (row[stateField] ?? null);
  const { field, id } = idIn(operation.fields, row);
  if (!isId(id)) throw new BadRow(field, `got ${told(row[field] ?? null)}, expected ${anId}`);
  const described: ToldInstance = {
    name: null,
    region,
    state: "unknown",
    vendorState: word === null || word === "" ? null : withoutSecrets(String(word)),
    role: "unknown",
    kind: "unknown",
    engine: null,
    ...operation.always,
    ...values,
    id,
  };
  return withReason(operation.refine?.(described, row) ?? described);
}
