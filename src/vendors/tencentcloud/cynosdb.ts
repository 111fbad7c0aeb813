/** Tencent Cloud TDSQL-C (CynosDB): DescribeBackupList, API version 2019-01-07. Source: tencentcloud-sdk-nodejs 4.1.313. */

import { backup, instance } from "../../listings/field";
import type { BackupOperation, InstanceOperation, Listing } from "../../listings/listing";
import { wallClockWindow } from "../../listings/window";
import { tencentcloud } from "./cloud";

/** Source: BackupFileInfo. */
const describeBackupList: BackupOperation = {
  version: "2019-01-07",
  action: "DescribeBackupList",
  instance: "ClusterId",
  page: { size: "Limit", offset: "Offset", largest: 100 },
  sweeps: (query) => [wallClockWindow(query, ["startTime", "endTime"], ["StartTime", "EndTime"])],
  total: "TotalCount",
  rows: ["BackupList"],
  fields: {
    BackupId: backup.id,
    // The snapshot's time is that of the data; a logical backup has only the task's.
    SnapshotTime: backup.instant,
    StartTime: backup.startedAt,
    FinishTime: backup.finishedAt,
    BackupStatus: backup.status({
      success: "succeeded",
      fail: "failed",
      creating: "running",
      deleting: "deleted",
    }),
    // What a snapshot adds to the last one, on storage that redirects writes: each restores by itself. In the vendor's
    // sample of DescribeBackupList the automatic snapshot is an `increment`, and a logical backup `full`.
    SnapShotType: backup.type({ full: "full", increment: "full" }),
    BackupType: backup.method({ snapshot: "snapshot", logic: "logical" }),
    BackupMethod: backup.trigger({ auto: "automatic", manual: "manual" }),
    FileSize: backup.sizeBytes,
    BackupName: backup.name,
    FileName: backup.name,
    SnapshotId: backup.vendor,
    ExistRegions: backup.vendor,
    CopyStatus: backup.vendor,
    EncryptKeyId: backup.vendor,
    EncryptRegion: backup.vendor,
    VaultInfos: backup.vendorObjects([
      "VaultId",
      "VaultName",
      "VaultRegion",
      "VaultStatus",
      "BackupSaveSeconds",
    ]),
    BackupPeriodStrategy: backup.vendor,
  },
};

/** Source: CynosdbCluster, Status. */
const describeClusters: InstanceOperation = {
  version: "2019-01-07",
  action: "DescribeClusters",
  page: { size: "Limit", offset: "Offset", largest: 100 },
  total: "TotalCount",
  rows: ["ClusterSet"],
  fields: {
    ClusterId: instance.id,
    ClusterName: instance.name,
    Status: instance.state({
      creating: "creating",
      running: "running",
      isolating: "stopped",
      isolated: "stopped",
      activating: "changing",
      offlining: "deleted",
      offlined: "deleted",
      deleting: "deleted",
      deleted: "deleted",
    }),
    GdnRole: instance.role({ primary: "primary", standby: "disaster-recovery" }),
    DbType: instance.engine,
  },
  // A cluster that is in no global database has no GdnRole.
  always: { role: "primary", kind: "standard" },
};

/**
 * Arguments of `tencentcloud-cynosdb` besides instance (the cluster), region and selection.
 *
 * @inline
 */
export interface TencentCloudCynosdbArguments {
  /** Only backups started at or after it. Source: StartTime. */
  readonly startTime?: string;
  /** Only backups started at or before it. Source: EndTime. */
  readonly endTime?: string;
  /** Engine of the cluster. Source: DbType. */
  readonly dbType?: string;
  /** Only the backups with these IDs. Source: BackupIds. */
  readonly backupIds?: readonly number[];
  /** Only the backups of these snapshots; the vendor advises backupIds. Source: SnapshotIdList. */
  readonly snapshotIdList?: readonly number[];
  /** Only snapshots, or only logical backups. Source: BackupType. */
  readonly backupType?: string;
  /** Only automatic backups, or only manual ones. Source: BackupMethod. */
  readonly backupMethod?: string;
  /** Only full snapshots, or only incremental ones. Source: SnapShotType. */
  readonly snapShotType?: string;
  /** Only files with such names. Source: FileNames. */
  readonly fileNames?: readonly string[];
  /** Only backups with such remarks. Source: BackupNames. */
  readonly backupNames?: readonly string[];
  /** Only backups in this region. Source: BackupRegion. */
  readonly backupRegion?: string;
  /** Whether backups of other regions are listed; the SDK names no words. Source: IsCrossRegionsBackup. */
  readonly isCrossRegionsBackup?: string;
  /** Only backups in these states. Source: BackupStatus. */
  readonly backupStatus?: readonly string[];
}

export const tencentcloudCynosdb: Listing = {
  name: "tencentcloud-cynosdb",
  title: "Tencent Cloud TDSQL-C",
  cloud: tencentcloud,
  service: "cynosdb",
  // Source: DescribeBackupList, section 1.
  requestsPerSecond: 20,
  example: { instanceId: "cynosdbmysql-8b0s6r3t", region: "ap-guangzhou" },
  arguments: {
    startTime: { kind: "time", sets: "StartTime", description: "Only backups started at or after it." },
    endTime: { kind: "time", sets: "EndTime", description: "Only backups started at or before it." },
    dbType: { kind: "string", sets: "DbType", allowed: ["MYSQL"], description: "Engine of the cluster." },
    backupIds: { kind: "integers", sets: "BackupIds", description: "Only the backups with these IDs." },
    snapshotIdList: {
      kind: "integers",
      sets: "SnapshotIdList",
      description: "Only the backups of these snapshots; the vendor advises backupIds instead.",
    },
    backupType: {
      kind: "string",
      sets: "BackupType",
      allowed: ["snapshot", "logic"],
      description: "Only snapshots, or only logical backups.",
    },
    backupMethod: {
      kind: "string",
      sets: "BackupMethod",
      allowed: ["auto", "manual"],
      description: "Only automatic backups, or only manual ones.",
    },
    snapShotType: {
      kind: "string",
      sets: "SnapShotType",
      allowed: ["full", "increment"],
      description: "Only full snapshots, or only incremental ones.",
    },
    fileNames: { kind: "strings", sets: "FileNames", description: "Only files with such names." },
    backupNames: { kind: "strings", sets: "BackupNames", description: "Only backups with such remarks." },
    backupRegion: { kind: "string", sets: "BackupRegion", description: "Only backups in this region." },
    isCrossRegionsBackup: {
      kind: "string",
      sets: "IsCrossRegionsBackup",
      description: "Whether backups of other regions are listed; the vendor names no words.",
    },
    backupStatus: {
      kind: "strings",
      sets: "BackupStatus",
      allowed: ["success", "fail", "creating", "deleting"],
      description: "Only backups in these states.",
      default: "all",
    },
  },
  operations: [describeBackupList],
  instances: describeClusters,
  released:
    "While a cluster is isolated, its backups are asked for as ever. What was kept of a deleted one is listed by DescribeSaveBackupClusters, which no lookup asks: take the ID from the vendor's console.",
};
