/** The contract of a listing: how one vendor API is asked, paged, parsed and turned into backups. Types only. */
import type { ZodMiniType } from "zod/mini";
import type { ArgumentTable, ArgumentValues } from "../argument";
import type { Backup } from "../backup";
import type { ApiCall, Cloud } from "../clouds/cloud";

/** What a listing is asked for; checked against its arguments before it gets here. */
export interface ListingQuery {
  readonly instanceId: string;
  readonly region: string;
  /** Offset of times that the vendor writes, or the user gives, without one. */
  readonly timeZone: string;
  /** The listing's own arguments. */
  readonly arguments: ArgumentValues;
  /** For windows that end now. */
  readonly now: Date;
}

/** One page to ask for. */
export interface Page {
  /** From 1. */
  readonly number: number;
  readonly size: number;
  /** Rows before it: `(number - 1) * size`. */
  readonly offset: number;
}

/** Parameters of one sweep through all pages, such as a time window. */
export type Sweep = ApiCall["parameters"];

/** A page's content. */
export interface PageAnswer<Row> {
  /** How many rows there are in all; null where the API does not tell. */
  readonly total: number | null;
  readonly rows: readonly Row[];
}

/** One operation of a vendor's API that lists backups. */
export interface Operation<Row> {
  readonly version: string;
  readonly action: string;
  /** Largest page that the vendor allows. */
  readonly pageSize: number;
  /** Path of the resource, where the API has one. */
  readonly path?: (query: ListingQuery) => string;
  /** Parameters; more than one sweep where the vendor limits a time window. */
  readonly sweeps: (query: ListingQuery) => readonly Sweep[];
  /** Paging parameters in the vendor's names. */
  readonly page: (page: Page) => ApiCall["parameters"];
  /** Schema of a page; built when the first answer comes, so that zod is not loaded before. */
  readonly answer: (wire: typeof import("./wire")) => ZodMiniType<PageAnswer<Row>>;
  /** What tells rows apart: rows with the same key are the same backup. */
  readonly key: (row: Row) => string;
  /** A row as a backup; throws {@link BadRow} for one that cannot be read. */
  readonly backup: (row: Row, query: ListingQuery) => Backup;
  /** Turns the backups of rows into those of the instance, where one backup run has a row per shard. */
  readonly combine?: (backups: readonly Backup[], query: ListingQuery) => readonly Backup[];
}

/** A vendor API that lists backups. */
export interface Listing {
  /** Name in commands and messages, such as `tencentcloud-redis`. */
  readonly name: string;
  /** Name for people, such as `Tencent Cloud Redis`. */
  readonly title: string;
  readonly cloud: Cloud;
  /** Service that requests are signed for. */
  readonly service: string;
  /** Documented rate of the API in requests per second. */
  readonly requestsPerSecond: number;
  /** An instance ID and a region, for examples. */
  readonly example: { readonly instanceId: string; readonly region: string };
  /** Arguments besides instance, region and selection. */
  readonly arguments: ArgumentTable;
  /**
   * The operation that answers a query.
   *
   * @throws BackupsError `usage` for arguments that contradict each other
   */
  // biome-ignore lint/suspicious/noExplicitAny: the row is the operation's own affair, never looked into outside
  readonly operation: (query: ListingQuery) => Operation<any>;
}

/** A row that cannot be a backup, such as one with an unreadable time. */
export class BadRow extends Error {
  constructor(
    /** The field at fault, in the vendor's spelling. */
    readonly path: string,
    problem: string,
  ) {
    super(problem);
  }
}
