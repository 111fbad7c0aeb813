/** Tencent Cloud MongoDB: DescribeDBBackups, API version 2019-07-25. Source: tencentcloud-sdk-nodejs 4.1.313. */

import { backup, instance } from "../../listings/field";
import type { BackupOperation, InstanceOperation, Listing } from "../../listings/listing";
import { tencentcloud } from "./cloud";

/** Source: DescribeDBBackupsRequest, BackupMethod. */
const METHODS = [0, 1, 3] as const;

/** Source: BackupInfo. The API lists no failed backups, and none older than seven days. */
const describeDbBackups: BackupOperation = {
  version: "2019-07-25",
  action: "DescribeDBBackups",
  instance: "InstanceId",
  page: { size: "Limit", offset: "Offset", largest: 100 },
  // Earlier documents say that only logical backups are listed without BackupMethod; the current one says nothing.
  sweeps: () => METHODS.map((BackupMethod) => ({ BackupMethod })),
  sweptBy: "BackupMethod",
  total: "TotalCount",
  rows: ["BackupList"],
  // Only complete backups are listed, not the logs between them.
  always: { type: "full" },
  fields: {
    BackId: backup.id,
    StartTime: backup.startedAt,
    EndTime: backup.finishedAt,
    DeleteTime: backup.expiresAt,
    Status: backup.status({ 1: "running", 2: "succeeded" }, "code"),
    BackupMethod: backup.method({ 0: "logical", 1: "physical", 3: "snapshot" }),
    BackupType: backup.trigger({ 0: "automatic", 1: "manual" }),
    BackupSize: backup.sizeIn(1024),
    BackupName: backup.name,
    InstanceId: backup.owner,
    BackupDesc: backup.vendor,
    BackupRegion: backup.vendor,
    RestoreTime: backup.vendor,
  },
};

/** Source: InstanceDetail, Status. */
const describeDbInstances: InstanceOperation = {
  version: "2019-07-25",
  action: "DescribeDBInstances",
  page: { size: "Limit", offset: "Offset", largest: 100 },
  // Explicit values, because the document does not say the defaults.
  sweeps: [{ InstanceType: 0, ClusterType: -1, PayMode: -1 }],
  total: "TotalCount",
  rows: ["InstanceDetails"],
  fields: {
    InstanceId: instance.id,
    InstanceName: instance.name,
    Status: instance.state({
      0: "creating",
      1: "changing",
      2: "running",
      "-2": "stopped",
      "-3": "stopped",
    }),
    InstanceType: instance.role({ 1: "primary", 2: "temporary", 3: "read-only" }),
    ClusterType: instance.kind({ 0: "standard", 1: "cluster" }),
  },
  always: { engine: "MongoDB" },
};

export const tencentcloudMongodb: Listing<"tencentcloud-mongodb", Readonly<Record<never, never>>> = {
  name: "tencentcloud-mongodb",
  title: "Tencent Cloud MongoDB",
  cloud: tencentcloud,
  service: "mongodb",
  // The vendor's documents said 20, and 150 since 2025.
  requestsPerSecond: 20,
  example: { instanceId: "cmgo-p8vnipr5", region: "ap-guangzhou" },
  arguments: {},
  operations: [describeDbBackups],
  instances: describeDbInstances,
  released: null,
};
