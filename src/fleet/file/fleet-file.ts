/** A file of instances, as the rest of the fleet's code sees it. Types only. */
import type { ArgumentValues } from "../../core/argument";
import type { ListingName } from "../../vendors";

/** A duration as the file writes it, and its length in seconds. */
export interface Span {
  readonly text: string;
  readonly seconds: number;
}

/** Limits for an instance's backups. Undefined limits are not checked. */
export interface Limits {
  /** Age of the latest restorable backup that is late. */
  readonly warnAge?: Span;
  /** Age of the latest restorable backup that fails. */
  readonly maxAge?: Span;
  /** Bytes that the latest restorable backup must have. */
  readonly minSize?: number;
  /** Percent of the median of earlier sizes that it must have. */
  readonly minSizeOfUsual?: number;
  /** Least number of restorable backups. */
  readonly minCount?: number;
  /** Least number of restorable backups within a period. */
  readonly count?: { readonly within: Span; readonly atLeast: number };
  /** The longest time without a backup, or how many times the usual interval it may be. */
  readonly maxGap?: Span | { readonly times: number };
  /** Whether the database is late if its newest attempt failed. */
  readonly failedAttempt?: boolean;
  /** Whether a backup that expires before the next one is due is late. */
  readonly earlyExpiry?: boolean;
  /** How far back the oldest restorable backup must reach. */
  readonly minWindow?: Span;
}

/** Why an instance is not counted, and until when. */
export interface Ignore {
  readonly reason: string;
  /** As in the file: a date, which includes the whole day, or a time. */
  readonly until: string;
  readonly endsAt: Date;
}

/** One entry of the file, merged with the defaults. */
export interface FleetEntry {
  /** From 0. */
  readonly index: number;
  /** Where it begins, from 1. */
  readonly line: number;
  readonly listing: ListingName;
  /** Undefined means all instances of the regions. */
  readonly instanceId?: string;
  /** Exactly one for a single instance. Undefined means the region of the environment or the vendor's files. */
  readonly regions: readonly (string | undefined)[];
  readonly profile?: string;
  /** Name to show. */
  readonly name?: string;
  readonly labels: Readonly<Record<string, string>>;
  /** IDs that `instances: all` leaves out. */
  readonly except: readonly string[];
  /** How many instances `instances: all` must find in each region. */
  readonly atLeast: number;
  /** The listing's own arguments and the selection. */
  readonly query: ArgumentValues;
  readonly limits: Limits;
  readonly ignore?: Ignore;
}

/** A file of instances that was read and checked. */
export interface FleetFile {
  /** As it was given. */
  readonly path: string;
  readonly sha256: string;
  readonly entries: readonly FleetEntry[];
}
