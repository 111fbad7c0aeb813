import { type Knowledge, SAMPLE_INSTANCE } from "../knowledge";

const shard = { BackupId: "1022", BackupStatus: "OK", InstanceName: `${SAMPLE_INSTANCE}-db-0` };

/**
 * Backup of DescribeBackups 2015-01-01 and ClusterBackup of DescribeClusterBackupList: both documents, and the
 * vendor's SDK for the newer fields and the second operation.
 */
export const knowledge: Knowledge = {
  answers: {
    DescribeBackups: {
      page: (row) => ({ TotalCount: 1, Backups: { Backup: [row] } }),
      fields: {
        BackupId: [775661111, "187709043"],
        BackupStartTime: ["2026-11-20T18:12:07Z", "2026-11-19T18:12:14Z"],
        BackupEndTime: ["2026-11-20T18:14:40Z", "2026-11-20T18:14:41Z"],
        BackupStatus: ["Success", "Failed", "Running"],
        BackupType: ["FullBackup", "IncrementalBackup"],
        BackupMethod: ["Physical", "Logical"],
        BackupMode: ["Automated", "Manual"],
        BackupSize: [2263040, "2263041"],
        BackupDBNames: ["all", "0"],
        BackupDownloadURL: ["https://oss.example.com/a?Signature=1", "https://oss.example.com/b?Signature=2"],
        BackupIntranetDownloadURL: [
          "https://oss-internal.example.com/a?Signature=1",
          "https://oss-internal.example.com/b?Signature=2",
        ],
        EngineVersion: ["5.0", "7.0"],
        NodeInstanceId: [SAMPLE_INSTANCE, `${SAMPLE_INSTANCE}-db-1`],
        ExpectExpireTime: ["2036-12-23T18:12:07Z", "2036-12-24T18:12:07Z"],
        BackupJobID: [1022, 2480],
        RecoverConfigMode: ["whole", "partial"],
      },
    },
    DescribeClusterBackupList: {
      page: (row) => ({ ClusterBackups: [row] }),
      fields: {
        ClusterBackupId: ["cb-hyxdof5x9kqb****", "cb-hyxdof5x9kqc****"],
        ClusterBackupStartTime: ["2026-11-20T18:12:07Z", "2026-11-19T18:12:14Z"],
        ClusterBackupEndTime: ["2026-11-20T18:14:40Z", "2026-11-20T18:14:41Z"],
        ClusterBackupStatus: ["OK", "RUNNING", "Failed"],
        IsAvail: [1, 0],
        ClusterBackupMode: ["Automated", "Manual"],
        ClusterBackupSize: ["2263040", "2263041"],
        ExpectExpireTime: ["2036-12-23T18:12:07Z", "2036-12-24T18:12:07Z"],
        ShardClassMemory: [1024, 2048],
        Progress: ["100%", "40%"],
        Backups: [[shard], [{ ...shard, BackupStatus: "ERROR" }]],
      },
    },
  },
};
