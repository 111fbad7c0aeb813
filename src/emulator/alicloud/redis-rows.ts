import { toRfc3339 } from "../../core/time";
import type { VendorRow } from "../data";
import { type DemoBackup, expiryOf, fingerprint, isDone, numericId, sizeOf } from "../demo-schedule";
import { backupFields, clusterFields, endText, signedUrl } from "./rows";

/** The nodes of a classic sharded instance. */
export const NODES = [0, 1, 2];

/** A backup as DescribeBackups lists it: of a standard instance, or of one node of a sharded one. */
export function redisRow(backup: DemoBackup, shard?: number): VendorRow {
  const { instance, start } = backup;
  const isShard = shard !== undefined;
  const node = isShard ? `${instance.instanceId}-db-${shard}` : instance.instanceId;
  const file = `custins4588367/hins3402581_data_${toRfc3339(start).replace(/\D/g, "")}.rdb`;
  return {
    ...backupFields(backup),
    BackupId: numericId(backup, node),
    BackupJobID: Number.parseInt(fingerprint(backup, `${node} job`).slice(0, 6), 16),
    BackupDBNames: "all",
    BackupSize: isDone(backup) ? Math.floor(sizeOf(backup) / (isShard ? NODES.length : 1)) : 0,
    BackupDownloadURL: signedUrl(backup, "", file),
    BackupIntranetDownloadURL: signedUrl(backup, "-internal", file),
    EngineVersion: "5.0",
    NodeInstanceId: node,
    ExpectExpireTime: toRfc3339(expiryOf(backup)),
    RecoverConfigMode: "whole",
  };
}

/** A backup as DescribeClusterBackupList lists it: one for all nodes of a cloud-native cluster. */
export function clusterRow(backup: DemoBackup): VendorRow {
  const { instance, start, outcome } = backup;
  const done = isDone(backup);
  const shards = [0, 1];
  return {
    ...clusterFields(backup),
    ExpectExpireTime: toRfc3339(expiryOf(backup)),
    IsAvail: outcome === "succeeded" ? 1 : 0,
    Progress: outcome === "running" ? "40%" : "100%",
    ShardClassMemory: 1024,
    Backups: shards.map((shard) => ({
      BackupId: String(numericId(backup, `shard ${shard}`)),
      BackupName: `${toRfc3339(start).replace(/\D/g, "")}_${shard}`,
      BackupStatus: done ? "OK" : "ERROR",
      BackupStartTime: toRfc3339(start),
      BackupEndTime: endText(backup),
      BackupSize: String(done ? Math.floor(sizeOf(backup) / shards.length) : 0),
      BackupDownloadURL: signedUrl(backup, "", `shard-${shard}.rdb`),
      BackupIntranetDownloadURL: signedUrl(backup, "-internal", `shard-${shard}.rdb`),
      Engine: "redis",
      InstanceName: `${instance.instanceId}-db-${shard}`,
      RecoverConfigMode: "whole",
      ExtraInfo: { CustinsDbVersion: "7.0" },
    })),
  };
}
