/** Fields that several of Alibaba Cloud's database APIs share. */
import type { Backup, BackupOrigin, BackupStatus } from "../../core/backup";
import { backup, type FieldTable, type Words } from "../../listings/field";
import type { BackupOperation, Row } from "../../listings/listing";
import { meaning, wordOf } from "../../reading/row";

/** BackupStatus, ClusterBackupStatus, and the status of a cluster's shard. */
const STATUSES: Words<BackupStatus> = {
  Success: "succeeded",
  OK: "succeeded",
  Running: "running",
  Failed: "failed",
  Error: "failed",
};
/** BackupMode, ClusterBackupMode. */
const TRIGGERS: Words<BackupOrigin> = { Automated: "automatic", Manual: "manual" };

/** A backup of any product. */
export const BACKUP_FIELDS = {
  BackupId: backup.id,
  BackupStartTime: backup.startedAt,
  BackupEndTime: backup.finishedAt,
  BackupStatus: backup.status(STATUSES),
  // An older document of Redis writes `Fullbackup`.
  BackupType: backup.type({ FullBackup: "full", IncrementalBackup: "incremental" }),
  BackupMethod: backup.method({ Physical: "physical", Logical: "logical", Snapshot: "snapshot" }),
  BackupMode: backup.trigger(TRIGGERS),
} satisfies FieldTable<keyof Backup>;

/** A backup that can be downloaded. */
export const FILE_FIELDS = {
  BackupSize: backup.sizeBytes,
  BackupDownloadURL: backup.downloadUrl,
  BackupIntranetDownloadURL: backup.internalDownloadUrl,
} satisfies FieldTable<keyof Backup>;

/** IsAvail: an unavailable backup cannot be restored, even if its status is success. */
export const IS_AVAIL = backup.noted("`status`: `unknown` if it is not `1` or `true`");

/** The kept fields of a shard's backup in a cluster's set: all but the download addresses. */
const SHARD_FIELDS = [
  "BackupId",
  "BackupName",
  "BackupStatus",
  "BackupStartTime",
  "BackupEndTime",
  "BackupSize",
  "Engine",
  "InstanceName",
  "IsAvail",
  "RecoverConfigMode",
] as const;

/** A backup of a cluster: a set with a backup of each shard. */
export const CLUSTER_FIELDS = {
  ClusterBackupId: backup.id,
  ClusterBackupStartTime: backup.startedAt,
  ClusterBackupEndTime: backup.finishedAt,
  ClusterBackupStatus: backup.status(STATUSES),
  ClusterBackupMode: backup.trigger(TRIGGERS),
  ClusterBackupSize: backup.sizeBytes,
  IsAvail: IS_AVAIL,
  Backups: backup.noted(
    "`status`: `failed` or `running` if a shard is, `unknown` for a shard's other words, or if its `IsAvail` is not `1` or `true`",
    "any",
    SHARD_FIELDS,
  ),
  Progress: backup.vendor,
} satisfies FieldTable<keyof Backup>;

/** The operation for released instances. `lacking` are the fields that its rows do not have. */
export function detached(listed: BackupOperation, lacking: readonly string[]): BackupOperation {
  const fields = Object.entries(listed.fields).filter(([name]) => !lacking.includes(name));
  return {
    ...listed,
    action: "DescribeDetachedBackups",
    askedBy: "detachedBackups",
    fields: Object.fromEntries(fields),
  };
}

/** True if IsAvail says that a backup or shard cannot be restored; a missing IsAvail counts as available. */
function isUnavailable({ IsAvail }: Row): boolean {
  return !/^(?:1|true)?$/i.test(wordOf(IsAvail));
}

/** A backup that IsAvail rules out is `unknown`. */
export function withAvailability(found: Backup, row: Row): Backup {
  return isUnavailable(row) && found.status === "succeeded" ? { ...found, status: "unknown" } : found;
}

/** The state of a cluster's backup: it and its shards must be available, and no shard may have another state. */
export function withShards(found: Backup, row: Row): Backup {
  const listed: readonly unknown[] = Array.isArray(row.Backups) ? row.Backups : [];
  const shards = listed.map((shard) => (shard ?? {}) as Row);
  const states = shards.map(({ BackupStatus }) => meaning(STATUSES, BackupStatus || "OK"));
  const worst = (["failed", "running", "unknown"] as const).find((state) => states.includes(state));
  const whole = worst && found.status === "succeeded" ? { ...found, status: worst } : found;
  return [row, ...shards].reduce(withAvailability, whole);
}
