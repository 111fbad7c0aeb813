import type { ListingName } from "../../src/client";
import { toWallClock } from "../../src/core/time";
import { pagesOf, type Row, type Vendor, vendors } from "./vendors";

/**
 * A row with every field that the vendor's published samples have, with values of our own.
 * Sources: tencentcloud-cli, tccli/examples and api.json, 2026-08-21; the models of alibabacloud-typescript-sdk and of
 * @alicloud/rds20140815 15.4.0, r-kvstore20150101 6.4.0; jdcloud-sdk-go, services/rds and services/redis, 2026-06-08.
 */
export interface RowShape {
  /** The operation that lists it. */
  readonly action: string;
  readonly vendor: Vendor;
  /** Arguments by which the operation is asked for. */
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly row: (id: string, at: Date) => Row;
}

const rfc3339 = (date: Date) => date.toISOString().replace(".000Z", "Z");
const beijing = (date: Date) => toWallClock(date, "+08:00");
const later = (date: Date, hours: number) => new Date(date.getTime() + hours * 3_600_000);

function vendorOf(name: ListingName): Vendor {
  return vendors.find((vendor) => vendor.name === name) as Vendor;
}

function shape(
  name: ListingName,
  action: string,
  row: (id: string, at: Date, instance: string) => Row,
): RowShape {
  const vendor = vendorOf(name);
  return {
    action,
    vendor,
    arguments: {},
    row: (id, at) => row(id, at, vendor.instanceId),
  };
}

/** The same for whole sets of a cluster, whose list has no total. */
function clusterShape(name: ListingName, action: string, row: (id: string, at: Date) => Row): RowShape {
  const vendor: Vendor = {
    ...vendorOf(name),
    envelope: (rows) => ({
      RequestId: "r",
      MaxResults: 10,
      PageNumber: 1,
      PageSize: 30,
      ClusterBackups: rows,
    }),
    page: ({ query }) => {
      const size = Number(query.PageSize);
      return { offset: (Number(query.PageNo ?? query.PageNumber) - 1) * size, size };
    },
  };
  return { action, vendor, arguments: { clusterBackups: true }, row };
}

const shardOf = (id: string, at: Date): Row => ({
  BackupDownloadURL: "",
  BackupEndTime: rfc3339(later(at, 1)),
  BackupId: `${id}7`,
  BackupIntranetDownloadURL: null,
  BackupName: "hins_data.rdb",
  BackupSize: "2048",
  BackupStartTime: rfc3339(at),
  BackupStatus: "OK",
  ExtraInfo: { NodeId: "d-1", NodeType: "db" },
  InstanceName: "shard-db-0",
  IsAvail: "1",
});

export const rowShapes: readonly RowShape[] = [
  shape("tencentcloud-redis", "DescribeInstanceBackups", (id, at, instance) => ({
    BackupId: id,
    BackupSize: 4711,
    BackupType: "1",
    Encrypted: false,
    EndTime: beijing(later(at, 1)),
    ExpireTime: beijing(later(at, 900)),
    FileType: "RDB-Redis 7.0",
    FullBackup: 0,
    InstanceId: instance,
    InstanceName: "cache",
    InstanceType: 16,
    Locked: 0,
    Region: "ap-guangzhou",
    Remark: "",
    StartTime: beijing(at),
    Status: 2,
  })),
  shape("tencentcloud-mysql", "DescribeBackups", (id, at, instance) => ({
    BackupId: id,
    CosStorageType: 0,
    Creator: "SYSTEM",
    Date: beijing(at),
    EncryptionFlag: "off",
    ExecutedGTIDSet: "",
    FinishTime: beijing(later(at, 2)),
    InstanceId: instance,
    InternetUrl: "http://files.example.com",
    IntranetUrl: "http://files.example.com",
    MD5: "",
    ManualBackupName: "",
    Method: "full",
    Name: "shop_backup",
    Progress: 0,
    Region: "ap-guangzhou",
    RemoteInfo: [],
    SaveMode: "save_mode_regular",
    Size: 4711,
    StartTime: beijing(later(at, 1)),
    Status: "SUCCESS",
    Type: "physical",
    Way: "automatic",
  })),
  shape("tencentcloud-postgres", "DescribeBaseBackups", (id, at, instance) => ({
    BackupMethod: "physical",
    BackupMode: "manual",
    DBInstanceId: instance,
    ExpireTime: beijing(later(at, 900)),
    FinishTime: beijing(later(at, 1)),
    Id: id,
    Name: "manual.tar.gz",
    Size: 4711,
    StartTime: beijing(at),
    State: "finished",
  })),
  shape("tencentcloud-mongodb", "DescribeDBBackups", (id, at, instance) => ({
    BackId: id,
    BackupDesc: "",
    BackupMethod: 1,
    BackupName: "shop",
    BackupRegion: "",
    BackupSize: 4711,
    BackupType: 0,
    DeleteTime: beijing(later(at, 900)),
    EndTime: beijing(later(at, 1)),
    InstanceId: instance,
    RestoreTime: "",
    StartTime: beijing(at),
    Status: 2,
  })),
  shape("tencentcloud-cynosdb", "DescribeBackupList", (id, at) => ({
    BackupId: id,
    BackupMethod: "auto",
    BackupName: "",
    BackupPeriodStrategy: "",
    BackupStatus: "success",
    BackupType: "snapshot",
    CopyStatus: "",
    EncryptKeyId: "",
    EncryptRegion: "",
    FileName: "shop_1",
    FileSize: 4711,
    FinishTime: beijing(later(at, 2)),
    SnapShotType: "full",
    SnapshotId: 1,
    SnapshotTime: beijing(at),
    StartTime: beijing(later(at, 1)),
    VaultInfos: null,
  })),
  shape("jdcloud-redis", "describeBackups", (id, at, instance) => ({
    backupDownloadURL: "",
    backupEndTime: rfc3339(later(at, 1)),
    backupFileName: "file.rdb",
    backupShardMemoryMB: 1024,
    backupShardNum: 1,
    backupSize: 4711,
    backupStartTime: rfc3339(at),
    backupStatus: 2,
    backupType: 0,
    baseId: id,
    cacheInstanceId: instance,
  })),
  shape("jdcloud-rds", "describeBackups", (id, at, instance) => ({
    availabilityZone: "cn-north-1a",
    backupEndTime: beijing(later(at, 1)),
    backupFiles: [],
    backupId: id,
    backupMethod: "physical",
    backupMode: "auto",
    backupName: "shop",
    backupSizeByte: 4711,
    backupStartTime: beijing(at),
    backupStatus: "COMPLETED",
    backupType: "full",
    backupUnit: "instance",
    descriptionkey: "",
    engine: "MySQL",
    ifSupportDownload: 1,
    instanceId: instance,
    instanceName: "shop",
    serverId: "1",
  })),
  shape("alicloud-redis", "DescribeBackups", (id, at, instance) => ({
    BackupDBNames: "all",
    BackupDownloadURL: "",
    BackupEndTime: rfc3339(later(at, 1)),
    BackupId: id,
    BackupIntranetDownloadURL: "",
    BackupJobID: 1162,
    BackupMethod: "Physical",
    BackupMode: "Automated",
    BackupSize: 4711,
    BackupStartTime: rfc3339(at),
    BackupStatus: "Success",
    BackupType: "FullBackup",
    EngineVersion: "7.0",
    ExpectExpireTime: rfc3339(later(at, 900)),
    NodeInstanceId: instance,
    RecoverConfigMode: "whole",
  })),
  clusterShape("alicloud-redis", "DescribeClusterBackupList", (id, at) => ({
    Backups: [shardOf(id, at)],
    ClusterBackupEndTime: rfc3339(later(at, 1)),
    ClusterBackupId: id,
    ClusterBackupMode: "Automated",
    ClusterBackupSize: "4711",
    ClusterBackupStartTime: rfc3339(at),
    ClusterBackupStatus: "OK",
    ExpectExpireTime: rfc3339(later(at, 900)),
    IsAvail: 1,
    Progress: "",
    ShardClassMemory: 1024,
  })),
  shape("alicloud-rds", "DescribeBackups", (id, at, instance) => ({
    BackupDownloadLinkByDB: { BackupDownloadLinkByDB: [] },
    BackupDownloadURL: null,
    BackupEndTime: rfc3339(later(at, 1)),
    BackupId: id,
    BackupInitiator: "System",
    BackupIntranetDownloadURL: null,
    BackupMethod: "Physical",
    BackupMode: "Automated",
    BackupSize: 4711,
    BackupStartTime: rfc3339(later(at, -1)),
    BackupStatus: "Success",
    BackupType: "FullBackup",
    Checksum: "",
    ConsistentTime: at.getTime() / 1000,
    CopyOnlyBackup: "0",
    DBInstanceId: instance,
    Encryption: "{}",
    Engine: "MySQL",
    EngineVersion: "8.0",
    ExpectExpireTime: rfc3339(later(at, 900)),
    HostInstanceID: "5882781",
    IsAvail: 1,
    MetaStatus: "OK",
    StorageClass: "0",
    StoreStatus: "Disabled",
  })),
  shape("alicloud-polardb", "DescribeBackups", (id, at, instance) => ({
    BackupEndTime: rfc3339(later(at, 1)),
    BackupId: id,
    BackupMethod: "Snapshot",
    BackupMode: "Automated",
    BackupSetSize: "4711",
    BackupStartTime: rfc3339(at),
    BackupStatus: "Success",
    BackupType: "FullBackup",
    BackupsLevel: "Level-1",
    ConsistentTime: String(at.getTime() / 1000),
    DBClusterId: instance,
    ExpectExpireTime: rfc3339(later(at, 900)),
    ExpectExpireType: "EXPIRED",
    IsAvail: "1",
    TableRestoreMetaStatus: "",
  })),
  shape("alicloud-mongodb", "DescribeBackups", (id, at) => ({
    BackupDBNames: "shop",
    BackupDownloadURL: "",
    BackupEndTime: rfc3339(later(at, 1)),
    BackupExpireTime: rfc3339(later(at, 900)),
    BackupId: id,
    BackupIntranetDownloadURL: "",
    BackupJobId: "1123",
    BackupMethod: "Physical",
    BackupMode: "Automated",
    BackupName: "1.tar.gz",
    BackupScale: "DBInstance",
    BackupSize: 4711,
    BackupStartTime: rfc3339(at),
    BackupStatus: "Success",
    BackupType: "FullBackup",
    EngineVersion: "7.0",
    IsAvail: true,
  })),
  clusterShape("alicloud-mongodb", "DescribeClusterBackups", (id, at) => ({
    AttachLogStatus: "Ready",
    BackupExpireTime: rfc3339(later(at, 900)),
    Backups: [{ ...shardOf(id, at), BackupStatus: "Success" }],
    ClusterBackupEndTime: rfc3339(later(at, 1)),
    ClusterBackupId: id,
    ClusterBackupMode: "Automated",
    ClusterBackupSize: "4711",
    ClusterBackupStartTime: rfc3339(at),
    ClusterBackupStatus: "OK",
    EngineVersion: "7.0",
    ExtraInfo: { RegistryFromHistory: "1" },
    IsAvail: 1,
    Progress: "",
  })),
];

/** Pages of two rows each. */
export function smallPages({ vendor }: RowShape, rows: readonly Row[]) {
  return pagesOf(vendor, rows, { cap: 2 });
}
