import type { Page, PageAnswer } from "../../src/reading/page";
import { readAllPages } from "../../src/reading/paging";

/** A listing of simple rows, and how they are understood. */
interface SimpleListing<Row> {
  readonly pageSize: number;
  readonly fetch: (page: Page) => Promise<PageAnswer<Row>>;
  readonly key: (row: Row) => string;
  readonly time: (row: Row) => number | null;
  readonly isAnonymous?: (row: Row) => boolean;
  readonly state?: (row: Row) => string;
}

/** The rows of a listing as `readAllPages` finds them. */
export async function readPages<Row>({
  pageSize,
  fetch,
  key,
  time,
  isAnonymous = () => false,
  state = () => "succeeded",
}: SimpleListing<Row>): Promise<Row[]> {
  const listed = (row: Row) => ({
    key: key(row),
    isAnonymous: isAnonymous(row),
    time: time(row),
    state: state(row),
    row,
  });
  const read = await readAllPages({
    pageSize,
    fetch: async (page) => {
      const { rows, ...answer } = await fetch(page);
      return { ...answer, rows: rows.map(listed) };
    },
  });
  return read.map(({ row }) => row);
}
