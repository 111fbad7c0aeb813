/** Tencent Cloud PostgreSQL: DescribeBaseBackups, API version 2017-03-12. Source: tencentcloud-sdk-nodejs 4.1.313. */

import { backup, instance } from "../../listings/field";
import type { BackupOperation, InstanceOperation, Listing } from "../../listings/listing";
import { tencentcloud } from "./cloud";

/** Before the service existed. Without MinFinishTime the API lists only the last seven days. */
const BEGINNING = "2010-01-01 00:00:00";

/** Source: BaseBackup. */
const describeBaseBackups: BackupOperation = {
  version: "2017-03-12",
  action: "DescribeBaseBackups",
  page: { size: "Limit", offset: "Offset", largest: 100 },
  sweeps: ({ instanceId }) => [
    {
      MinFinishTime: BEGINNING,
      Filters: [{ Name: "db-instance-id", Values: [instanceId] }],
      // The API's default order, sent in case the default changes.
      OrderBy: "StartTime",
      OrderByType: "desc",
    },
  ],
  total: "TotalCount",
  rows: ["BaseBackupSet"],
  always: { type: "full" },
  fields: {
    Id: backup.id,
    StartTime: backup.startedAt,
    FinishTime: backup.finishedAt,
    ExpireTime: backup.expiresAt,
    State: backup.status({
      init: "running",
      running: "running",
      finished: "succeeded",
      failed: "failed",
      canceled: "failed",
    }),
    BackupMethod: backup.method({ physical: "physical", logical: "logical" }),
    BackupMode: backup.trigger({ automatic: "automatic", manual: "manual" }),
    Size: backup.sizeBytes,
    Name: backup.name,
    DBInstanceId: backup.owner,
  },
};

/** Source: DBInstance, DBInstanceStatus. */
const describeDbInstances: InstanceOperation = {
  version: "2017-03-12",
  action: "DescribeDBInstances",
  page: { size: "Limit", offset: "Offset", largest: 100 },
  total: "TotalCount",
  rows: ["DBInstanceSet"],
  fields: {
    DBInstanceId: instance.id,
    DBInstanceName: instance.name,
    DBInstanceStatus: instance.state({
      applying: "creating",
      init: "creating",
      initing: "creating",
      running: "running",
      "limited run": "running",
      isolating: "stopped",
      isolated: "stopped",
      disisolating: "changing",
      recycling: "deleted",
      recycled: "deleted",
      "job running": "changing",
      offline: "deleted",
      offlining: "deleted",
      migrating: "changing",
      expanding: "changing",
      waitSwitch: "changing",
      switching: "changing",
      readonly: "running",
      restarting: "changing",
      "network changing": "changing",
      upgrading: "changing",
      "audit-switching": "changing",
      "primary-switching": "changing",
      "deployment changing": "changing",
      cloning: "creating",
      "parameter modifying": "changing",
      "log-switching": "changing",
      restoring: "changing",
    }),
    DBInstanceType: instance.role({
      primary: "primary",
      readonly: "read-only",
      guard: "disaster-recovery",
      temp: "temporary",
    }),
    DBEngine: instance.engine,
  },
  always: { kind: "standard" },
};

export const tencentcloudPostgres: Listing<"tencentcloud-postgres", Readonly<Record<never, never>>> = {
  name: "tencentcloud-postgres",
  title: "Tencent Cloud PostgreSQL",
  cloud: tencentcloud,
  service: "postgres",
  // The rate of the vendor's other listings; the document says 1000, which no lookup needs.
  requestsPerSecond: 20,
  example: { instanceId: "postgres-6r233v55", region: "ap-guangzhou" },
  arguments: {},
  operations: [describeBaseBackups],
  instances: describeDbInstances,
  released: null,
};
