/** Why a listing differs from what its vendor publishes (vendor-facts.ts). A difference that is not named here fails. */

/** Something that is named, and why. */
export type Reasons = Readonly<Record<string, string>>;

const ADDRESSES: Reasons = {
  BackupDownloadURL: "a signed download address",
  BackupIntranetDownloadURL: "a signed download address",
  ExtraInfo: "size and class of a node: of no use to a restore",
};

/** Fields of rows that leave nothing, by listing and operation, and of the objects in them, by their field. */
export const leftOut: Readonly<Record<string, Reasons>> = {
  "tencentcloud-redis, DescribeInstanceBackups": { Region: "the question says it" },
  "tencentcloud-mysql, DescribeBackups": { Region: "the question says it" },
  "tencentcloud-mysql, DescribeBackups, RemoteInfo": { Url: "a signed download address" },
  "jdcloud-rds, describeBackups": { descriptionkey: "the key that decrypts the backup" },
  "alicloud-redis, DescribeClusterBackupList, Backups": ADDRESSES,
  "alicloud-rds, DescribeBackups": { BackupDownloadLinkByDB: "signed download addresses" },
  "alicloud-mongodb, DescribeClusterBackups, Backups": ADDRESSES,
};

/** Fields of a table, and parameters that are sent, which the newest facts do not have. */
export const unpublished: Readonly<Record<string, Reasons>> = {
  "tencentcloud-cynosdb, DescribeBackupList": {
    ExistRegions: "tencentcloud-sdk-nodejs 4.1.313, BackupFileInfo",
  },
  "alicloud-rds, DescribeBackups": { BackupScale: "the vendor's SDK for .NET, DescribeBackupsResponse" },
  "alicloud-polardb, DescribeBackups": { StoreStatus: "@alicloud/polardb20170801 1.0.0" },
  "alicloud-redis, DescribeBackups, parameters": {
    RegionId: "an earlier document, and the vendor's Terraform provider",
  },
};

/** A parameter without which the vendor lists less. */
export interface Restriction {
  /** What is listed without it. */
  readonly default: string;
  /** Why it need not be sent all the same. */
  readonly unless?: string;
}

/** Parameters with a default that restricts, or whose default is not published. */
export const restrictions: Readonly<Record<string, Readonly<Record<string, Restriction>>>> = {
  "tencentcloud-redis, DescribeInstanceBackups": { Status: { default: "2, by an earlier document" } },
  "tencentcloud-redis, DescribeInstances": {
    UniqVpcIds: {
      default: "the basic network, by its description",
      unless: "the vendor's own sample lists instances of VPCs without it, and no value stands for all",
    },
    VpcIds: { default: "the same", unless: "the same" },
  },
  "tencentcloud-mysql, DescribeDBInstances": {
    CdbErrors: { default: "0: those that are not locked" },
    WithDr: { default: "1: with them", unless: "it restricts nothing" },
    WithRo: { default: "1: with them", unless: "it restricts nothing" },
    WithMaster: { default: "1: with them", unless: "it restricts nothing" },
  },
  "tencentcloud-postgres, DescribeBaseBackups": {
    MinFinishTime: { default: "seven days ago" },
    MaxFinishTime: { default: "now", unless: "no backup ends later" },
  },
  "tencentcloud-mongodb, DescribeDBBackups": { BackupMethod: { default: "0, by an earlier document" } },
  "tencentcloud-mongodb, DescribeDBInstances": {
    InstanceType: { default: "not published" },
    ClusterType: { default: "not published" },
    PayMode: { default: "not published" },
  },
  "alicloud-redis, DescribeBackups": {
    NeedAof: {
      default: "0: no append-only files",
      unless: "they are increments, which no lookup chooses by default",
    },
  },
  "alicloud-redis, DescribeClusterBackupList": {
    NoShardBackup: { default: "false: with the shards", unless: "it restricts nothing" },
  },
  "alicloud-redis, DescribeInstances": {
    InstanceType: { default: "not published; Redis, by an earlier document" },
    GlobalInstance: {
      default: "not published",
      unless: "each of its two values restricts, so that none is both",
    },
  },
  "alicloud-polardb, DescribeDBClusters": {
    DescribeType: { default: "with details", unless: "it restricts nothing" },
  },
  "alicloud-mongodb, DescribeDBInstances": {
    DBInstanceType: { default: "replicate" },
    DBNodeType: { default: "default: all of them", unless: "it restricts nothing" },
  },
  "alicloud-mongodb, DescribeClusterBackups": {
    IsOnlyGetClusterBackUp: { default: "false: with the shards", unless: "it restricts nothing" },
  },
};
