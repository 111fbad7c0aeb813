/** Reads all pages of a listing once, with evidence of whether it changed meanwhile. */
import { BackupsError } from "../core/errors";
import { orderOf } from "./order";
import type { Listed, Page, PageAnswer } from "./page";

export interface Paging<Row extends Listed> {
  /** Largest allowed page. */
  readonly pageSize: number;
  readonly fetch: (page: Page) => Promise<PageAnswer<Row>>;
}

interface ReadPage<Row> extends PageAnswer<Row> {
  readonly page: Page;
  /** Keys of its rows. A row without an ID is identified by its place. */
  readonly keys: readonly string[];
}

type Pages<Row> = readonly ReadPage<Row>[];

/** One pass through all pages. */
export interface Reading<Row> {
  readonly rows: ReadonlyMap<string, Row>;
  /** Keys in order, with duplicates. */
  readonly keys: readonly string[];
  /** Different totals of the pages; null if the API gives none. */
  readonly totals: ReadonlySet<number | null>;
  /** Whether the listing did not change meanwhile: one answer had all rows, or pages came again unchanged. */
  readonly still: boolean;
  /** Key of a backup with two states, if any. */
  readonly contradicted: string | undefined;
  /** Key of a row on two pages, if any. */
  readonly onTwoPages: string | undefined;
}

/** Larger than any listing: a server could go on without end. */
const MAX_PAGES = 2_000;
/** The rate limit is far below; more would only use memory. */
const MAX_CONCURRENT = 64;

function tooLong(total?: number): BackupsError {
  const says = total === undefined ? "has" : `says it has ${total} rows, which is`;
  return new BackupsError("invalid-response", `the listing ${says} more than ${MAX_PAGES} pages`, {
    hint: "Narrow the listing by its arguments for time, if it has any; otherwise please report it, without keys.",
  });
}

function inCircles(): BackupsError {
  return new BackupsError("invalid-response", "the listing's pages lead back to an earlier one", {
    hint: "Run it again; if that does not help, please report it, without keys.",
  });
}

async function readPage<Row extends Listed>({ fetch }: Paging<Row>, page: Page): Promise<ReadPage<Row>> {
  const answer = await fetch(page);
  const keys = answer.rows.map(({ key, isAnonymous }, index) =>
    isAnonymous ? `${page.offset + index} ${key}` : key,
  );
  return { page, ...answer, keys };
}

function numbered(number: number, size: number): Page {
  return { number, size, offset: (number - 1) * size };
}

async function readRange<Row extends Listed>(
  paging: Paging<Row>,
  size: number,
  from: number,
  to: number,
): Promise<ReadPage<Row>[]> {
  const pages: ReadPage<Row>[] = [];
  let next = from;
  const work = async () => {
    while (next <= to) {
      const number = next++;
      pages[number - from] = await readPage(paging, numbered(number, size));
    }
  };
  await Promise.all(Array.from({ length: Math.min(MAX_CONCURRENT, to - from + 1) }, work));
  return pages;
}

/** Whether a server repeats its last page after the end. Rows without an ID are not enough: they may be equal. */
function repeats({ rows }: ReadPage<Listed>, other: ReadPage<Listed> | undefined): boolean {
  return (
    rows.some(({ isAnonymous }) => !isAnonymous) &&
    rows.length === other?.rows.length &&
    rows.every(({ key }, index) => key === other.rows[index]?.key)
  );
}

/** Whether the last page has a row that the others have not. */
function hasNews(pages: Pages<Listed>): boolean {
  const known = new Set(pages.slice(0, -1).flatMap(({ keys }) => keys));
  return pages.at(-1)?.keys.some((key) => !known.has(key)) ?? false;
}

/** The first key that is on two pages. */
function keyOnTwo(pages: Pages<Listed>): string | undefined {
  const seen = new Set<string>();
  for (const { keys } of pages) {
    const again = keys.find((key) => seen.has(key));
    if (again !== undefined) return again;
    for (const key of keys) seen.add(key);
  }
  return undefined;
}

/** Pages with a reliable total: not every server gives it on an empty page after the end. */
function telling<Row>(pages: Pages<Row>): Pages<Row> {
  return pages.filter(({ rows }, index) => index === 0 || rows.length > 0);
}

/**
 * The contents of pages.
 *
 * @param more pages that were read again
 * @param unchanged whether those prove that the listing did not change
 */
function readingOf<Row extends Listed>(
  pages: Pages<Row>,
  more: Pages<Row> = [],
  unchanged = false,
): Reading<Row> {
  const all = pages.flatMap(({ rows, keys }) =>
    rows.map((row, index) => [keys[index] as string, row] as const),
  );
  const rows = new Map(all);
  const hasTwins = rows.size < all.length;
  const contradicted = hasTwins ? all.find(([key, { state }]) => state !== rows.get(key)?.state) : undefined;
  // Without a total, the second page may be empty because a row moved to the first one.
  const whole = pages[0]?.total === null ? [...pages, ...more] : telling(pages);
  return {
    rows,
    keys: all.map(([key]) => key),
    totals: new Set([...telling(pages), ...more].map(({ total }) => total)),
    still: unchanged || whole.length === 1,
    contradicted: contradicted?.[0],
    onTwoPages: hasTwins ? keyOnTwo(pages) : undefined,
  };
}

/** The contents of pages, some of which are read again. */
async function confirmed<Row extends Listed>(
  paging: Paging<Row>,
  pages: Pages<Row>,
  ends: Pages<Row>,
): Promise<Reading<Row>> {
  const again = await Promise.all(ends.map(({ page }) => readPage(paging, { ...page, again: true })));
  // Their totals are compared with those of all pages.
  const unchanged = again.every(({ keys }, end) => {
    const before = ends[end]?.keys;
    return keys.length === before?.length && keys.every((key, index) => key === before[index]);
  });
  return readingOf(pages, again, unchanged);
}

/**
 * Reads pages one by one: pages by token, and pages of an API without a total, until a page has no new row.
 *
 * @throws BackupsError `invalid-response` for a token that comes again
 */
async function readInTurn<Row extends Listed>(
  paging: Paging<Row>,
  first: ReadPage<Row>,
): Promise<Reading<Row>> {
  const pages: ReadPage<Row>[] = [];
  const seen = new Set<string>();
  const tokens = new Set<string>();
  let offset = 0;
  for (let page = first; ; ) {
    const { next, rows } = page;
    // A server that repeats its last page has reached the end.
    if (next === undefined && repeats(page, pages.at(-1))) return readingOf(pages, [page]);
    pages.push(page);
    const before = seen.size;
    for (const key of page.keys) seen.add(key);
    const hasNothingNew = seen.size === before;
    // A page with a token may be empty: the vendor may filter after paging.
    if (next === null || (hasNothingNew && (next === undefined || rows.length > 0))) break;
    if (pages.length >= MAX_PAGES) throw tooLong();
    if (next !== undefined && tokens.size === tokens.add(next).size) throw inCircles();
    // Count received rows: a server may have smaller pages, and without a total a gap would not be noticed.
    offset += rows.length;
    page = await readPage(paging, { number: pages.length + 1, size: paging.pageSize, offset, token: next });
  }
  if (pages.length === 1 || telling(pages).length > 1) return readingOf(pages);
  // The second page may have been empty because a row moved to the first one.
  return await confirmed(paging, pages, [first]);
}

/** Reads as many pages as the total needs. */
async function readToTheTotal<Row extends Listed>(
  paging: Paging<Row>,
  first: ReadPage<Row>,
  total: number,
): Promise<Pages<Row>> {
  const { size } = first.page;
  const count = first.rows.length === 0 ? 1 : Math.ceil(total / size);
  if (count > MAX_PAGES) throw tooLong(total);
  if (count <= 1) return [first];
  if (size < paging.pageSize) {
    // The server has smaller pages, or only this one.
    const both = [first, await readPage(paging, numbered(2, size))] as const;
    if (!hasNews(both) || repeats(both[1], first)) return both;
  }
  // Read the end with the newest rows first: reading it again then shows new backups.
  const [oldest, newest] = [first.rows.at(0)?.time, first.rows.at(-1)?.time];
  const endFirst = typeof oldest === "number" && typeof newest === "number" && oldest <= newest;
  if (!endFirst) return [first, ...(await readRange(paging, size, 2, count))];
  const last = await readPage(paging, numbered(count, size));
  return [first, ...(await readRange(paging, size, 2, count - 1)), last];
}

/** Reads all pages at the same time, then those again that show whether the listing changed. */
export async function readOnce<Row extends Listed>(paging: Paging<Row>): Promise<Reading<Row>> {
  const answered = await readPage(paging, numbered(1, paging.pageSize));
  const { total } = answered;
  if (answered.next !== undefined || total === null) return await readInTurn(paging, answered);
  // A server may have smaller pages than requested.
  const { length } = answered.rows;
  const size = length > 0 && length < Math.min(total, paging.pageSize) ? length : paging.pageSize;
  const first = { ...answered, page: { ...answered.page, size } };
  const pages = await readToTheTotal(paging, first, total);
  const last = pages.at(-1) ?? first;
  const soFar = readingOf(pages);
  const order =
    isWhole(soFar) && !soFar.still
      ? orderOf(pages.map(({ rows }) => rows.map(({ time }) => time)))
      : undefined;
  let ends = [last, first];
  if (last.rows.length >= size && order !== "ascending" && hasNews(pages)) {
    // If a page follows a full last page, the total is wrong.
    const behind = await readPage(paging, numbered(pages.length + 1, size));
    if (repeats(behind, last)) return readingOf(pages, [behind]);
    if (behind.rows.length > 0) return readingOf([...pages, behind]);
    ends = [first];
  }
  return order === undefined ? soFar : await confirmed(paging, pages, ends);
}

/** Whether the number of rows equals the total. */
export function isWhole<Row>({ rows, totals }: Pick<Reading<Row>, "rows" | "totals">): boolean {
  const [total] = [...totals];
  return totals.size === 1 && (total === null || rows.size === total);
}
