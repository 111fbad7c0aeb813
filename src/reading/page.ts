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

/** What paging needs to know of a row. */
export interface Listed {
  /** Rows with the same key are the same backup. */
  readonly key: string;
  /** Whether it has no ID: equal rows are then different backups. */
  readonly isAnonymous: boolean;
  /** When the backup started, in milliseconds; null if unknown. */
  readonly time: number | null;
  /** State of the backup; rows of the same backup must have the same. */
  readonly state: string;
}
