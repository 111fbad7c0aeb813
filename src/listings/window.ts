/** Reads given time windows. Pure. */
import { usageError } from "../core/errors";
import { arg, message } from "../core/message";
import { parseTime } from "../core/time";
import type { ListingQuery } from "./listing";

/** Margin for a clock that is a little behind. If it is further behind, the vendor's clock is used. */
export const CLOCK_MARGIN_MS = 3_600_000;

/** The given ends; null if one was not given. */
export interface Ends {
  readonly begin: Date | null;
  readonly end: Date | null;
}

/**
 * Reads the ends of a window.
 *
 * @param names of the two arguments
 * @throws BackupsError `usage` if the end is before the beginning
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
