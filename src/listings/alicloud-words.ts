/** Words and states that several of Alibaba Cloud's database APIs share. */
import type { Backup, BackupMethod, BackupStatus, BackupTrigger, BackupType } from "../backup";
import type { InstanceState } from "../instance";
import type { Words } from "./field";
import type { Row } from "./listing";

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
export const TRIGGERS: Words<BackupTrigger> = { Automated: "automatic", Manual: "manual" };

/** States of instances that ApsaraDB services have in common; a word that is not here is `unknown`. */
export const STATES: Words<InstanceState> = {
  Running: "running",
  Creating: "creating",
  Restoring: "creating",
  Importing: "creating",
  Rebooting: "changing",
  Restarting: "changing",
  DBInstanceClassChanging: "changing",
  ClassChanging: "changing",
  TRANSING: "changing",
  Transing: "changing",
  EngineVersionUpgrading: "changing",
  MinorVersionUpgrading: "changing",
  NetworkChanging: "changing",
  DBInstanceNetTypeChanging: "changing",
  NodeCreating: "changing",
  NodeDeleting: "changing",
  INS_MAINTAINING: "changing",
  Maintaining: "changing",
  Switching: "changing",
  Stopped: "stopped",
  Locked: "stopped",
  Deleting: "deleted",
  Released: "deleted",
};

/** IsAvail: a backup that the vendor calls unavailable cannot be restored, whatever its status says. */
export const UNAVAILABLE = "`status`: with `0` or `false` the backup is `unknown`";

/** A backup whose IsAvail tells that it cannot be restored is not taken for one that can. */
export function withAvailability(found: Backup, { IsAvail }: Row): Backup {
  const unavailable = IsAvail !== undefined && IsAvail !== null && /^(?:0|false)$/i.test(String(IsAvail));
  return unavailable && found.status === "succeeded" ? { ...found, status: "unknown" } : found;
}
