/**
 * Which of a backup's times the checks use: `startedAt` for runs, as in their order; `consistentFrom` for gaps, as for
 * ages; `consistentTo` for the restore window. Each is the safe choice.
 */
import type { Backup } from "../core/backup";

/** When a backup ran, in milliseconds; NaN if the vendor gave no time. */
export function instantOf({ startedAt }: Backup): number {
  return Date.parse(startedAt ?? "");
}

/** Earliest possible time of the data in milliseconds; NaN if unknown. */
export function dataFrom({ consistentFrom }: Backup): number {
  return Date.parse(consistentFrom ?? "");
}

/** Latest possible time of the data in milliseconds; NaN if unknown. */
export function dataTo({ consistentTo }: Backup): number {
  return Date.parse(consistentTo ?? "");
}
