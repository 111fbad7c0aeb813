/**
 * Reading of all pages of a listing that may change while it is read. Either every row of one consistent state is
 * returned, or an error: a backup that was added or has expired between two pages never leads to a miss.
 */
import { BackupsError } from "../errors";
import type { Page, PageAnswer } from "./listing";

/** How a listing is read. */
export interface Paging<Row> {
  /** Largest page that may be asked for. */
  readonly pageSize: number;
  readonly fetch: (page: Page) => Promise<PageAnswer<Row>>;
  /** Rows with the same key are the same backup. */
  readonly key: (row: Row) => string;
}

/** Readings before a listing that keeps changing is given up. */
const MAX_READINGS = 5;
/** No listing is that long; a server that never ends must not keep a plan from ending. */
const MAX_PAGES = 2_000;

/** One pass through all pages. */
interface Reading<Row> {
  readonly rows: ReadonlyMap<string, Row>;
  /** Keys in the order they came, duplicates included. */
  readonly keys: readonly string[];
  /** Every total that a page told; null where the API tells none. */
  readonly totals: ReadonlySet<number | null>;
  /** Whether all rows came in one answer, so that nothing can have moved between two. */
  readonly atOnce: boolean;
}

function pageAt(number: number, size: number): Page {
  return { number, size, offset: (number - 1) * size };
}

function tooLong(): BackupsError {
  return new BackupsError("invalid-response", `the listing has more than ${MAX_PAGES} pages`);
}

/** Pages one after the other until one brings nothing new: for an API that tells no total. */
async function readToTheEnd<Row>(paging: Paging<Row>, first: PageAnswer<Row>): Promise<PageAnswer<Row>[]> {
  const pages = [first];
  const seen = new Set<string>();
  for (let page = first; ; ) {
    const before = seen.size;
    for (const row of page.rows) seen.add(paging.key(row));
    if (seen.size === before) return pages;
    if (pages.length >= MAX_PAGES) throw tooLong();
    page = await paging.fetch(pageAt(pages.length + 1, paging.pageSize));
    pages.push(page);
  }
}

/** The first page, then the others concurrently, then whatever still follows a last page that is full. */
async function readToTheTotal<Row>(
  { fetch, pageSize }: Paging<Row>,
  first: PageAnswer<Row>,
  total: number,
): Promise<PageAnswer<Row>[]> {
  // A server may cap pages below what was asked; the following ones are then counted in its size.
  const size =
    first.rows.length > 0 && first.rows.length < Math.min(total, pageSize) ? first.rows.length : pageSize;
  const pageCount = first.rows.length === 0 ? 1 : Math.ceil(total / size);
  if (pageCount > MAX_PAGES) throw tooLong();
  const numbers = Array.from({ length: Math.max(0, pageCount - 1) }, (_, index) => index + 2);
  const pages = [first, ...(await Promise.all(numbers.map((number) => fetch(pageAt(number, size)))))];
  while ((pages.at(-1)?.rows.length ?? 0) >= size) {
    if (pages.length >= MAX_PAGES) throw tooLong();
    pages.push(await fetch(pageAt(pages.length + 1, size)));
  }
  return pages;
}

async function readOnce<Row>(paging: Paging<Row>): Promise<Reading<Row>> {
  const first = await paging.fetch(pageAt(1, paging.pageSize));
  const pages =
    first.total === null
      ? await readToTheEnd(paging, first)
      : await readToTheTotal(paging, first, first.total);
  const rows = pages.flatMap((page) => page.rows).map((row) => [paging.key(row), row] as const);
  // A page behind the end tells nothing, and not every server repeats the total there.
  const telling = pages.filter((page, index) => index === 0 || page.rows.length > 0);
  return {
    rows: new Map(rows),
    keys: rows.map(([key]) => key),
    totals: new Set(telling.map((page) => page.total)),
    atOnce: telling.length === 1,
  };
}

/** Whether as many rows came as the listing says it has. */
function isWhole<Row>({ rows, totals }: Reading<Row>): boolean {
  const [total] = [...totals];
  return totals.size === 1 && (total === null || rows.size === total);
}

/**
 * Whether a reading says what the previous one said. One backup that expired and one that was added between two
 * pages can hide a third without changing the total, but cannot do so twice in the same way.
 */
function isConfirmed<Row>(reading: Reading<Row>, previous: Reading<Row> | undefined): boolean {
  if (previous === undefined || reading.keys.length !== previous.keys.length) return false;
  // No vendor documents an order, so the same rows in another one are no change.
  if (isWhole(reading)) return reading.keys.every((key) => previous.rows.has(key));
  // A row that comes twice at the same places is listed twice by the vendor, and is not a shift.
  const [total] = [...reading.totals];
  return (
    reading.totals.size === 1 &&
    reading.keys.length === total &&
    reading.keys.every((key, index) => key === previous.keys[index])
  );
}

/**
 * Reads a listing: once where it fits into one page, and else until two readings agree.
 *
 * @returns all rows, each once, in no particular order
 * @throws BackupsError `invalid-response` when total and rows do not fit together after several readings
 */
export async function readAllPages<Row>(paging: Paging<Row>): Promise<readonly Row[]> {
  let previous: Reading<Row> | undefined;
  for (let reading = 1; reading <= MAX_READINGS; reading++) {
    const current = await readOnce(paging);
    if ((current.atOnce && isWhole(current)) || isConfirmed(current, previous)) {
      return [...current.rows.values()];
    }
    previous = current;
  }
  const says = [...(previous?.totals ?? [])].join(" and ");
  throw new BackupsError(
    "invalid-response",
    previous && isWhole(previous)
      ? `the listing was a different one in each of ${MAX_READINGS} readings`
      : `the listing says ${says} backups, but ${previous?.rows.size} different ones came, after ${MAX_READINGS} readings`,
    { hint: "If backups were being added or expiring just now, run it again." },
  );
}
