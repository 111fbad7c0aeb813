/** Alibaba Cloud PolarDB: DescribeBackups, API version 2017-08-01. Sources: alibabacloud-typescript-sdk, polardb-20170801; @alicloud/polardb20170801 1.0.0. */

import { arg, message } from "../../core/message";
import { backup, instance } from "../../listings/field";
import type { BackupOperation, InstanceOperation, Listing } from "../../listings/listing";
import { alicloud } from "./cloud";
import { BACKUP_FIELDS, detached, IS_AVAIL, withAvailability } from "./fields";
import { STATES } from "./states";
import { minuteWindow } from "./window";

/** 30, 50 and 100 are allowed. */
const PAGE = { size: "PageSize", number: "PageNumber", largest: 100 } as const;

/** Source: DescribeBackupsResponseBodyItemsBackup, and DescribeBackupsResponseItemsBackup of the older SDK. */
const describeBackups: BackupOperation = {
  version: "2017-08-01",
  action: "DescribeBackups",
  instance: "DBClusterId",
  page: PAGE,
  sweeps: (query) => [minuteWindow(query)],
  total: "TotalRecordCount",
  rows: ["Items.Backup"],
  fields: {
    // The time of the data, in seconds since 1970.
    ConsistentTime: backup.instantEpoch,
    ...BACKUP_FIELDS,
    ExpectExpireTime: backup.expiresAt,
    BackupSetSize: backup.sizeBytes,
    DBClusterId: backup.owner,
    IsAvail: IS_AVAIL,
    BackupsLevel: backup.vendor,
    ExpectExpireType: backup.vendor,
    StoreStatus: backup.vendor,
    TableRestoreMetaStatus: backup.vendor,
  },
  refine: withAvailability,
};

/** Source: DescribeDetachedBackupsResponseBodyItemsBackup. */
const describeDetachedBackups = detached(describeBackups, [
  "ExpectExpireTime",
  "ExpectExpireType",
  "TableRestoreMetaStatus",
]);

/** Source: DescribeDBClustersResponseItemsDBCluster. */
const describeDbClusters: InstanceOperation = {
  version: "2017-08-01",
  action: "DescribeDBClusters",
  region: "RegionId",
  page: PAGE,
  total: "TotalRecordCount",
  rows: ["Items.DBCluster"],
  fields: {
    DBClusterId: instance.id,
    DBClusterDescription: instance.name,
    DBClusterStatus: instance.state(STATES),
    DBType: instance.engine,
  },
  // Read-only nodes are part of a cluster, and have no rows of their own.
  always: { role: "primary", kind: "standard" },
};

/**
 * Arguments of `alicloud-polardb` besides instance (the cluster), region and selection.
 *
 * @inline
 */
export interface AliCloudPolardbArguments {
  /** Lists the copies in this region instead; PolarDB for MySQL. Source: BackupRegion. */
  readonly backupRegion?: string;
  /** Calls DescribeDetachedBackups, for a released cluster. @default false */
  readonly detachedBackups?: boolean;
}

export const alicloudPolardb: Listing<"alicloud-polardb", AliCloudPolardbArguments> = {
  name: "alicloud-polardb",
  title: "Alibaba Cloud PolarDB",
  cloud: alicloud,
  service: "polardb",
  // Not documented; the quota is per account and API.
  requestsPerSecond: 5,
  example: { instanceId: "pc-bp1k9w2d4f6h8j0m3", region: "cn-hangzhou" },
  arguments: {
    backupRegion: {
      kind: "string",
      sets: "BackupRegion",
      description: "Lists the copies in this region instead. PolarDB for MySQL only.",
    },
    detachedBackups: {
      kind: "bool",
      description:
        "For a released cluster. Calls DescribeDetachedBackups, which lists the backups that the cluster was set to keep.",
      default: "false",
    },
  },
  operations: [describeBackups, describeDetachedBackups],
  instances: describeDbClusters,
  released: message`Give ${arg("detachedBackups")}: it lists the backups that a released cluster was set to keep.`,
};
