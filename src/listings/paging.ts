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
  readonly totals: ReadonlySet<number>;
}

function pageAt(number: number, size: number): Page {
  return { number, size, offset: (number - 1) * size };
}

function tooLong(): BackupsError {
  return new BackupsError("invalid-response", `the listing has more than ${MAX_PAGES} pages`);
}

/** Pages one after the other until one brings nothing new: for an API that tells no total. */
async function readToTheEnd<Row>(paging: Paging<Row>, first: PageAnswer<Row>): Promise<readonly Row[]> {
  const rows = new Map<string, Row>();
  let page = first;
  for (let number = 1; number <= MAX_PAGES; number++) {
    const before = rows.size;
    for (const row of page.rows) rows.set(paging.key(row), row);
    if (rows.size === before) return [...rows.values()];
    page = await paging.fetch(pageAt(number + 1, paging.pageSize));
  }
  throw tooLong();
}

/** The first page, then the others concurrently, then whatever still follows a last page that is full. */
async function readOnce<Row>(paging: Paging<Row>, first: PageAnswer<Row>): Promise<Reading<Row>> {
  const { fetch, key, pageSize } = paging;
  const total = first.total ?? 0;
  // A server may cap pages below what was asked; the following ones are then asked for in its size.
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
  const rows = new Map<string, Row>();
  const keys: string[] = [];
  for (const page of pages) {
    for (const row of page.rows) {
      keys.push(key(row));
      rows.set(key(row), row);
    }
  }
  // A page behind the end tells nothing, and not every server repeats the total there.
  const telling = pages.filter((page, index) => index === 0 || page.rows.length > 0);
  return { rows, keys, totals: new Set(telling.map((page) => page.total ?? 0)) };
}

/** Whether a reading shows one state of the listing, and all of it. */
function isWhole<Row>({ rows, totals }: Reading<Row>): boolean {
  const [total] = [...totals];
  return totals.size === 1 && rows.size === total;
}

/** Two readings alike: nothing is moving, so a row that is listed twice is the vendor's doing, not a shift. */
function isSettled<Row>(reading: Reading<Row>, previous: Reading<Row> | undefined): boolean {
  const [total] = [...reading.totals];
  return (
    previous !== undefined &&
    reading.totals.size === 1 &&
    reading.keys.length === total &&
    reading.keys.length === previous.keys.length &&
    reading.keys.every((key, index) => key === previous.keys[index])
  );
}

/**
 * Reads a listing.
 *
 * @returns all rows, each once, in no particular order
 * @throws BackupsError `invalid-response` when total and rows do not fit together after several readings
 */
export async function readAllPages<Row>(paging: Paging<Row>): Promise<readonly Row[]> {
  let previous: Reading<Row> | undefined;
  for (let reading = 1; reading <= MAX_READINGS; reading++) {
    const first = await paging.fetch(pageAt(1, paging.pageSize));
    if (first.total === null) return await readToTheEnd(paging, first);
    const current = await readOnce(paging, first);
    if (isWhole(current) || isSettled(current, previous)) return [...current.rows.values()];
    previous = current;
  }
  const totals = [...(previous?.totals ?? [])].join(" and ");
  throw new BackupsError(
    "invalid-response",
    `the listing says ${totals} backups, but ${previous?.rows.size} different ones came, in each of ${MAX_READINGS} readings`,
    { hint: "If backups were being added or expiring just now, run it again." },
  );
}
