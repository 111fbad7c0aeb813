/** Reads all pages of a listing once, with evidence of whether it changed meanwhile. */
import { BackupsError } from "../core/errors";
import { type Order, orderOf } from "./order";
import type { Page, PageAnswer } from "./page";

export interface Paging<Row> {
  /** Largest allowed page. */
  readonly pageSize: number;
  readonly fetch: (page: Page) => Promise<PageAnswer<Row>>;
  /** Rows with the same key are the same backup. */
  readonly key: (row: Row) => string;
  /** Whether a row has no ID: then its place identifies it. @default none */
  readonly isAnonymous?: (row: Row) => boolean;
  /** When the backup started, in milliseconds; null if unknown. */
  readonly time: (row: Row) => number | null;
  /** State of the backup; rows of the same backup must have the same. @default all have the same */
  readonly state?: (row: Row) => string;
}

interface ReadPage<Row> extends PageAnswer<Row> {
  readonly page: Page;
  /** Keys of its rows. */
  readonly contents: readonly string[];
  /** The same, with the place of rows without an ID. */
  readonly keys: readonly string[];
}

/** One pass through all pages. */
export interface Reading<Row> {
  readonly rows: ReadonlyMap<string, Row>;
  /** Keys in order, with duplicates. */
  readonly keys: readonly string[];
  /** Different totals of the pages; null if the API gives none. */
  readonly totals: ReadonlySet<number | null>;
  /** Whether one answer contained all rows. */
  readonly atOnce: boolean;
  /** Key of a backup with two states, if any. */
  readonly contradicted: string | undefined;
  /** Key of a row on two pages, if any. */
  readonly onTwoPages: string | undefined;
  /** Whether pages that were read again were the same. */
  readonly still: boolean;
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

async function readPage<Row>({ fetch, key, isAnonymous }: Paging<Row>, page: Page): Promise<ReadPage<Row>> {
  const answer = await fetch(page);
  const contents = answer.rows.map(key);
  const keys = contents.map((content, index) =>
    isAnonymous?.(answer.rows[index] as Row) ? `${page.offset + index} ${content}` : content,
  );
  return { page, ...answer, contents, keys };
}

function numbered(number: number, size: number): Page {
  return { number, size, offset: (number - 1) * size };
}

/** Whether a server repeats its last page after the end. Rows without an ID are not enough: they may be equal. */
function repeats(page: ReadPage<unknown>, other: ReadPage<unknown> | undefined): boolean {
  return (
    page.contents.some((content, index) => content === page.keys[index]) &&
    page.contents.length === other?.contents.length &&
    page.contents.every((content, index) => content === other.contents[index])
  );
}

async function readRange<Row>(
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

/** Contents of several pages. */
class Pages<Row> {
  constructor(
    private readonly paging: Paging<Row>,
    readonly all: readonly ReadPage<Row>[],
  ) {}

  /** Pages with a reliable total: not every server gives it on an empty page after the end. */
  get telling(): readonly ReadPage<Row>[] {
    return this.all.filter(({ rows }, index) => index === 0 || rows.length > 0);
  }

  get order(): Order | undefined {
    return orderOf(this.all.map(({ rows }) => rows.map(this.paging.time)));
  }

  /** @param more pages that were read again */
  reading(more: readonly ReadPage<Row>[], still: boolean): Reading<Row> {
    const all = this.all.flatMap(({ rows, keys }) =>
      rows.map((row, index) => [keys[index] as string, row] as const),
    );
    const rows = new Map(all);
    const { state } = this.paging;
    const [first] = this.all;
    return {
      rows,
      keys: all.map(([key]) => key),
      contradicted:
        state && rows.size < all.length
          ? all.find(([key, row]) => state(row) !== state(rows.get(key) as Row))?.[0]
          : undefined,
      onTwoPages: rows.size < all.length ? this.onTwoPages() : undefined,
      totals: new Set([...this.telling, ...more].map(({ total }) => total)),
      // Without a total, the second page may be empty because a row moved to the first one.
      atOnce: (first?.total === null ? [...this.all, ...more] : this.telling).length === 1,
      still,
    };
  }

  private onTwoPages(): string | undefined {
    const seen = new Set<string>();
    for (const { keys } of this.all) {
      const again = keys.find((key) => seen.has(key));
      if (again !== undefined) return again;
      for (const key of keys) seen.add(key);
    }
    return undefined;
  }

  /** Whether a page is the same when it is read again. */
  confirmedBy(again: ReadPage<Row>): boolean {
    const earlier = this.all[again.page.number - 1];
    // Its total is compared with those of all pages.
    if (earlier?.rows.length !== again.rows.length) return false;
    return again.keys.every((key, index) => key === earlier.keys[index]);
  }
}

/**
 * Reads pages one by one: pages by token, and pages of an API without a total, until a page has no new row.
 *
 * @throws BackupsError `invalid-response` for a token that comes again
 */
async function readInTurn<Row>(paging: Paging<Row>, first: ReadPage<Row>): Promise<Reading<Row>> {
  const pages: ReadPage<Row>[] = [];
  const seen = new Set<string>();
  const tokens = new Set<string>();
  let offset = 0;
  for (let page = first; ; ) {
    const { next, rows } = page;
    // A server that repeats its last page has reached the end.
    if (next === undefined && repeats(page, pages.at(-1)))
      return new Pages(paging, pages).reading([page], false);
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
  const read = new Pages(paging, pages);
  if (pages.length === 1 || read.telling.length > 1) return read.reading([], false);
  // The second page may have been empty because a row moved to the first one.
  const again = await readPage(paging, { ...first.page, again: true });
  return read.reading([again], read.confirmedBy(again));
}

/** Reads as many pages as the total needs. */
async function readToTheTotal<Row>(
  paging: Paging<Row>,
  first: ReadPage<Row>,
  total: number,
): Promise<ReadPage<Row>[]> {
  const { size } = first.page;
  const count = first.rows.length === 0 ? 1 : Math.ceil(total / size);
  if (count > MAX_PAGES) throw tooLong(total);
  if (count <= 1) return [first];
  if (size < paging.pageSize) {
    // The server has smaller pages, or only this one.
    const second = await readPage(paging, numbered(2, size));
    const known = new Set(first.keys);
    if (second.keys.every((key) => known.has(key)) || repeats(second, first)) return [first, second];
  }
  // Read the end with the newest rows first: reading it again then shows new backups.
  const [oldest, newest] = [first.rows.at(0), first.rows.at(-1)].map((row) => row && paging.time(row));
  const endFirst = typeof oldest === "number" && typeof newest === "number" && oldest <= newest;
  if (!endFirst) return [first, ...(await readRange(paging, size, 2, count))];
  const last = await readPage(paging, numbered(count, size));
  return [first, ...(await readRange(paging, size, 2, count - 1)), last];
}

/** Reads all pages at the same time, then those again that show whether the listing changed. */
export async function readOnce<Row>(paging: Paging<Row>): Promise<Reading<Row>> {
  const first = await readPage(paging, numbered(1, paging.pageSize));
  if (first.next !== undefined || first.total === null) return await readInTurn(paging, first);
  // A server may have smaller pages than requested.
  const { length } = first.rows;
  const size = length > 0 && length < Math.min(first.total, paging.pageSize) ? length : paging.pageSize;
  const sized = { ...first, page: { ...first.page, size } };
  const read = await readToTheTotal(paging, sized, first.total);
  const pages = new Pages(paging, read);
  const count = read.length;
  const soFar = pages.reading([], false);
  const order = isWhole(soFar) && !soFar.atOnce ? pages.order : undefined;
  const lastIsFull = (read.at(-1)?.rows.length ?? 0) >= size;
  if (lastIsFull && order !== "ascending" && hasNews(pages)) {
    // If a page follows a full last page, the total is wrong.
    const behind = await readPage(paging, numbered(count + 1, size));
    if (repeats(behind, read.at(-1))) return pages.reading([behind], false);
    if (behind.rows.length > 0) return new Pages(paging, [...read, behind]).reading([], false);
    if (order === undefined) return soFar;
    const again = await readPage(paging, { ...numbered(1, size), again: true });
    return pages.reading([again], pages.confirmedBy(again));
  }
  if (order === undefined) return soFar;
  const again = await Promise.all(
    [count, 1].map((number) => readPage(paging, { ...numbered(number, size), again: true })),
  );
  return pages.reading(again, again.every(pages.confirmedBy, pages));
}

/** Whether the last page has a row that the others have not. */
function hasNews<Row>(pages: Pages<Row>): boolean {
  const last = pages.all.at(-1) as ReadPage<Row>;
  const known = new Set(pages.all.slice(0, -1).flatMap(({ keys }) => keys));
  return last.keys.some((key) => !known.has(key));
}

/** Whether the number of rows equals the total. */
export function isWhole<Row>({ rows, totals }: Pick<Reading<Row>, "rows" | "totals">): boolean {
  const [total] = [...totals];
  return totals.size === 1 && (total === null || rows.size === total);
}
