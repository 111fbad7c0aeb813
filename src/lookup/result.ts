/** Results of a client's calls. */
import type { Backup } from "../core/backup";
import type { DatabaseInstance } from "../core/instance";
import type { Selection } from "../core/selection";
import type { Warning } from "../core/warning";

/** The instances of a region. */
export interface InstanceList {
  /** The region, also if it has no instance. */
  readonly region: string;
  /** All instances, lookable or not, in the order of their IDs. */
  readonly instances: readonly DatabaseInstance[];
  /** Warnings, such as a kind of instances that the vendor refused to list. */
  readonly warnings: readonly Warning[];
}

/** The result of a lookup; the same in every front end. */
export interface LookupResult {
  /** ID of the newest eligible backup, or null. */
  readonly latestId: string | null;
  /** The newest eligible backup, or null. */
  readonly latest: Backup | null;
  /** The eligible backups, newest first, at most `history` of them. */
  readonly backups: readonly Backup[];
  /** How many backups the listing has, eligible or not. */
  readonly totalCount: number;
  /** How many of them are eligible. */
  readonly eligibleCount: number;
  /** The time by the vendor's clock when they were listed, RFC 3339 UTC; null if the API failed. */
  readonly at: string | null;
  /** Greatest age in seconds that the data of `latest` may have at that time; null if there is none. */
  readonly ageSeconds: number | null;
  /** Warnings of a lookup that succeeded. */
  readonly warnings: readonly Warning[];
}

/** The result of a failed lookup, if the failure is only a warning. @internal */
export const NOTHING: Omit<LookupResult, "warnings"> = {
  latestId: null,
  latest: null,
  backups: [],
  totalCount: 0,
  eligibleCount: 0,
  at: null,
  ageSeconds: null,
};

/** A listing that was read, with the verdict on each backup. */
export interface Examination extends Selection {
  /** Region that was listed. */
  readonly region: string;
  /** Listing, instance and region, for messages. */
  readonly where: string;
}
