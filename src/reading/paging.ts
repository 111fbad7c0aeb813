/**
 * Reads all pages of a listing that may change meanwhile. Returns every row of one moment, or throws: a backup that is
 * added, expires or is deleted between two pages never hides another one.
 */
import { BackupsError, quotable } from "../core/errors";
import { isWhole, type Paging, type Reading, readOnce } from "./one-pass";
import type { Listed } from "./page";

/** Largest number of readings. */
const MAX_READINGS = 5;

/** An earlier reading, without the rows. */
type Earlier = Pick<Reading<unknown>, "keys" | "totals" | "onTwoPages">;

/** Whether two readings agree: rows in both existed between them, and as many as the total are all of that moment. */
function isConfirmed<Row>(reading: Reading<Row>, previous: Earlier | undefined): boolean {
  if (previous === undefined || reading.keys.length !== previous.keys.length) return false;
  // After a change of the total, both readings may have missed the same rows.
  const [total] = [...reading.totals];
  if (reading.totals.size > 1 || previous.totals.size > 1 || !previous.totals.has(total ?? null))
    return false;
  // Without a total, a row on two pages may hide another row.
  if (total === null && (reading.onTwoPages ?? previous.onTwoPages) !== undefined) return false;
  if (isWhole(reading)) {
    // Another order is not a change, because no vendor documents one.
    const earlier = new Set(previous.keys);
    return earlier.size === reading.rows.size && reading.keys.every((key) => earlier.has(key));
  }
  // The vendor may list a row twice.
  return reading.keys.length === total && reading.keys.every((key, index) => key === previous.keys[index]);
}

/** Whether the rows are complete at one moment. */
function isSettled<Row>(reading: Reading<Row>, previous: Earlier | undefined): boolean {
  if (reading.contradicted !== undefined) return false;
  return (isWhole(reading) && reading.still) || isConfirmed(reading, previous);
}

/** Hint for a listing that contradicts itself. */
export const CHANGING = "If something was added or removed just now, run it again.";

function unsettled({ rows, totals, contradicted, onTwoPages }: Reading<unknown>): BackupsError {
  return new BackupsError(
    "invalid-response",
    contradicted !== undefined
      ? `${quotable(contradicted, 100)} is listed twice, in different states, in the last of ${MAX_READINGS} readings`
      : totals.has(null) && onTwoPages !== undefined
        ? `${quotable(onTwoPages, 100)} is on two pages in the last of ${MAX_READINGS} readings, and the listing has no total`
        : isWhole({ rows, totals })
          ? `the listing changed in each of ${MAX_READINGS} readings`
          : `the listing says ${[...totals].join(" and ")}, but ${rows.size} different ones came, after ${MAX_READINGS} readings`,
    { hint: CHANGING },
  );
}

/**
 * Reads a listing once if it is one page, or if its rows are in order and its ends do not change; otherwise until two
 * readings agree.
 *
 * @returns all rows, each once, in no particular order
 * @throws BackupsError `invalid-response` if total and rows do not match after several readings
 */
export async function readAllPages<Row extends Listed>(paging: Paging<Row>): Promise<readonly Row[]> {
  let previous: Earlier | undefined;
  for (let number = 1; ; number++) {
    const reading = await readOnce(paging);
    if (isSettled(reading, previous)) return [...reading.rows.values()];
    if (number === MAX_READINGS) throw unsettled(reading);
    const { keys, totals, onTwoPages } = reading;
    previous = { keys, totals, onTwoPages };
  }
}
