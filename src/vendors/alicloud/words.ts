/** Words and states that several of Alibaba Cloud's database APIs share. */
import type { Backup, BackupMethod, BackupOrigin, BackupStatus, BackupType } from "../../core/backup";
import type { InstanceState } from "../../core/instance";
import type { Words } from "../../listings/field";
import type { Row } from "../../listings/listing";
import { meaning } from "../../reading/row";

/** BackupStatus, ClusterBackupStatus, and the status of a cluster's shard. */
export const STATUSES: Words<BackupStatus> = {
  Success: "succeeded",
  OK: "succeeded",
  Running: "running",
  Failed: "failed",
  Error: "failed",
};
/** BackupType; an older document of Redis writes `Fullbackup`. */
export const TYPES: Words<BackupType> = { FullBackup: "full", IncrementalBackup: "incremental" };
/** BackupMethod. */
export const METHODS: Words<BackupMethod> = {
  Physical: "physical",
  Logical: "logical",
  Snapshot: "snapshot",
};
/** BackupMode. */
export const TRIGGERS: Words<BackupOrigin> = { Automated: "automatic", Manual: "manual" };

/**
 * States of instances and clusters; other words are `unknown`. Sources: "Instance state table" of RDS, "Instance
 * states" of MongoDB, "Cluster states" of PolarDB.
 */
export const STATES: Words<InstanceState> = {
  Running: "running",
  // A running cluster without upgrades.
  UPGRADE_FORBIDDEN: "running",
  Creating: "creating",
  Rebooting: "changing",
  Starting: "changing",
  Restoring: "changing",
  Importing: "changing",
  ImportingFromOthers: "changing",
  Transing: "changing",
  TransingToOthers: "changing",
  StandbyTransing: "changing",
  INS_CLONING: "changing",
  INS_MAINTAINING: "changing",
  NS_MAINTAINING: "changing",
  DBInstanceClassChanging: "changing",
  ClassChanging: "changing",
  ClassChanged: "changing",
  STORAGE_EXPANDIN: "changing",
  EngineVersionUpgrading: "changing",
  MinorVersionUpgrading: "changing",
  MajorVersionUpgrading: "changing",
  GuardDBInstanceCreating: "changing",
  TempDBInstanceCreating: "changing",
  NodeCreating: "changing",
  NodeDeleting: "changing",
  NodeRestarting: "changing",
  DBNodeCreating: "changing",
  DBNodeDeleting: "changing",
  Switching: "changing",
  GuardSwitching: "changing",
  HASwitching: "changing",
  LinkSwitching: "changing",
  CONFIG_SWITCHING: "changing",
  ROLE_SWITCHING: "changing",
  DBInstanceNetTypeChanging: "changing",
  NET_CREATING: "changing",
  NET_DELETING: "changing",
  NetAddressCreating: "changing",
  NetAddressDeleting: "changing",
  NetAddressModifying: "changing",
  SSLModifying: "changing",
  SSL_MODIFYING: "changing",
  TDEModifying: "changing",
  AuditLogOpening: "changing",
  AuditLogClosing: "changing",
  Stopping: "stopped",
  Stopped: "stopped",
  Deleting: "deleted",
  Deleted: "deleted",
  Released: "deleted",
};

/** Codes for an operation that does not list instances of this kind. */
export const WRONG_OPERATION = /^(?:IncorrectDBInstanceType|InvalidClusterInstance)/;

/** IsAvail: an unavailable backup cannot be restored, even if its status is success. */
export const UNAVAILABLE = "`status`: `unknown` if it is not `1` or `true`";

/** Backups of a cluster's set: its shards. */
export const SHARDS =
  "`status`: `failed` if a shard failed, `unknown` if a shard's `IsAvail` is not `1` or `true`";

/** The kept fields of a shard's backup in a cluster's set: all but the download addresses. */
export const SHARD_FIELDS = [
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

/** True if IsAvail says that a backup or shard cannot be restored; a missing IsAvail counts as available. */
function isUnavailable({ IsAvail }: Row): boolean {
  return !/^(?:1|true)?$/i.test(String(IsAvail ?? ""));
}

/** A backup that IsAvail rules out is `unknown`. */
export function withAvailability(found: Backup, row: Row): Backup {
  return isUnavailable(row) && found.status === "succeeded" ? { ...found, status: "unknown" } : found;
}

/** The state of a cluster's backup: it and its shards must be available, and no shard may have failed. */
export function withShards(found: Backup, row: Row): Backup {
  if (found.status !== "succeeded") return found;
  const listed: readonly unknown[] = Array.isArray(row.Backups) ? row.Backups : [];
  const shards = listed.map((shard) => (shard ?? {}) as Row);
  const states = shards.map(({ BackupStatus }) => meaning(STATUSES, BackupStatus ?? "OK"));
  if (states.includes("failed")) return { ...found, status: "failed" };
  return shards.some(isUnavailable) ? { ...found, status: "unknown" } : withAvailability(found, row);
}
