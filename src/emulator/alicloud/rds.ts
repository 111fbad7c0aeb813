import { toRfc3339 } from "../../core/time";
import type { EmulatedProduct } from "../api";
import { expiryOf, isDone, numericId, sizeOf } from "../demo-schedule";
import { PAGES, refuse } from "./cloud";
import { backupFields, signedUrl } from "./rows";

/** The vendor's refusal for an unknown instance. */
const UNKNOWN = refuse(
  "InvalidDBInstanceName.NotFound",
  "The specified DB instance name does not exist.",
  404,
);

/** ApsaraDB RDS 2014-08-15: DescribeBackups, and DescribeDetachedBackups for released instances. */
export const product: EmulatedProduct = {
  limits: PAGES,
  // One operation lists existing instances, the other released ones.
  otherKind: UNKNOWN,
  unknownInstance: () => UNKNOWN,
  row: (backup) => {
    const done = isDone(backup);
    return {
      ...backupFields(backup),
      // A running backup has no times yet.
      ...(backup.outcome === "running" && { BackupStartTime: undefined, BackupEndTime: undefined }),
      BackupId: String(numericId(backup)),
      DBInstanceId: backup.instance.instanceId,
      ConsistentTime: 0,
      BackupSize: done ? sizeOf(backup) : 0,
      BackupDownloadURL: signedUrl(backup, "") || null,
      BackupIntranetDownloadURL: signedUrl(backup, "-internal") || null,
      BackupInitiator: backup.manual ? "User" : "System",
      ExpectExpireTime: toRfc3339(expiryOf(backup)),
      Engine: "MySQL",
      EngineVersion: "8.0",
      HostInstanceID: "5882781",
      IsAvail: done ? 1 : 0,
      MetaStatus: "OK",
      StorageClass: "0",
      StoreStatus: "Disabled",
    };
  },
  instanceRow: {
    DBInstanceDescription: "orders",
    DBInstanceStatus: "Running",
    DBInstanceType: "Primary",
    Engine: "MySQL",
  },
  // Source: DescribeDBInstances, PageSize: 30 by default, 1 to 100.
  instanceLimits: { default: 30, max: 100 },
  demoInstance: { instanceId: "rm-bp1w8ynd3h5tq0zk1", region: "cn-hangzhou" },
  // Its read-only replica, which has no backups.
  further: () => [
    {
      instanceId: "rr-bp1c6jm2x9fu4vse1",
      region: "cn-hangzhou",
      attributes: { DBInstanceType: "Readonly" },
      backups: [],
    },
  ],
};
