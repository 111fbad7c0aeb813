/**
 * What "age" compares, for everything that shows or judges a fleet: the one place to change if it becomes another
 * instant of the backup.
 */
import type { Backup } from "../backup";
import { ageOf, type Selection } from "../selection";

/** The instant of a backup's data in milliseconds; NaN where the vendor gave none. */
export function instantOf({ startedAt }: Backup): number {
  return startedAt === null ? Number.NaN : Date.parse(startedAt);
}

/** Seconds of data that a restore of the backup would not bring back. */
export function lossOf(backup: Backup, selection: Pick<Selection, "at">): number {
  return ageOf(backup, selection);
}
