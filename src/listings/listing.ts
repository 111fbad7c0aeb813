/** The type of a listing: the requests to one vendor API, and the conversion of its rows. */

import type { ApiCall } from "../clouds/call";
import type { Cloud, CloudSettings } from "../clouds/cloud";
import { hasSetting } from "../clouds/settings";
import { type ArgumentTable, type ArgumentValues, isGiven } from "../core/argument";
import type { Backup } from "../core/backup";
import { usageError } from "../core/errors";
import type { ToldInstance } from "../core/instance";
import { arg, type Message, message } from "../core/message";
import type { FieldTable } from "./field";

/** A query to a listing, already checked. */
export interface ListingQuery {
  readonly instanceId: string;
  readonly region: string;
  /** Offset of the vendor's and the user's times without one. */
  readonly timeZone: string;
  /** The listing's own arguments. */
  readonly arguments: ArgumentValues;
  /** For windows that end now: the time by the vendor's clock, if known. */
  readonly now: Date;
  /** Facts found about the instance after a refusal; its arguments are among `arguments`. */
  readonly found?: Found;
}

/** Facts found about an instance. */
export interface Found {
  /** Arguments that follow from it. */
  readonly arguments: ArgumentValues;
  /** Before this time it may have had shards that were removed since; null if unknown. */
  readonly scaledInBefore?: Date | null;
}

/** Parameters of one sweep through all pages, such as a time window. */
export type Sweep = ApiCall["parameters"];

/** A row of an answer, in the vendor's names. */
export type Row = Readonly<Record<string, unknown>>;

interface PageSize {
  /** Parameter of the number of rows. */
  readonly size: string;
  /** Largest page that the vendor allows. */
  readonly largest: number;
}

/** Parameter that a page is asked for by. */
type PagePlace =
  /** Its number, counted from 1. */
  | { readonly number: string; readonly offset?: never; readonly token?: never; readonly next?: never }
  /** The number of rows before it. */
  | { readonly offset: string; readonly number?: never; readonly token?: never; readonly next?: never }
  /**
   * Its token; the first page is asked for without one. `next` is the path of the next page's token in an answer, such
   * as `Marker`: missing, null or empty in the last page.
   */
  | { readonly token: string; readonly next: string; readonly number?: never; readonly offset?: never };

/** The vendor's parameters for a page: a number, an offset or a token. */
export type PageParameters = PageSize & PagePlace;

/** One operation of a vendor's API that lists something, page by page. */
export interface Operation<Item> {
  readonly version: string;
  readonly action: string;
  /** Path of a REST API, with `{region}` and `{instance}` in it. @default "/" */
  readonly path?: string;
  /** The only HTTP method for it, if the cloud takes several. @default the cloud's */
  readonly method?: Cloud["method"];
  /** Parameter with the region, if neither the path nor a header has it. */
  readonly region?: string;
  readonly page: PageParameters;
  /** Field with the total number of rows; null if the API has none. */
  readonly total: string | null;
  /** Path of the list, such as `Backups.Backup`; more than one if the vendor documents several names. */
  readonly rows: readonly [string, ...string[]];
  readonly fields: FieldTable<keyof Item & string>;
  /**
   * Parameter that differs between sweeps that no argument asks for. If the vendor refuses a sweep because of it, the
   * sweep is empty, with a warning. @default every sweep must be answered
   */
  readonly sweptBy?: string;
}

/** An operation that lists the backups of an instance. */
export interface BackupOperation extends Operation<Backup> {
  /** Parameter with the instance, if the path does not have it. */
  readonly instance?: string;
  /**
   * Parameters that are not simply the value of an argument ({@link Argument.sets}); several sets if the vendor limits
   * a time window.
   *
   * @throws BackupsError `usage` for arguments that contradict each other
   */
  readonly sweeps?: (query: ListingQuery) => readonly Sweep[];
  /** Constant fields of every row. */
  readonly always?: Partial<Backup>;
  /** Adjusts a backup beyond the table of fields; throws {@link BadRow} for a row that cannot be a backup. */
  readonly refine?: (backup: Backup, row: Row, sweep: Sweep) => Backup;
  /** Key of a row with an ID: rows with the same key are the same backup. @default the ID */
  readonly key?: (id: string, row: Row, sweep: Sweep) => string;
  /** The argument that asks for this operation. @default none: it is the listing's usual one */
  readonly askedBy?: string;
  /** Arguments of the listing that this operation does not have. @default none */
  readonly lacks?: readonly string[];
  /** Joins the backups of rows, if one backup run has a row per shard. */
  readonly combine?: (backups: readonly Backup[], query: ListingQuery) => readonly Backup[];
}

/** An operation that lists the instances of a region. */
export interface InstanceOperation extends Operation<ToldInstance> {
  /**
   * Parameters of each request; several sets if the vendor lists only some kinds of instances at once. @default one
   * set, without any
   */
  readonly sweeps?: readonly Sweep[];
  /** Constant fields of every row. */
  readonly always?: Partial<ToldInstance>;
  /** Adjusts an instance beyond the table of fields. */
  readonly refine?: (instance: ToldInstance, row: Row) => ToldInstance;
}

/** A refusal because of the kind of an instance, and the next request. */
export interface Fallback {
  /** Matches the vendor's code, or its message. */
  readonly refusal: RegExp;
  /** If one of these arguments is given, the refusal is an error. */
  readonly givenBy: readonly string[];
  /** Parameters that narrow the list of instances to this one, if its row is needed. */
  readonly about?: (instanceId: string) => Sweep;
  /** Arguments for the next request; undefined if the row does not show them. */
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
  /** Instance ID, region and other arguments for examples. */
  readonly example: {
    readonly instanceId: string;
    readonly region: string;
    readonly arguments?: ArgumentValues;
  };
  /** Arguments besides instance, region and selection. */
  readonly arguments: { readonly [Argument in keyof Own]-?: ArgumentTable[string] };
  /** The operations that list backups; the first is the usual one. */
  readonly operations: readonly [BackupOperation, ...BackupOperation[]];
  /** The operation that lists the instances of a region. */
  readonly instances: InstanceOperation;
  /**
   * Backups that the vendor still lists for a released instance, and how to look them up, in whole sentences; null if
   * it documents no listing for a deleted instance.
   */
  readonly released: Message | null;
  /** The next request if the vendor refuses the kind of instance. @default none */
  readonly fallbacks?: readonly Fallback[];
}

/** How to look up the backups of a released instance. */
export function releasedBackups({ released }: Listing): Message {
  return (
    released ??
    "Backups of an isolated instance are listed as before. The API documents no listing for a deleted instance."
  );
}

/**
 * The operation that answers a query.
 *
 * @throws BackupsError `usage` for an argument that the operation does not have
 */
export function operationFor({ operations }: Listing, given: ArgumentValues): BackupOperation {
  const asked = operations.find(({ askedBy }) => askedBy !== undefined && given[askedBy] === true);
  if (!asked) return operations[0];
  const misfit = asked.lacks?.find((name) => isGiven(given[name]));
  if (misfit === undefined) return asked;
  throw usageError(
    misfit,
    message`does not apply together with ${arg(String(asked.askedBy))}`,
    `${asked.action} has no such parameter; leave one of the two out.`,
  );
}

/** Offset of a listing's times without a zone: the given one, or the listing's own. */
export function zoneOf(
  { timeZone, cloud }: Listing,
  settings: CloudSettings = {},
  given: ArgumentValues = {},
): string {
  return (given.timeZone as string | undefined) ?? settings.timeZone ?? timeZone ?? cloud.timeZone;
}

/** Whether the user can give another offset. */
export function takesZone({ arguments: own, cloud }: Listing): boolean {
  return Object.hasOwn(own, "timeZone") || hasSetting(cloud, "timeZone");
}
