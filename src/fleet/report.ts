/**
 * Result of a run over a file of instances: one plain structure that every format and the page read. In JSON the names
 * are the same in snake_case. Times are RFC 3339 UTC, lengths of time are seconds, sizes are bytes.
 */

import type { ReasonCode } from "../core/codes";
import type { BackupsErrorCode } from "../core/errors";
import type { ListingName } from "../vendors";
import type { Counts, State } from "./states";

/** Names of the checks; each applies at most once to a database. */
export type CheckName =
  | "asked"
  | "instances"
  | "restorable"
  | "age"
  | "size"
  | "count"
  | "window"
  | "attempt"
  | "gap"
  | "expiry"
  | "passed-over"
  | "ignore";

/** `unknown`: there are too few backups. */
export type CheckVerdict = "holds" | "warns" | "fails" | "unknown";

export interface Check {
  readonly name: CheckName;
  /** For people, such as `Longest gap`. */
  readonly title: string;
  readonly found: string;
  readonly allowed: string;
  readonly verdict: CheckVerdict;
}

/** A problem of a database, and the next step. */
export interface Finding {
  readonly what: string;
  readonly next: string;
  /** Since when; null if the listing does not tell. */
  readonly since: string | null;
}

/** Kinds of a backup in the timeline. */
export type Mark =
  | "latest"
  | "restorable"
  | "expired"
  | "failed"
  | "incomplete"
  | "small"
  | "incremental"
  | "running"
  | "future"
  | "refused";

/** A backup of the last 30 days, or one of the newest. */
export interface MarkedBackup {
  readonly id: string;
  /** Null if the vendor gave no time. */
  readonly at: string | null;
  readonly sizeBytes: number | null;
  readonly mark: Mark;
  /** Why it is not restorable; null if it is. */
  readonly reason: string | null;
  readonly reasonCode: ReasonCode | null;
  /** Such as `full, physical`. */
  readonly kind: string;
}

/** The backup that a restore would take. */
export interface LatestBackup {
  readonly id: string;
  readonly at: string;
  /** Earliest possible time of its data. */
  readonly consistentFrom: string;
  readonly consistentTo: string | null;
  readonly kind: string;
  readonly sizeBytes: number | null;
  readonly expiresAt: string | null;
}

/** A part of an account: the instances of one listing in one region. */
export interface Place {
  readonly listing: ListingName;
  readonly region: string;
  readonly profile: string | null;
}

/** One database, or an `instances: all` entry whose instances could not be listed or are too few. */
export interface Row extends Place {
  /** Name to show, unique within listing, region and instance. */
  readonly name: string;
  readonly cloud: string;
  readonly vendor: string;
  /** Null for an `instances: all` entry. */
  readonly instanceId: string | null;
  readonly labels: Readonly<Record<string, string>>;
  /** Line of its entry in the file. */
  readonly line: number;
  readonly state: State;
  /** The state without the `ignore`; null if it is not muted. */
  readonly wouldBe: State | null;
  readonly ignore: { readonly reason: string; readonly until: string } | null;
  /** The worst problem; null if it is fine. */
  readonly finding: Finding | null;
  readonly checks: readonly Check[];
  /** Age of the latest restorable backup in seconds; null if there is none, or nothing is known. */
  readonly ageSeconds: number | null;
  readonly warnAgeSeconds: number | null;
  readonly maxAgeSeconds: number | null;
  /** The limit for the age, as prose; null if there is none. */
  readonly limit: string | null;
  /** Age divided by the limit. */
  readonly ageShare: number | null;
  readonly latest: LatestBackup | null;
  /** Median of the sizes of earlier backups; null if there are too few. */
  readonly usualSizeBytes: number | null;
  /** Change of the latest size against it, in percent. */
  readonly sizeChange: number | null;
  /** Usual time between two backups; null if there are too few to tell. */
  readonly usualIntervalSeconds: number | null;
  readonly listedCount: number | null;
  readonly eligibleCount: number | null;
  /** The oldest state that can certainly be restored: the earliest `consistent_to`; null if no end is known. */
  readonly windowStart: string | null;
  readonly newestFailedAt: string | null;
  /** Longest time without a backup within 30 days, if it is longer than allowed. */
  readonly longGap: { readonly from: string; readonly to: string } | null;
  /** Those of the last 30 days and the newest four, newest first. */
  readonly backups: readonly MarkedBackup[];
  /** Why the lookup failed. */
  readonly error: { readonly code: BackupsErrorCode | "internal"; readonly message: string } | null;
  /** When the lookup succeeded or failed. */
  readonly askedAt: string;
  /** The command that lists its backups with reasons. */
  readonly command: string;
}

/** An instance of an account that the file does not name. */
export interface Unlisted extends Place {
  readonly name: string | null;
  readonly instanceId: string;
}

/** A part of an account whose instances could not be listed. */
export interface Unlistable extends Place {
  readonly message: string;
}

/** How many instances an `instances: all` entry found. */
export interface Discovery extends Place {
  readonly line: number;
  /** Null if they could not be listed. */
  readonly found: number | null;
  readonly atLeast: number;
}

export interface Report {
  /** Version of this structure. */
  readonly schemaVersion: 1;
  readonly tool: { readonly version: string; readonly node: string };
  readonly file: { readonly path: string; readonly sha256: string; readonly entries: number };
  readonly startedAt: string;
  readonly generatedAt: string;
  readonly counts: Counts;
  /** Worst first. */
  readonly rows: readonly Row[];
  readonly discoveries: readonly Discovery[];
  /** Null if the accounts were not searched. */
  readonly unlisted: readonly Unlisted[] | null;
  readonly unlistable: readonly Unlistable[];
  readonly asked: {
    readonly databases: number;
    readonly listings: number;
    readonly regions: number;
    readonly answered: number;
    readonly failures: Readonly<Partial<Record<BackupsErrorCode | "internal", number>>>;
    readonly backups: number;
    readonly requests: number;
  };
  /** Seconds by which each vendor's clock is ahead of this machine's; null if unknown. */
  readonly clocks: readonly { readonly vendor: string; readonly aheadSeconds: number | null }[];
}
