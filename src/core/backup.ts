/** The one normalised shape of a backup, whichever cloud lists it. Pure. */
import type { ReasonCode } from "./codes";
import type { Message } from "./message";
import type { Warning } from "./warning";

/** Normalised states. Only `succeeded` is restorable by default; the vendor's own word stays in `vendor`. */
export const backupStatuses = ["succeeded", "running", "failed", "expired", "deleted", "unknown"] as const;
/** Scope of a backup. `incremental` and `partial` ones are not restorable by default. */
export const backupTypes = ["full", "incremental", "partial", "unknown"] as const;
/** How a backup was made. */
export const backupMethods = ["physical", "logical", "snapshot", "unknown"] as const;
/** Origin of a backup: the schedule, or a person. */
export const backupTriggers = ["automatic", "manual", "unknown"] as const;

export type BackupStatus = (typeof backupStatuses)[number];
export type BackupType = (typeof backupTypes)[number];
export type BackupMethod = (typeof backupMethods)[number];
export type BackupOrigin = (typeof backupTriggers)[number];

/** A backup as every front end shows it: TypeScript here, the same words in snake_case in Terraform and JSON. */
export interface Backup {
  /**
   * What the vendor's restore call wants. For a sharded backup: the shards' IDs joined by `,`. Always text; empty where
   * the vendor gave none, and such a backup is never eligible.
   */
  readonly id: string;
  /** The shards' IDs; one element where the backup is not sharded, and none if the vendor gave none. */
  readonly ids: readonly string[];
  /** Instance that was backed up. */
  readonly instanceId: string;
  /** Region that was listed. */
  readonly region: string;
  readonly status: BackupStatus;
  /**
   * What backups are ordered by, RFC 3339 UTC: the instant of the data where the vendor names it, else the start of the
   * backup task. null if the vendor gave neither (such a backup is never chosen).
   */
  readonly startedAt: string | null;
  /** End of the backup task, RFC 3339 UTC. */
  readonly finishedAt: string | null;
  /**
   * The data is of one instant from here to {@link consistentTo}, RFC 3339 UTC: both are that instant where the vendor
   * names it, and else the start and the end of the backup task. For a sharded backup the earliest start of a shard.
   * null if `startedAt` is.
   */
  readonly consistentFrom: string | null;
  /** Latest instant that the data can be of, RFC 3339 UTC: the instant itself if the vendor gives it, else the end of the backup task, or null. See {@link consistentFrom}. */
  readonly consistentTo: string | null;
  /** When the vendor deletes it, RFC 3339 UTC. */
  readonly expiresAt: string | null;
  /** Bytes; for a sharded backup the sum. A bigint only beyond 2^53 - 1. */
  readonly sizeBytes: number | bigint | null;
  readonly type: BackupType;
  readonly method: BackupMethod;
  readonly trigger: BackupOrigin;
  /** The vendor's or the user's name or remark for it. */
  readonly name: string | null;
  /** Shards that this backup run should have and lacks. Such a set is never eligible. */
  readonly missingShards: readonly string[];
  /** Further fields of the vendor's documented answer, as text: those that the listing's table keeps, and no others. */
  readonly vendor: Readonly<Record<string, string>>;
  /** Signed download address: a secret. Only in the client API, never in Terraform state. */
  readonly downloadUrl: string | null;
  /** Signed download address inside the vendor's network: a secret. */
  readonly internalDownloadUrl: string | null;
}

/** Fields of a backup that hold signed addresses. Front ends that store or log leave them out. */
export const secretBackupFields: readonly (keyof Backup)[] = ["downloadUrl", "internalDownloadUrl"];

/** A backup without its signed addresses: what may be stored and printed. */
export type PublicBackup = Omit<Backup, "downloadUrl" | "internalDownloadUrl">;

/** Leaves the signed addresses out. */
export function publicBackup(backup: Backup): PublicBackup {
  const shown: Record<string, unknown> = {};
  for (const name of Object.keys(backup) as (keyof Backup)[]) {
    if (!secretBackupFields.includes(name)) shown[name] = backup[name];
  }
  return shown as unknown as PublicBackup;
}

/**
 * Why a backup must not be restored, whatever its status says: it has no ID that can be used, or its shards may be too
 * few, or of two moments.
 */
export interface Doubt {
  readonly code: ReasonCode;
  /** As a table shows it. */
  readonly reason: string;
  /** The same as a clause, such as `it has no ID`. @default `it `, and the reason */
  readonly clause?: string;
  /** Hint, in whole sentences. */
  readonly remedy?: Message;
  /** Mistake in the vendor's answer, with field and value, if the answer must not be used when this backup would win. */
  readonly invalid?: string;
}

/** A symbol, for the same reason as that of doubts. */
const CAUTIONS = Symbol("cautions");

/** The backup with warnings that are given if it is chosen. */
export function withCautions(backup: Backup, cautions: readonly Warning[]): Backup {
  return cautions.length === 0 ? backup : { ...backup, ...{ [CAUTIONS]: cautions } };
}

/** The warnings that are given if a backup is chosen. */
export function cautionsAbout(backup: Backup): readonly Warning[] {
  return (backup as { readonly [CAUTIONS]?: readonly Warning[] })[CAUTIONS] ?? [];
}

/** A symbol, so that a doubt is copied with its backup, but is no field that is printed or stored. */
const DOUBT = Symbol("doubt");

/** The backup with a doubt about it, if there is one. */
export function withDoubt(backup: Backup, doubt: Doubt | undefined): Backup {
  return doubt ? { ...backup, ...{ [DOUBT]: doubt } } : backup;
}

/** The doubt about a backup; undefined if there is none. */
export function doubtAbout(backup: Backup): Doubt | undefined {
  return (backup as { readonly [DOUBT]?: Doubt })[DOUBT];
}
