/** Pages of a listing. Types only. */

/** One page to ask for. */
export interface Page {
  /** From 1. */
  readonly number: number;
  readonly size: number;
  /** Rows before it. */
  readonly offset: number;
  /** What the page before it called it. @default pages have no tokens, or it is the first one */
  readonly token?: string;
}

/** A page's content. */
export interface PageAnswer<Row> {
  /** How many rows there are in all; null if the API does not tell. */
  readonly total: number | null;
  readonly rows: readonly Row[];
  /** Token of the next page, null in the last one. @default pages have no tokens */
  readonly next?: string | null;
}
