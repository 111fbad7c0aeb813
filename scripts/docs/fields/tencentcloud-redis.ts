import { type Knowledge, SAMPLE_INSTANCE } from "../knowledge";

/** RedisBackupSet of DescribeInstanceBackups 2018-04-12: the document, and the vendor's SDK for the newer fields. */
export const knowledge: Knowledge = {
  answers: {
    DescribeInstanceBackups: {
      page: (row) => ({ TotalCount: 1, BackupSet: [row] }),
      fields: {
        BackupId: ["2e4127f8-affe-11e8-941e-4846fb00c75d", "678362566696298532848117"],
        StartTime: ["2026-11-21 02:12:07", "2026-11-20 02:12:14"],
        Status: [2, 4, 1, 3, -1, -2],
        BackupType: ["1", "0", "2"],
        Remark: ["before the release", "for testing"],
        Locked: [0, 1],
        BackupSize: [3_200_000_000, 3_200_000_001],
        FullBackup: [0, 1],
        InstanceType: [7, 8],
        InstanceId: [SAMPLE_INSTANCE, "another-instance"],
        InstanceName: ["orders", "sessions"],
        Region: ["ap-guangzhou", "ap-shanghai"],
        EndTime: ["2026-11-21 02:14:40", "2026-11-21 02:14:41"],
        FileType: ["RDB-Redis 6.2", "RDB-Redis 7.0"],
        ExpireTime: ["2036-12-24 02:12:07", "2036-12-25 02:12:07"],
        Encrypted: [false, true],
      },
    },
  },
};
