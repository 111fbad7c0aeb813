/** JD Cloud RDS: describeBackups, API version v1. Sources: jdcloud-sdk-js 1.2.202, rds; the vendor's API documents of RDS. */

import { backup, instance } from "../../listings/field";
import type { BackupOperation, InstanceOperation, Listing } from "../../listings/listing";
import { jdcloud } from "./cloud";

/** Words: "Enumeration Type Definition", backupStatus, backupMode, backupType, backupUnit. */
const describeBackups: BackupOperation = {
  version: "v1",
  action: "describeBackups",
  path: "/v1/regions/{region}/backups",
  instance: "instanceId",
  // 10, 20, 30, 50 and 100 are allowed. After the end, the last page comes again.
  page: { size: "pageSize", number: "pageNumber", largest: 100 },
  total: "totalCount",
  rows: ["backup"],
  fields: {
    backupId: backup.id,
    backupStartTime: backup.startedAt,
    backupEndTime: backup.finishedAt,
    // RETAINED (the instance is deleted, the backup kept) and DELETE_ERROR stay unknown: no document says that they can
    // be restored.
    backupStatus: backup.status({
      COMPLETED: "succeeded",
      ERROR: "failed",
      BUILDING: "running",
      DELETING: "deleted",
    }),
    backupType: backup.type({ full: "full", diff: "incremental" }),
    backupMode: backup.trigger({ auto: "automatic", manual: "manual" }),
    backupMethod: backup.method({ physical: "physical", snapshot: "snapshot" }),
    backupSizeByte: backup.sizeBytes,
    backupName: backup.name,
    instanceId: backup.owner,
    backupUnit: backup.noted("`type`: with `database` it is `partial`"),
    backupFiles: backup.vendor,
    availabilityZone: backup.vendor,
    engine: backup.vendor,
    ifSupportDownload: backup.vendor,
    instanceName: backup.vendor,
    serverId: backup.vendor,
    descriptionkey: backup.secret("the key that decrypts the backup"),
  },
  refine: (found, { backupUnit }) =>
    String(backupUnit).toLowerCase() === "database" && found.type !== "incremental"
      ? { ...found, type: "partial" }
      : found,
};

/** Words: "Enumeration Type Definition", instanceStatus. */
const describeInstances: InstanceOperation = {
  version: "v1",
  action: "describeInstances",
  path: "/v1/regions/{region}/instances",
  page: { size: "pageSize", number: "pageNumber", largest: 100 },
  total: "totalCount",
  rows: ["dbInstances"],
  fields: {
    instanceId: instance.id,
    instanceName: instance.name,
    instanceStatus: instance.state({
      RUNNING: "running",
      BUILDING: "creating",
      RESTORING: "changing",
      DB_RESTORING: "changing",
      FAILOVER: "changing",
      MIGRATING: "changing",
      GROWING_CLUSTER: "changing",
      SHRINKING_CLUSTER: "changing",
      REBOOTING: "changing",
      BUILD_ERROR: "stopped",
      RESTORE_ERROR: "stopped",
      FAILOVER_ERROR: "stopped",
      REBOOT_ERROR: "stopped",
      DELETING: "deleted",
      DELETED: "deleted",
    }),
    // The primary instance of a read-only one; others have none. Source: the vendor's SDK for Go, DBInstance.
    sourceInstanceId: instance.role({ "*": "read-only" }),
    // Sources: the vendor's document Enum-Definitions, instanceType (standalone, cluster, readonly); its SDK for Go,
    // DBInstanceSpec (multi-replica, three copies of SQL Server); older samples (master).
    instanceType: instance.role({
      cluster: "primary",
      standalone: "primary",
      "multi-replica": "primary",
      master: "primary",
      readonly: "read-only",
    }),
    engine: instance.engine,
  },
  always: { kind: "standard" },
};

/**
 * Arguments of `jdcloud-rds` besides instance, region and selection.
 *
 * @inline
 */
export interface JdCloudRdsArguments {
  /** Offset from UTC of this listing's times, which have none; no document of the vendor names it. @default "+08:00" */
  readonly timeZone?: string;
}

export const jdcloudRds: Listing<"jdcloud-rds", JdCloudRdsArguments> = {
  name: "jdcloud-rds",
  title: "JD Cloud RDS",
  cloud: jdcloud,
  // The documents name no zone. Read as Beijing time, a backup never seems to be in the future.
  timeZone: "+08:00",
  service: "rds",
  // Not documented; the gateway's headers say 1000 a minute for another service.
  requestsPerSecond: 10,
  example: { instanceId: "mysql-wp4e9ztap2", region: "cn-north-1" },
  arguments: {
    timeZone: {
      kind: "offset",
      description:
        "Offset from UTC of this listing's times. The times carry none, and no document of the vendor names it.",
      default: "+08:00",
    },
  },
  operations: [describeBackups],
  instances: describeInstances,
  released:
    "A backup that was kept of a deleted instance has the vendor's status RETAINED. No document says that it can be restored, so its status is unknown here, and it is never chosen.",
};
