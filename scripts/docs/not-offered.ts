/** The vendors' parameters that no argument sets, and what does the same: for the pages, and for a test that no parameter is forgotten. */

const ID = "pin the backup by its ID with `backupId` of a `RestorePoint`; `list` shows the IDs";
const FROM = "`startedAfter`";
const UNTIL = "`startedBefore`, or `consistentBefore`";
const TRIGGERS = "`triggers`";
const METHODS = "`methods`";
const TYPES = "`types`";
const NAME = "none: `list` shows names, and the ID pins a backup";
const BY_ID = "none: the instance is named by its ID";
const STATES = "none: a backup that did not succeed is never chosen, and `list` shows it with the reason";

/** Parameters of a list of backups, by listing and operation. */
export const notOffered: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "tencentcloud-redis, DescribeInstanceBackups": { InstanceName: BY_ID },
  "tencentcloud-postgres, DescribeBaseBackups": { MaxFinishTime: UNTIL },
  "tencentcloud-cynosdb, DescribeBackupList": {
    DbType: BY_ID,
    BackupIds: ID,
    BackupType: METHODS,
    BackupMethod: TRIGGERS,
    SnapShotType: "none: each restores by itself",
    StartTime: FROM,
    EndTime: UNTIL,
    FileNames: NAME,
    BackupNames: NAME,
    SnapshotIdList: ID,
    IsCrossRegionsBackup: "`backupRegion`; the vendor documents no values for this one",
    BackupStatus: STATES,
  },
  "jdcloud-rds, describeBackups": {
    auto: TRIGGERS,
    backupTypeFilter: TYPES,
    dbNameFilter: "none: a backup of single databases is never chosen by default",
    backupTimeRangeStartFilter: FROM,
    backupTimeRangeEndFilter: UNTIL,
    filters: "`triggers`, `types`, `methods`",
  },
  "alicloud-redis, DescribeBackups": { BackupJobId: ID },
  "alicloud-redis, DescribeClusterBackupList": {
    ClusterBackupId: ID,
    NoShardBackup: "none: the shards tell whether the set is whole",
  },
  "alicloud-rds, DescribeBackups": {
    BackupId: ID,
    BackupMode: TRIGGERS,
    BackupStatus: STATES,
    BackupType: TYPES,
    EndTime: UNTIL,
    StartTime: FROM,
  },
  "alicloud-rds, DescribeDetachedBackups": {
    BackupId: ID,
    BackupMode: TRIGGERS,
    BackupStatus: STATES,
    EndTime: UNTIL,
    ResourceGroupId: BY_ID,
    StartTime: FROM,
  },
  "alicloud-polardb, DescribeBackups": { BackupId: ID, BackupMode: TRIGGERS, BackupStatus: STATES },
  "alicloud-polardb, DescribeDetachedBackups": { BackupId: ID, BackupMode: TRIGGERS, BackupStatus: STATES },
  "alicloud-mongodb, DescribeBackups": { BackupId: ID, BackupJobId: ID, NodeId: "`nodeIds`" },
  "alicloud-mongodb, DescribeClusterBackups": {
    BackupId: ID,
    BackupJobId: ID,
    IsOnlyGetClusterBackUp: "none: the shards tell whether the set is whole",
  },
};
