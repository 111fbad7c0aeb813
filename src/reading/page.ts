/** Pages of a listing. Types only. */

/** A page to request. */
export interface Page {
  /** From 1. */
  readonly number: number;
  readonly size: number;
  /** Rows before it. */
  readonly offset: number;
  /** Its token from the page before, if it has one. */
  readonly token?: string;
  /** Whether it is read again, to compare its total and the keys of its rows. */
  readonly again?: true;
}

/** A page's content. */
export interface PageAnswer<Row> {
  /** Total number of rows; null if the API does not give it. */
  readonly total: number | null;
  readonly rows: readonly Row[];
  /** Token of the next page, null in the last one. @default pages have no tokens */
  readonly next?: string | null;
}
