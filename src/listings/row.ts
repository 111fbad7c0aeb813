/** Small helpers that turn a vendor's row into a backup. Pure. */

import { parseTime, toRfc3339 } from "../time";
import { toJson } from "../transport/json";
import { BadRow } from "./listing";

/**
 * A vendor's time as RFC 3339 UTC; null where there is none.
 *
 * @param field the field in the vendor's spelling, for the error
 * @throws BadRow when it is no time
 */
export function instant(field: string, text: string | null | undefined, zone: string): string | null {
  if (text === null || text === undefined) return null;
  const time = parseTime(text, zone);
  if (time === undefined) throw new BadRow(field, `got ${JSON.stringify(text)}, expected a time`);
  return time && toRfc3339(time);
}

/** Looks a vendor's word up; words that are not known are `unknown`, never guessed. Letter case does not count. */
export function meaning<Meaning extends string>(
  table: Readonly<Record<string, Meaning>>,
  word: string | number | null | undefined,
): Meaning | "unknown" {
  const key = String(word ?? "").toLowerCase();
  return Object.hasOwn(table, key) ? (table[key] as Meaning) : "unknown";
}

/** Text, or null where it is missing or empty. */
export function textOrNull(text: string | null | undefined): string | null {
  return text ? text : null;
}

/** Addresses with a signature are secrets, in whichever field a vendor may put them, with or without a scheme. */
const SIGNED_ADDRESS = /:\/\/\S*\?\S*=|[?&][\w.-]*(?:signature|sign|sig|token)=/i;

function isSigned(value: unknown): boolean {
  return typeof value === "string" && SIGNED_ADDRESS.test(value);
}

function isAddress(name: string, value: unknown): boolean {
  return /ur[il]s?$/i.test(name) || isSigned(value);
}

/** No vendor documents anything near it; much deeper nesting would exhaust the stack. */
const MAX_DEPTH = 100;

/**
 * A value without the download addresses in it, at any depth.
 *
 * @throws BadRow where it is nested more deeply than any vendor's answer
 */
function withoutAddresses(name: string, value: unknown, depth = 0): unknown {
  if (depth > MAX_DEPTH) throw new BadRow(name, `nested more than ${MAX_DEPTH} levels deep`);
  if (Array.isArray(value))
    return value.filter((item) => !isSigned(item)).map((item) => withoutAddresses(name, item, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !isAddress(key, inner))
      .map(([key, inner]) => [key, withoutAddresses(name, inner, depth + 1)]),
  );
}

/**
 * The fields of a row that the normalised shape has no place for, as text. Signed addresses are left out even
 * where they turn up under a new name.
 *
 * @param used fields that stand elsewhere in the backup
 */
export function leftovers(row: object, used: readonly string[]): Record<string, string> {
  const rest: Record<string, string> = {};
  for (const [name, value] of Object.entries(row)) {
    if (used.includes(name) || isAddress(name, value) || value === null || value === undefined) continue;
    rest[name] = typeof value === "object" ? toJson(withoutAddresses(name, value)) : String(value);
  }
  return rest;
}

/**
 * A listing that holds another instance's backups is never used: restoring one of them is the worst that can happen.
 *
 * @throws BadRow where the row names another instance
 */
export function mustBelongTo(instanceId: string, field: string, owner: string | null | undefined): void {
  if (owner && owner !== instanceId) {
    throw new BadRow(field, `got ${JSON.stringify(owner)}, expected the instance asked for, ${instanceId}`);
  }
}
