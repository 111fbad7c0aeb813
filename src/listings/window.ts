/** Time windows that were given. Pure. */
import { usageError } from "../core/errors";
import { arg, message } from "../core/message";
import { parseTime } from "../core/time";
import type { ListingQuery } from "./listing";

/** A clock that is a little behind must not cut off the newest backup; by more, the vendor's own is used. */
export const CLOCK_MARGIN_MS = 3_600_000;

/** The two ends that were given; null if one was not. */
export interface Ends {
  readonly begin: Date | null;
  readonly end: Date | null;
}

/**
 * Reads the ends of a window.
 *
 * @param names of the two arguments
 * @throws BackupsError `usage` if the end lies before the beginning
 */
export function endsOf(
  { arguments: given, timeZone }: ListingQuery,
  [from, to]: readonly [string, string],
): Ends {
  const read = (value: unknown) => (typeof value === "string" ? (parseTime(value, timeZone) ?? null) : null);
  const [begin, end] = [read(given[from]), read(given[to])];
  if (begin && end && begin > end) {
    throw usageError(to, message`${String(given[to])} lies before ${arg(from)} ${String(given[from])}`);
  }
  return { begin, end };
}
