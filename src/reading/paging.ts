/**
 * Reading of all pages of a listing that may change while it is read. Either every row of one consistent state is
 * returned, or an error: a backup that was added, has expired or was deleted between two pages never leads to a miss.
 */
import { BackupsError, quotable } from "../core/errors";
import { isWhole, type Paging, type Reading, readOnce } from "./one-pass";

/** Readings before a listing that keeps changing is given up. */
const MAX_READINGS = 5;

/** What the next reading is compared with; the rows themselves are dropped. */
type Earlier = Pick<Reading<unknown>, "keys" | "totals" | "onTwoPages">;

/**
 * Whether two readings agree. A row in both existed between them; if there are as many as the total, they were all
 * rows at that moment.
 */
function isConfirmed<Row>(reading: Reading<Row>, previous: Earlier | undefined): boolean {
  if (previous === undefined || reading.keys.length !== previous.keys.length) return false;
  // If the total changed during a reading, both readings may have missed the same rows.
  const [total] = [...reading.totals];
  if (reading.totals.size > 1 || previous.totals.size > 1 || !previous.totals.has(total ?? null))
    return false;
  // Without a total, only pages that share no row show that none was pushed out of sight between two of them.
  if (total === null && (reading.onTwoPages ?? previous.onTwoPages) !== undefined) return false;
  if (isWhole(reading)) {
    // No vendor documents an order, so the same rows in another one are no change.
    const earlier = new Set(previous.keys);
    return earlier.size === reading.rows.size && reading.keys.every((key) => earlier.has(key));
  }
  // A row that comes twice at the same places is listed twice by the vendor, and is not a shift.
  return reading.keys.length === total && reading.keys.every((key, index) => key === previous.keys[index]);
}

/** Whether the rows are complete at one moment. */
function isSettled<Row>(reading: Reading<Row>, previous: Earlier | undefined): boolean {
  if (reading.contradicted !== undefined) return false;
  return (isWhole(reading) && (reading.atOnce || reading.still)) || isConfirmed(reading, previous);
}

/** Hint for a listing that contradicts itself. */
export const CHANGING = "If something was being added or removed just now, run it again.";

function unsettled({ rows, totals, contradicted, onTwoPages }: Reading<unknown>): BackupsError {
  return new BackupsError(
    "invalid-response",
    contradicted !== undefined
      ? `${quotable(contradicted, 100)} is listed twice, in different states, in the last of ${MAX_READINGS} readings`
      : totals.has(null) && onTwoPages !== undefined
        ? `${quotable(onTwoPages, 100)} is on two pages in the last of ${MAX_READINGS} readings, and the listing tells no total`
        : isWhole({ rows, totals })
          ? `the listing changed in each of ${MAX_READINGS} readings`
          : `the listing says ${[...totals].join(" and ")}, but ${rows.size} different ones came, after ${MAX_READINGS} readings`,
    { hint: CHANGING },
  );
}

/**
 * Reads a listing: once if it fits into one page, or if its rows are in order of time and its ends did not change;
 * otherwise until two readings agree.
 *
 * @returns all rows, each once, in no particular order
 * @throws BackupsError `invalid-response` when total and rows do not fit together after several readings
 */
export async function readAllPages<Row>(paging: Paging<Row>): Promise<readonly Row[]> {
  let previous: Earlier | undefined;
  for (let number = 1; ; number++) {
    const reading = await readOnce(paging);
    if (isSettled(reading, previous)) return [...reading.rows.values()];
    if (number === MAX_READINGS) throw unsettled(reading);
    const { keys, totals, onTwoPages } = reading;
    previous = { keys, totals, onTwoPages };
  }
}
