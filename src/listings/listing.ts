/** The contract of a listing: how one vendor API is asked, and what its rows become. Types, and two questions that they leave open. */

import type { ApiCall, Cloud, CloudSettings } from "../clouds/cloud";
import { hasSetting } from "../clouds/settings";
import type { ArgumentTable, ArgumentValues } from "../core/argument";
import type { Backup } from "../core/backup";
import type { ToldInstance } from "../core/instance";
import type { Message } from "../core/message";
import type { FieldTable } from "./field";

/** What a listing is asked for; checked against its arguments before it gets here. */
export interface ListingQuery {
  readonly instanceId: string;
  readonly region: string;
  /** Offset of times that the vendor writes, or the user gives, without one. */
  readonly timeZone: string;
  /** The listing's own arguments. */
  readonly arguments: ArgumentValues;
  /** For windows that end now: the time by the vendor's clock, as far as it is known. */
  readonly now: Date;
  /** What was found of the instance, where the vendor's refusal led to it; its arguments are among `arguments`. */
  readonly found?: Found;
}

/** What an instance was found to be. */
export interface Found {
  /** Arguments that follow from it. */
  readonly arguments: ArgumentValues;
  /** Before this it may have had shards that it no longer has; null if nothing tells. */
  readonly scaledInBefore?: Date | null;
}

/** Parameters of one sweep through all pages, such as a time window. */
export type Sweep = ApiCall["parameters"];

/** A row of an answer, in the vendor's names. */
export type Row = Readonly<Record<string, unknown>>;

/** What every way to page has in common. */
interface PageSize {
  /** Parameter of the number of rows. */
  readonly size: string;
  /** Largest page that the vendor allows. */
  readonly largest: number;
}

/** Pages are asked for by their number, counted from 1. */
interface NumberedPages extends PageSize {
  readonly number: string;
  readonly offset?: never;
  readonly token?: never;
  readonly next?: never;
}

/** Pages are asked for by the number of rows before them. */
interface OffsetPages extends PageSize {
  readonly offset: string;
  readonly number?: never;
  readonly token?: never;
  readonly next?: never;
}

/** Each page names the next one; the first is asked for without a token. */
interface TokenPages extends PageSize {
  readonly token: string;
  /** Path of the next page's token in an answer, such as `Marker`: missing, null or empty in the last page. */
  readonly next: string;
  readonly number?: never;
  readonly offset?: never;
}

/** The vendor's parameters for a page: a number, an offset or a token. */
export type PageParameters = NumberedPages | OffsetPages | TokenPages;

/** One operation of a vendor's API that lists something, page by page. */
export interface Operation<Item> {
  readonly version: string;
  readonly action: string;
  /** Path of a REST API, with `{region}` and `{instance}` in it. @default "/" */
  readonly path?: string;
  /** The only HTTP method that the vendor takes for it, where others of the cloud take several. @default the cloud's */
  readonly method?: Cloud["method"];
  /** Parameter that names the region, where neither the path nor a header does. */
  readonly region?: string;
  readonly page: PageParameters;
  /** Field that tells how many rows there are in all; null if the API does not tell. */
  readonly total: string | null;
  /** Path of the list, such as `Backups.Backup`; more than one where the vendor documents several names. */
  readonly rows: readonly [string, ...string[]];
  readonly fields: FieldTable<keyof Item & string>;
  /**
   * Parameter that tells sweeps apart which no argument asks for. If the vendor refuses one of them by its name, it is
   * empty, with a warning. @default every sweep must be answered
   */
  readonly sweptBy?: string;
}

/** An operation that lists the backups of an instance. */
export interface BackupOperation extends Operation<Backup> {
  /** Parameter that names the instance, where the path does not. */
  readonly instance?: string;
  /**
   * Parameters that are more than the value of an argument (those follow from {@link Argument.sets}); more than one
   * set where the vendor limits a time window.
   *
   * @throws BackupsError `usage` for arguments that contradict each other
   */
  readonly sweeps?: (query: ListingQuery) => readonly Sweep[];
  /** What is so for every row. */
  readonly always?: Partial<Backup>;
  /** What a table of fields cannot say; throws {@link BadRow} for a row that cannot be a backup. */
  readonly refine?: (backup: Backup, row: Row, sweep: Sweep) => Backup;
  /** What tells rows apart that have an ID: rows with the same key are the same backup. @default the ID */
  readonly key?: (id: string, row: Row, sweep: Sweep) => string;
  /** Turns the backups of rows into those of the instance, where one backup run has a row per shard. */
  readonly combine?: (backups: readonly Backup[], query: ListingQuery) => readonly Backup[];
}

/** An operation that lists the instances of a region. */
export interface InstanceOperation extends Operation<ToldInstance> {
  /** Parameters of each request; more than one set where the vendor lists only some instances unless it is asked for others. @default one set, without any */
  readonly sweeps?: readonly Sweep[];
  /** What is so for every row. */
  readonly always?: Partial<ToldInstance>;
  /** What a table of fields cannot say. */
  readonly refine?: (instance: ToldInstance, row: Row) => ToldInstance;
}

/** A refusal that is due to what an instance is, and what to ask then. */
export interface Fallback {
  /** Tests the vendor's code, and its message. */
  readonly refusal: RegExp;
  /** Arguments that say what is asked instead; where one of them is given, the refusal stands. */
  readonly givenBy: readonly string[];
  /** Parameters that narrow the list of instances to this one, where its row must tell more than the refusal does. */
  readonly about?: (instanceId: string) => Sweep;
  /** What to ask with; undefined if the row does not tell. */
  readonly find: (row: Row) => Found | undefined;
}

/** A vendor API that lists backups. */
export interface Listing<Name extends string = string, Own = Readonly<Record<string, unknown>>> {
  /** Name in commands and messages, such as `tencentcloud-redis`. */
  readonly name: Name;
  /** Name for people, such as `Tencent Cloud Redis`. */
  readonly title: string;
  readonly cloud: Cloud;
  /** Offset of this API's times without a zone. @default the cloud's */
  readonly timeZone?: string;
  /** Service that requests are signed for. */
  readonly service: string;
  /** Service that permissions name, such as `kvstore` in `kvstore:DescribeBackups`. @default the one that is signed for */
  readonly permissionService?: string;
  /** Documented rate of the API in requests per second. */
  readonly requestsPerSecond: number;
  /** An instance ID and a region, for examples, and other arguments that an example is better with. */
  readonly example: {
    readonly instanceId: string;
    readonly region: string;
    readonly arguments?: ArgumentValues;
  };
  /** Arguments besides instance, region and selection. */
  readonly arguments: { readonly [Argument in keyof Own]-?: ArgumentTable[string] };
  /** The operations that list backups; the first is asked unless {@link choose} says otherwise. */
  readonly operations: readonly [BackupOperation, ...BackupOperation[]];
  /**
   * The operation that answers a query.
   *
   * @throws BackupsError `usage` for arguments that contradict each other
   */
  readonly choose?: (given: ArgumentValues) => BackupOperation;
  /** The operation that lists the instances of a region. */
  readonly instances: InstanceOperation;
  /** What the vendor still lists of an instance that was released, and how a lookup gets there: whole sentences. */
  readonly released: Message;
  /** What to ask where the vendor refuses a query because of what the instance is. @default nothing */
  readonly fallbacks?: readonly Fallback[];
}

/** What most vendors' documents say of backups of an instance that is gone: nothing. */
export const NOTHING_RELEASED =
  "Backups of an isolated instance are listed as before. The API documents no listing for a deleted instance.";

/** The operation that answers a query. */
export function operationFor(listing: Listing, given: ArgumentValues): BackupOperation {
  return listing.choose?.(given) ?? listing.operations[0];
}

/** Offset of a listing's times without a zone: the one that is given or set, or the listing's own. */
export function zoneOf(
  { timeZone, cloud }: Listing,
  settings: CloudSettings = {},
  given: ArgumentValues = {},
): string {
  return (given.timeZone as string | undefined) ?? settings.timeZone ?? timeZone ?? cloud.timeZone;
}

/** Whether another offset than the listing's own can be given or set. */
export function takesZone({ arguments: own, cloud }: Listing): boolean {
  return Object.hasOwn(own, "timeZone") || hasSetting(cloud, "timeZone");
}
