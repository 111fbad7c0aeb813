import { type Knowledge, SAMPLE_INSTANCE } from "../knowledge";

/** Backup of describeBackups v1: the document, and the vendor's SDK for the two shard fields. */
export const knowledge: Knowledge = {
  answers: {
    describeBackups: {
      page: (row) => ({ totalCount: 1, backups: [row] }),
      fields: {
        baseId: ["6f2c1d8e-0001", "6f2c1d8e-0002"],
        backupStartTime: ["2026-11-20T18:12:07Z", "2026-11-19T18:12:14Z"],
        backupEndTime: ["2026-11-20T18:14:40Z", "2026-11-20T18:14:41Z"],
        backupStatus: [2, 0, 1],
        backupType: [0, 1],
        backupSize: [3_200_000_000, 3_200_000_001],
        backupFileName: ["orders-20261120.rdb", "orders-20261119.rdb"],
        cacheInstanceId: [SAMPLE_INSTANCE, "another-instance"],
        backupDownloadURL: ["https://s3.example.com/a?Signature=1", "https://s3.example.com/b?Signature=2"],
        backupShardMemoryMB: [4096, 8192],
        backupShardNum: [2, 4],
      },
    },
  },
};
