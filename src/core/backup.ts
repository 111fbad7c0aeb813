/** The normalised form of a backup of every cloud. Pure. */
import type { ReasonCode } from "./codes";
import type { Message } from "./message";
import type { Warning } from "./warning";

/** Normalised states. Only `succeeded` is restorable; `vendor` has the vendor's own word. */
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

/** A backup, with the same fields in every front end (snake_case in Terraform and JSON). */
export interface Backup {
  /**
   * ID for the vendor's restore call. For a sharded backup, the shards' IDs joined by `,`. Empty if the vendor gave
   * none; such a backup is never eligible.
   */
  readonly id: string;
  /** The shards' IDs; one element if the backup is not sharded, none if the vendor gave none. */
  readonly ids: readonly string[];
  /** Instance that was backed up. */
  readonly instanceId: string;
  /** Region that was listed. */
  readonly region: string;
  /** `succeeded`, `running`, `failed`, `expired`, `deleted` or `unknown`. */
  readonly status: BackupStatus;
  /**
   * Time by which backups are ordered, RFC 3339 UTC: that of the data if the vendor gives it, else the start of the
   * backup task. Null if the vendor gives neither; such a backup is never eligible.
   */
  readonly startedAt: string | null;
  /** End of the backup task, RFC 3339 UTC. */
  readonly finishedAt: string | null;
  /**
   * Earliest possible time of the data, RFC 3339 UTC: its exact time if the vendor gives it, else the start of the
   * backup task. For a sharded backup, the earliest of its shards. Null if `startedAt` is null.
   */
  readonly consistentFrom: string | null;
  /**
   * Latest possible time of the data, RFC 3339 UTC: its exact time if the vendor gives it, else the end of the backup
   * task, or null. See {@link consistentFrom}.
   */
  readonly consistentTo: string | null;
  /** When the vendor deletes it, RFC 3339 UTC. */
  readonly expiresAt: string | null;
  /** Bytes; for a sharded backup the sum. A bigint only beyond 2^53 - 1. */
  readonly sizeBytes: number | bigint | null;
  /** `full`, `incremental`, `partial` or `unknown`. */
  readonly type: BackupType;
  /** `physical`, `logical`, `snapshot` or `unknown`. */
  readonly method: BackupMethod;
  /** `automatic`, `manual` or `unknown`. */
  readonly trigger: BackupOrigin;
  /** Name or remark. */
  readonly name: string | null;
  /** Missing shards. A backup without a shard is never eligible. */
  readonly missingShards: readonly string[];
  /** Further documented fields of the vendor's answer, as text: only those that the listing's table keeps. */
  readonly vendor: Readonly<Record<string, string>>;
  /** Signed download address: a secret. Only in the client API, never in Terraform state. */
  readonly downloadUrl: string | null;
  /** Signed download address inside the vendor's network: a secret. */
  readonly internalDownloadUrl: string | null;
}

/** Fields with signed addresses, which must not be stored or logged. */
export const secretBackupFields: readonly (keyof Backup)[] = ["downloadUrl", "internalDownloadUrl"];

/** A backup without its signed addresses, which may be stored and printed. */
export type PublicBackup = Omit<Backup, "downloadUrl" | "internalDownloadUrl">;

/** Leaves the signed addresses out. */
export function publicBackup(backup: Backup): PublicBackup {
  const shown: Record<string, unknown> = {};
  for (const name of Object.keys(backup) as (keyof Backup)[]) {
    if (!secretBackupFields.includes(name)) shown[name] = backup[name];
  }
  return shown as unknown as PublicBackup;
}

/** A reason why a backup is not eligible. */
export interface Refusal {
  readonly code: ReasonCode;
  /** Short form for a table, such as `status running`. */
  readonly reason: string;
  /** A clause such as `it has no ID`, if the reason is the vendor's data: a warning must name such a backup. */
  readonly clause?: string;
  /** Hint, in whole sentences. */
  readonly remedy?: Message;
}

/** A doubt about a backup with a good status: an unusable ID, or uncertain shards. Without a clause: `it `, and the reason. */
export interface Doubt extends Refusal {
  /** Mistake in the vendor's answer, with field and value, if the lookup must fail when this backup would win. */
  readonly invalid?: string;
}

/** Symbols, so that both are copied with their backup, but not printed or stored. */
const DOUBT = Symbol("doubt");
const CAUTIONS = Symbol("cautions");

/** The backup with warnings that apply if it is chosen. */
export function withCautions(backup: Backup, cautions: readonly Warning[]): Backup {
  return cautions.length === 0 ? backup : { ...backup, ...{ [CAUTIONS]: cautions } };
}

export function cautionsAbout(backup: Backup): readonly Warning[] {
  return (backup as { readonly [CAUTIONS]?: readonly Warning[] })[CAUTIONS] ?? [];
}

/** The backup with a doubt about it, if there is one. */
export function withDoubt(backup: Backup, doubt: Doubt | undefined): Backup {
  return doubt ? { ...backup, ...{ [DOUBT]: doubt } } : backup;
}

export function doubtAbout(backup: Backup): Doubt | undefined {
  return (backup as { readonly [DOUBT]?: Doubt })[DOUBT];
}
