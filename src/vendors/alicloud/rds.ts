/** Alibaba Cloud RDS (MySQL, PostgreSQL, SQL Server, MariaDB): DescribeBackups, API version 2014-08-15. Source: @alicloud/rds20140815 15.4.0. */
import type { Backup } from "../../core/backup";
import { arg, message } from "../../core/message";
import { backup, instance } from "../../listings/field";
import type { BackupOperation, InstanceOperation, Listing, Row } from "../../listings/listing";
import { wordOf } from "../../reading/row";
import { alicloud } from "./cloud";
import { BACKUP_FIELDS, detached, FILE_FIELDS, IS_AVAIL, withAvailability } from "./fields";
import { STATES } from "./states";

/** Fields that override a row's type and status: a partial scope, or a failed task. */
function withEvidence(found: Backup, { BackupScale, MetaStatus }: Row): Backup {
  const isPart = !/^(?:DBInstance)?$/i.test(wordOf(BackupScale));
  const hasFailed = /^EMPTY$/i.test(wordOf(MetaStatus));
  return {
    ...found,
    ...(isPart && found.type !== "incremental" && { type: "partial" }),
    ...(hasFailed && found.status === "succeeded" && { status: "failed" }),
  };
}

/** Source: DescribeBackupsResponseBodyItemsBackup. */
const describeBackups: BackupOperation = {
  version: "2014-08-15",
  action: "DescribeBackups",
  instance: "DBInstanceId",
  // 30, 50 and 100 are allowed.
  page: { size: "PageSize", number: "PageNumber", largest: 100 },
  total: "TotalRecordCount",
  rows: ["Items.Backup"],
  fields: {
    // The time of the data, if the engine gives it; else 0.
    ConsistentTime: backup.instantEpoch,
    ...BACKUP_FIELDS,
    ...FILE_FIELDS,
    ExpectExpireTime: backup.expiresAt,
    BackupDownloadLinkByDB: backup.secret("download addresses"),
    DBInstanceId: backup.owner,
    IsAvail: IS_AVAIL,
    // DBInstance or Database. Source: the vendor's SDK for .NET, DescribeBackupsResponse; newer SDKs do not have it.
    BackupScale: backup.noted("`type`: `partial` if it is not `DBInstance`"),
    BackupInitiator: backup.vendor,
    Checksum: backup.vendor,
    CopyOnlyBackup: backup.vendor,
    Encryption: backup.vendor,
    Engine: backup.vendor,
    EngineVersion: backup.vendor,
    HostInstanceID: backup.vendor,
    // EMPTY: "generated from a failed backup task". Source: the SDK, DescribeBackupsResponseBodyItemsBackup.
    MetaStatus: backup.noted("`status`: `failed` for `EMPTY`"),
    StorageClass: backup.vendor,
    StoreStatus: backup.vendor,
  },
  refine: (found, row) => withEvidence(withAvailability(found, row), row),
};

/** Source: DescribeDetachedBackupsResponseBodyItemsBackup. */
const detachedBackups = detached(describeBackups, [
  "BackupDownloadLinkByDB",
  "BackupInitiator",
  "BackupScale",
  "Checksum",
  "CopyOnlyBackup",
  "Encryption",
  "Engine",
  "EngineVersion",
  "ExpectExpireTime",
  "StorageClass",
]);

const describeDetachedBackups: BackupOperation = {
  ...detachedBackups,
  region: "Region",
  fields: { ...detachedBackups.fields, DBInstanceComment: backup.vendor },
};

/** Source: DescribeDBInstancesResponseBodyItemsDBInstance. */
const describeDbInstances: InstanceOperation = {
  version: "2014-08-15",
  action: "DescribeDBInstances",
  region: "RegionId",
  page: { size: "PageSize", number: "PageNumber", largest: 100 },
  total: "TotalRecordCount",
  rows: ["Items.DBInstance"],
  fields: {
    DBInstanceId: instance.id,
    DBInstanceDescription: instance.name,
    DBInstanceStatus: instance.state(STATES),
    DBInstanceType: instance.role({
      Primary: "primary",
      Readonly: "read-only",
      Guard: "disaster-recovery",
      Temp: "temporary",
    }),
    Engine: instance.engine,
  },
  always: { kind: "standard" },
};

/**
 * Arguments of `alicloud-rds` besides instance, region and selection.
 *
 * @inline
 */
export interface AliCloudRdsArguments {
  /** Calls DescribeDetachedBackups, for a released instance (MySQL on local disks). @default false */
  readonly detachedBackups?: boolean;
}

export const alicloudRds: Listing<"alicloud-rds", AliCloudRdsArguments> = {
  name: "alicloud-rds",
  title: "Alibaba Cloud RDS",
  cloud: alicloud,
  service: "rds",
  // Not documented; the quota is per account and API.
  requestsPerSecond: 5,
  example: { instanceId: "rm-uf6wjk5x1a2b3c4d5", region: "cn-hangzhou" },
  arguments: {
    detachedBackups: {
      kind: "bool",
      description:
        "For a released instance. Calls DescribeDetachedBackups, which lists the backups that an instance " +
        "of MySQL on local disks was set to keep.",
      default: "false",
    },
  },
  operations: [describeBackups, describeDetachedBackups],
  instances: describeDbInstances,
  released: message`Give ${arg("detachedBackups")}: it lists the backups that a released instance of MySQL on local disks was set to keep.`,
};
