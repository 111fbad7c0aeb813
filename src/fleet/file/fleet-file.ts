/** Types of a file of instances that was read. */
import type { ArgumentValues } from "../../core/argument";
import type { ListingName } from "../../vendors";

/** A duration as the file writes it, and its length in seconds. */
export interface Span {
  readonly text: string;
  readonly seconds: number;
}

/** Limits for an instance's backups. The schema describes each. Undefined limits are not checked. */
export interface Limits {
  readonly warnAge?: Span;
  readonly maxAge?: Span;
  /** Bytes. */
  readonly minSize?: number;
  /** Percent. */
  readonly minSizeOfUsual?: number;
  readonly minCount?: number;
  readonly count?: { readonly within: Span; readonly atLeast: number };
  readonly maxGap?: Span | { readonly times: number };
  readonly failedAttempt?: boolean;
  readonly earlyExpiry?: boolean;
  readonly minWindow?: Span;
}

/** Why an instance is muted, and until when. */
export interface Ignore {
  readonly reason: string;
  /** As in the file: a date, which includes the whole day, or a time. */
  readonly until: string;
  readonly endsAt: Date;
}

/** One entry of the file, merged with the defaults. */
export interface FleetEntry {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly listing: ListingName;
  /** Undefined means all instances of the regions. */
  readonly instanceId?: string;
  /** Exactly one for a single instance. Undefined means the region of the environment or the vendor's files. */
  readonly regions: readonly (string | undefined)[];
  readonly profile?: string;
  readonly name?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly except: readonly string[];
  readonly atLeast: number;
  /** The listing's own arguments and the selection. */
  readonly query: ArgumentValues;
  readonly limits: Limits;
  readonly ignore?: Ignore;
}

export interface FleetFile {
  readonly path: string;
  readonly sha256: string;
  readonly entries: readonly FleetEntry[];
}
