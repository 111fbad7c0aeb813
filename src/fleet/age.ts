/**
 * What "age" compares, for everything that shows or judges a fleet. If it becomes another instant of the backup, this
 * file is the one to change.
 */
import type { Backup } from "../backup";
import { ageOf, type Selection } from "../selection";

/** The field that holds the instant, as Terraform and the JSON name it. */
export const INSTANT_FIELD = "started_at";

/** The instant of a backup's data, RFC 3339 UTC; null where the vendor gave none. */
export function instantText({ startedAt }: Backup): string | null {
  return startedAt;
}

/** The instant of a backup's data in milliseconds; NaN where the vendor gave none. */
export function instantOf(backup: Backup): number {
  return Date.parse(instantText(backup) ?? "");
}

/** Seconds of data that a restore of the backup would not bring back. */
export function lossOf(backup: Backup, selection: Pick<Selection, "at">): number {
  return ageOf({ ...backup, startedAt: instantText(backup) }, selection);
}
