/** Turns rows into backups and instances, as the table of their fields says. Pure. */
import type { Backup } from "../backup";
import type { DatabaseInstance } from "../instance";
import { toJson } from "../json";
import { parseTime, toRfc3339 } from "../time";
import type { Field, FieldTable, Words } from "./field";
import type { BackupOperation, InstanceOperation, ListingQuery, Row, Sweep } from "./listing";

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

/** The fields of a backup that hold times. */
const TIMES: ReadonlySet<string> = new Set<keyof Backup>(["startedAt", "finishedAt", "expiresAt"]);

/**
 * A vendor's time as RFC 3339 UTC; null where there is none.
 *
 * @param field the field in the vendor's spelling, for the error
 * @throws BadRow when it is no time
 */
export function instant(field: string, text: string, zone: string): string | null {
  const time = parseTime(text, zone);
  if (time === undefined) throw new BadRow(field, `got ${JSON.stringify(text)}, expected a time`);
  return time && toRfc3339(time);
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

/** Whether there is an address with a query. As one expression it would take the cube of a hostile text's length. */
function hasQuery(text: string): boolean {
  return text.split(/\s/).some((word) => {
    const address = word.indexOf("://");
    const query = address < 0 ? -1 : word.indexOf("?", address);
    return query >= 0 && word.includes("=", query);
  });
}

/** Addresses with a signature are secrets, in whichever field a vendor may put them. */
function isSigned(value: unknown): boolean {
  // Most texts have no such sign, and are seen to at once.
  return typeof value === "string" && value.includes("=") && (SIGNATURE.test(value) || hasQuery(value));
}

function isAddress(name: string, value: unknown): boolean {
  return /ur[il]s?$/i.test(name) || isSigned(value);
}

/** A value without the download addresses in it, at any depth. */
function withoutAddresses(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !isSigned(item)).map(withoutAddresses);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, inner]) => !isAddress(name, inner))
      .map(([name, inner]) => [name, withoutAddresses(inner)]),
  );
}

/**
 * The fields of a row that the normalised shape has no place for, as text. Signed addresses are left out even
 * where they turn up under a new name.
 *
 * @param used fields that stand elsewhere in the backup
 */
function leftovers(row: Row, used: ReadonlySet<string>): Record<string, string> {
  const rest: Record<string, string> = {};
  for (const name of Object.keys(row)) {
    const value = row[name];
    if (used.has(name) || value === null || value === undefined || isAddress(name, value)) continue;
    rest[name] = typeof value === "object" ? toJson(withoutAddresses(value)) : String(value);
  }
  return rest;
}

/**
 * A listing that holds another instance's backups is never used: restoring one of them is the worst that can happen.
 *
 * @throws BadRow where the row names another instance
 */
export function mustBelongTo(instanceId: string, field: string, owner: unknown): void {
  if (owner && owner !== instanceId) {
    throw new BadRow(field, `got ${JSON.stringify(owner)}, expected the instance asked for, ${instanceId}`);
  }
}

function sizeOf(value: unknown, unit = 1): number | bigint | null {
  if (typeof value === "bigint") return value * BigInt(unit);
  if (typeof value !== "number") return null;
  const bytes = value * unit;
  return Number.isSafeInteger(bytes) ? bytes : BigInt(value) * BigInt(unit);
}

/** What a field's value becomes; null where it says nothing. */
function readField(name: string, field: Field<string>, value: unknown, zone: string): unknown {
  if (value === undefined || value === null || value === "") return null;
  if (field.words) return meaning(field.words, value);
  if (field.notation === "bytes") return sizeOf(value, field.unit);
  if (field.notation === "epoch") return value === 0 ? null : toRfc3339(new Date(Number(value) * 1000));
  return TIMES.has(String(field.becomes)) ? instant(name, String(value), zone) : value;
}

/** A table's fields that become something, as a list: it is gone through for each row. */
const listed = new WeakMap<object, readonly (readonly [string, Field<string>])[]>();

function becoming(fields: FieldTable<string>): readonly (readonly [string, Field<string>])[] {
  const list =
    listed.get(fields) ?? Object.entries(fields).filter(([, { becomes }]) => becomes !== undefined);
  listed.set(fields, list);
  return list;
}

/** What the fields of a row become, those that say nothing left out, and which of them stand nowhere else. */
function readFields(
  fields: FieldTable<string>,
  row: Row,
  query: Pick<ListingQuery, "timeZone" | "instanceId">,
) {
  const values: Record<string, unknown> = {};
  const used = new Set<string>();
  for (const [name, field] of becoming(fields)) {
    const { becomes = "" } = field;
    if (becomes === "owner") mustBelongTo(query.instanceId, name, row[name]);
    if (becomes === "owner" || becomes === "known") {
      used.add(name);
      continue;
    }
    const value = readField(name, field, row[name], query.timeZone);
    const taken = values[becomes] !== undefined;
    if (!taken && value !== null) values[becomes] = value;
    // A word is kept as the vendor wrote it, and what another field told better is not lost.
    if (!field.words && (!taken || value === null)) used.add(name);
  }
  return { values, used };
}

/**
 * A row as a backup.
 *
 * @throws BadRow for one that cannot be read, or that another instance owns
 */
export function backupOf(operation: BackupOperation, row: Row, query: ListingQuery, sweep: Sweep): Backup {
  // Where the vendor names the instance in a row without saying so in its documents, it must be the right one too.
  if (operation.instance) mustBelongTo(query.instanceId, operation.instance, row[operation.instance]);
  const { values, used } = readFields(operation.fields, row, query);
  const id = String(values.id);
  const backup: Backup = {
    id,
    ids: [id],
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
    vendor: leftovers(row, used),
  };
  return operation.refine?.(backup, row, sweep) ?? backup;
}

/** A row as an instance. */
export function instanceOf(operation: InstanceOperation, row: Row, region: string): DatabaseInstance {
  const { values } = readFields(operation.fields, row, { timeZone: "Z", instanceId: "" });
  const [stateField] = Object.entries(operation.fields).find(([, { becomes }]) => becomes === "state") ?? [];
  const word = stateField === undefined ? null : (row[stateField] ?? null);
  return {
    id: String(values.id),
    name: (values.name ?? null) as string | null,
    region,
    state: (values.state ?? "unknown") as DatabaseInstance["state"],
    vendorState: word === null || word === "" ? null : String(word),
  };
}
