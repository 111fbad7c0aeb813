/** Pages of a listing. Types only. */

/** One page to ask for. */
export interface Page {
  /** From 1. */
  readonly number: number;
  readonly size: number;
  /** Rows before it: `(number - 1) * size`. */
  readonly offset: number;
}

/** A page's content. */
export interface PageAnswer<Row> {
  /** How many rows there are in all; null where the API does not tell. */
  readonly total: number | null;
  readonly rows: readonly Row[];
}
