import { toRfc3339 } from "../../core/time";
import type { VendorRow } from "../data";
import { type DemoBackup, endOf, expiryOf, fingerprint, isDone, numericId, sizeOf } from "../demo-schedule";
import { clusterBackupId, signedUrl } from "./cloud";

/** One node of a classic sharded instance. */
export interface Shard {
  /** Number of the node, from 0. */
  number: number;
  /** Number of all nodes. */
  of: number;
}

const statuses = { succeeded: "Success", running: "Running", failed: "Failed", expired: "Success" };
const clusterStatuses = { succeeded: "OK", running: "RUNNING", failed: "Failed", expired: "OK" };

/** A backup as DescribeBackups lists it: of a standard instance, or of one node of a sharded one. */
export function redisRow(backup: DemoBackup & { shard?: Shard }): VendorRow {
  const { instance, start, outcome, manual, shard } = backup;
  const node = shard ? `${instance.instanceId}-db-${shard.number}` : instance.instanceId;
  const file = `custins4588367/hins3402581_data_${toRfc3339(start).replace(/\D/g, "")}.rdb`;
  const done = isDone(backup);
  return {
    BackupId: numericId(backup, node),
    BackupJobID: Number.parseInt(fingerprint(backup, `${node} job`).slice(0, 6), 16),
    BackupDBNames: "all",
    BackupStatus: statuses[outcome],
    BackupStartTime: toRfc3339(start),
    BackupEndTime: outcome === "running" ? "" : toRfc3339(endOf(backup)),
    BackupType: "FullBackup",
    BackupMode: manual ? "Manual" : "Automated",
    BackupMethod: "Physical",
    BackupSize: done ? Math.floor(sizeOf(backup) / (shard?.of ?? 1)) : 0,
    BackupDownloadURL: done ? signedUrl(backup, "", file) : "",
    BackupIntranetDownloadURL: done ? signedUrl(backup, "-internal", file) : "",
    EngineVersion: "5.0",
    NodeInstanceId: node,
    ExpectExpireTime: toRfc3339(expiryOf(backup)),
    RecoverConfigMode: "whole",
  };
}

/** A backup as DescribeClusterBackupList lists it: one of all nodes of a cloud-native cluster. */
export function clusterRow(backup: DemoBackup): VendorRow {
  const { instance, start, outcome, manual } = backup;
  const done = isDone(backup);
  const shards = [0, 1];
  const end = outcome === "running" ? "" : toRfc3339(endOf(backup));
  return {
    ClusterBackupId: clusterBackupId(backup),
    ClusterBackupStatus: clusterStatuses[outcome],
    ClusterBackupStartTime: toRfc3339(start),
    ClusterBackupEndTime: end,
    ClusterBackupMode: manual ? "Manual" : "Automated",
    ClusterBackupSize: String(done ? sizeOf(backup) : 0),
    ExpectExpireTime: toRfc3339(expiryOf(backup)),
    IsAvail: outcome === "succeeded" ? 1 : 0,
    Progress: outcome === "running" ? "40%" : "100%",
    ShardClassMemory: 1024,
    Backups: shards.map((shard) => ({
      BackupId: String(numericId(backup, `shard ${shard}`)),
      BackupName: `${toRfc3339(start).replace(/\D/g, "")}_${shard}`,
      BackupStatus: done ? "OK" : "ERROR",
      BackupStartTime: toRfc3339(start),
      BackupEndTime: end,
      BackupSize: String(done ? Math.floor(sizeOf(backup) / shards.length) : 0),
      BackupDownloadURL: done ? signedUrl(backup, "", `shard-${shard}.rdb`) : "",
      BackupIntranetDownloadURL: done ? signedUrl(backup, "-internal", `shard-${shard}.rdb`) : "",
      Engine: "redis",
      InstanceName: `${instance.instanceId}-db-${shard}`,
      RecoverConfigMode: "whole",
      ExtraInfo: { CustinsDbVersion: "7.0" },
    })),
  };
}
