/** Tencent Cloud TDSQL-C (CynosDB): DescribeBackupList, API version 2019-01-07. Source: tencentcloud-sdk-nodejs 4.1.313. */

import { backup, instance } from "../../listings/field";
import type { BackupOperation, InstanceOperation, Listing } from "../../listings/listing";
import { tencentcloud } from "./cloud";

/** Source: BackupFileInfo. */
const describeBackupList: BackupOperation = {
  version: "2019-01-07",
  action: "DescribeBackupList",
  instance: "ClusterId",
  page: { size: "Limit", offset: "Offset", largest: 100 },
  total: "TotalCount",
  rows: ["BackupList"],
  fields: {
    BackupId: backup.id,
    // The snapshot's time is the data's; a logical backup has only the task's.
    SnapshotTime: backup.instant,
    StartTime: backup.startedAt,
    FinishTime: backup.finishedAt,
    BackupStatus: backup.status({
      success: "succeeded",
      fail: "failed",
      creating: "running",
      deleting: "deleted",
    }),
    // `increment` is the difference to the last snapshot, on redirect-on-write storage; each restores by itself. In the
    // vendor's sample of DescribeBackupList the automatic snapshot is an `increment`, and a logical backup `full`.
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
  // A cluster outside of a global database has no GdnRole.
  always: { role: "primary", kind: "standard" },
};

/**
 * Arguments of `tencentcloud-cynosdb` besides instance (the cluster), region and selection.
 *
 * @inline
 */
export interface TencentCloudCynosdbArguments {
  /** Lists the copies in this region instead. Source: BackupRegion. */
  readonly backupRegion?: string;
}

export const tencentcloudCynosdb: Listing<"tencentcloud-cynosdb", TencentCloudCynosdbArguments> = {
  name: "tencentcloud-cynosdb",
  title: "Tencent Cloud TDSQL-C",
  cloud: tencentcloud,
  service: "cynosdb",
  // Source: DescribeBackupList, section 1.
  requestsPerSecond: 20,
  example: { instanceId: "cynosdbmysql-8b0s6r3t", region: "ap-guangzhou" },
  arguments: {
    backupRegion: {
      kind: "string",
      sets: "BackupRegion",
      description: "Lists the copies in this region instead.",
    },
  },
  operations: [describeBackupList],
  instances: describeClusters,
  released:
    "Backups of an isolated cluster are listed as before. Backups of a deleted cluster are listed by DescribeSaveBackupClusters, which no lookup calls: take the ID from the vendor's console.",
};
