/**
 * Which of a backup's times a fleet is shown and judged by: runs by `started_at`, as they are ordered; ages and gaps by
 * `consistent_from`, and how far back one can restore by `consistent_to`. Each errs to the safe side.
 */
import type { Backup } from "../core/backup";
import { ageOf, type Selection } from "../core/selection";

/** The field that runs are shown and ordered by, as Terraform and the JSON name it. */
export const INSTANT_FIELD = "started_at";

/** When a backup ran, RFC 3339 UTC; null if the vendor gave none. */
export function instantText({ startedAt }: Backup): string | null {
  return startedAt;
}

/** The same in milliseconds; NaN if the vendor gave none. */
export function instantOf(backup: Backup): number {
  return Date.parse(instantText(backup) ?? "");
}

/** The most seconds of data that a restore of the backup may not bring back. */
export function lossOf(backup: Backup, selection: Pick<Selection, "at">): number {
  return ageOf(backup, selection);
}

/** The earliest instant that the data may be of, in milliseconds; NaN if that is not known. */
export function dataFrom({ consistentFrom }: Backup): number {
  return Date.parse(consistentFrom ?? "");
}

/** The latest instant that the data may be of, in milliseconds; NaN if that is not known. */
export function dataTo({ consistentTo }: Backup): number {
  return Date.parse(consistentTo ?? "");
}
