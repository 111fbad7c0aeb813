import { type Knowledge, SAMPLE_INSTANCE } from "../knowledge";

/** BackupInfo of DescribeBackups 2017-03-20: the document, and the vendor's SDK for the newer fields. */
export const knowledge: Knowledge = {
  // A clone can only be made from a physical backup.
  example: { methods: ["physical"] },
  answers: {
    DescribeBackups: {
      page: (row) => ({ TotalCount: 1, Items: [row] }),
      fields: {
        BackupId: [12445233, 436184134],
        Date: ["2026-11-21 02:12:27", "2026-11-20 02:12:34"],
        StartTime: ["2026-11-21 02:12:07", "2026-11-20 02:12:14"],
        FinishTime: ["2026-11-21 02:14:40", "2026-11-21 02:14:41"],
        Status: ["SUCCESS", "FAILED", "RUNNING"],
        Type: ["physical", "logical", "snapshot"],
        Method: ["full", "partial"],
        Way: ["automatic", "manual"],
        Creator: ["SYSTEM", "Uin:100000000001"],
        Size: [653226, 653227],
        Name: ["orders_backup_20261121021227.xb", "orders_backup_20261120021234.xb"],
        ManualBackupName: ["before the release", "for testing"],
        InternetUrl: ["https://gz.example.com/a?sign=1", "https://gz.example.com/b?sign=2"],
        IntranetUrl: ["https://gz.internal.example.com/a?sign=1", "https://gz.internal.example.com/b?sign=2"],
        InstanceId: [SAMPLE_INSTANCE, "another-instance"],
        Region: ["ap-guangzhou", "ap-shanghai"],
        SaveMode: ["regular", "long_term"],
        RemoteInfo: [[], [{ SubBackupId: [1], Region: "ap-shanghai", Status: "SUCCESS" }]],
        CosStorageType: [0, 1, 2],
        Progress: [100, 40],
        EncryptionFlag: ["off", "on"],
        ExecutedGTIDSet: ["", "3E11FA47-71CA-11E1-9E33-C80AA9429562:1-5"],
        MD5: ["9e107d9d372bb6826bd81d3542a419d6", "e4d909c290d0fb1ca068ffaddf22cbd0"],
      },
    },
  },
};
