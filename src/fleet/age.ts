/**
 * Which of a backup's times the checks use: `started_at` for runs, as in their order; `consistent_from` for ages and
 * gaps; `consistent_to` for the restore window. Each is the safe choice.
 */
import type { Backup } from "../core/backup";
import { ageOf, type Selection } from "../core/selection";

/** The field for the time and order of runs, by its name in Terraform and JSON. */
export const INSTANT_FIELD = "started_at";

/** When a backup ran, RFC 3339 UTC; null if the vendor gave none. */
export function instantText({ startedAt }: Backup): string | null {
  return startedAt;
}

/** The same in milliseconds; NaN if the vendor gave none. */
export function instantOf(backup: Backup): number {
  return Date.parse(instantText(backup) ?? "");
}

/** The largest number of seconds of data that a restore of the backup may lose. */
export function lossOf(backup: Backup, selection: Pick<Selection, "at">): number {
  return ageOf(backup, selection);
}

/** Earliest possible time of the data in milliseconds; NaN if unknown. */
export function dataFrom({ consistentFrom }: Backup): number {
  return Date.parse(consistentFrom ?? "");
}

/** Latest possible time of the data in milliseconds; NaN if unknown. */
export function dataTo({ consistentTo }: Backup): number {
  return Date.parse(consistentTo ?? "");
}
