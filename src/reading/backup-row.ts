/** Turns a row into a backup. Pure. */
import { type Backup, cautionsAbout, type Doubt, withCautions, withDoubt } from "../core/backup";
import { quotable } from "../core/errors";
import { anId, escaped, isId } from "../core/id";
import { toJson } from "../core/json";
import { type Warning, warning } from "../core/warning";
import type { FieldTable } from "../listings/field";
import type { BackupOperation, ListingQuery, Row, Sweep } from "../listings/listing";
import { idIn, mustBelongTo, readFields, sorted, told, withoutSecrets, wordIn } from "./row";

/** The kept part of a value; undefined if there is none. */
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
 * The fields that the table keeps for `vendor`, as text. Unknown fields are dropped, because they may hold a key.
 *
 * @param used fields that another property of the backup has
 */
function vendorFields(
  fields: FieldTable<string>,
  row: Row,
  used: ReadonlySet<string>,
): Record<string, string> {
  const rest: Record<string, string> = {};
  for (const [name, { keeps = [] }] of sorted(fields).kept) {
    const value = used.has(name) ? undefined : kept(row[name], keeps);
    if (value !== undefined) rest[name] = typeof value === "object" ? toJson(value) : String(value);
  }
  return rest;
}

/** Longest shown part of an unreadable ID. */
const MAX_SHOWN = 80;

const NO_ID: Doubt = {
  code: "no-id",
  reason: "no ID",
  clause: "it has no ID",
  remedy: "Look for it in the vendor's console.",
};

/** A row's ID, and a doubt if it cannot be used. An unreadable ID is escaped. */
function identityOf(
  { fields, rows: [list] }: BackupOperation,
  row: Row,
): { readonly id: string; readonly doubt?: Doubt } {
  const { field, id } = idIn(fields, row);
  if (id === "") return { id, doubt: NO_ID };
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
 * @throws BadRow if it cannot be read, or belongs to another instance
 */
export function backupOf(
  operation: BackupOperation,
  row: Row,
  query: ListingQuery,
  sweep: Sweep,
  secrets: ReadonlySet<string> = new Set(),
): Backup {
  const { fields, instance } = operation;
  // Check an undocumented instance field too.
  if (instance) mustBelongTo(query.instanceId, instance, row[instance]);
  const { values, interval, used, unreadableExpiry } = readFields(fields, row, query);
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
    vendor: vendorFields(fields, row, used),
  };
  const { startedAt, expiresAt } = found;
  // Vendors write "no expiry" as a time before the start.
  const neverExpires = startedAt !== null && expiresAt !== null && expiresAt < startedAt;
  const backup = withDoubt(neverExpires ? { ...found, expiresAt: null } : found, doubt);
  const refined = operation.refine?.(backup, row, sweep) ?? backup;
  const typeField = refined.type === "unknown" ? wordIn(fields, row, "type") : undefined;
  if (unreadableExpiry === undefined && typeField === undefined) return refined;
  const cautions: Warning[] = [...cautionsAbout(refined)];
  const subject = `Backup ${id} of ${startedAt} may`;
  const quoted = (field: string) => `${field} is ${quotable(told(row[field]), 40, [...secrets])}, which`;
  if (unreadableExpiry !== undefined) {
    cautions.push(
      warning("unreadable-expiry", {
        message: `${subject} have expired: ${quoted(unreadableExpiry)} is not a time`,
        hint: "Look at its expiry in the vendor's console before you restore it.",
      }),
    );
  }
  if (typeField !== undefined) {
    cautions.push(
      warning("unknown-type", {
        message: `${subject} not be a full one: ${quoted(typeField)} the vendor does not document`,
        hint: "Look at it in the vendor's console before you restore it.",
      }),
    );
  }
  return withCautions(refined, cautions);
}
