/** Tencent Cloud MySQL (CDB): DescribeBackups, API version 2017-03-20. */
import { backup, instance } from "../../listings/field";
import type { BackupOperation, InstanceOperation, Listing } from "../../listings/listing";
import { tencentcloud } from "./cloud";

/** Fields: BackupInfo of the document, and of the SDK for the newer ones. */
const describeBackups: BackupOperation = {
  version: "2017-03-20",
  action: "DescribeBackups",
  instance: "InstanceId",
  // 1000 on the Chinese site, 100 on the international one and in the document used here.
  page: { size: "Limit", offset: "Offset", largest: 100 },
  total: "TotalCount",
  rows: ["Items"],
  fields: {
    BackupId: backup.id,
    // The time of the data; StartTime and FinishTime are the task's, in samples days later.
    Date: backup.startedAt,
    StartTime: backup.startedAt,
    FinishTime: backup.finishedAt,
    Status: backup.status({ SUCCESS: "succeeded", FAILED: "failed", RUNNING: "running" }),
    // A clone needs `physical` (or `snapshot`, on cloud disks).
    Type: backup.method({ physical: "physical", logical: "logical", snapshot: "snapshot" }),
    // Not in the older document.
    Method: backup.type({ full: "full", partial: "partial" }),
    // The older document has only Creator: SYSTEM, or an account.
    Way: backup.trigger({ automatic: "automatic", manual: "manual", system: "automatic" }),
    Creator: backup.trigger({ SYSTEM: "automatic", "*": "manual" }),
    Size: backup.sizeBytes,
    ManualBackupName: backup.name,
    Name: backup.name,
    InternetUrl: backup.downloadUrl,
    IntranetUrl: backup.internalDownloadUrl,
    InstanceId: backup.owner,
    Region: backup.known,
    SaveMode: backup.vendor,
    // Its Url is a download address.
    RemoteInfo: backup.vendorObjects(["SubBackupId", "Region", "Status", "StartTime", "FinishTime"]),
    CosStorageType: backup.vendor,
    Progress: backup.vendor,
    EncryptionFlag: backup.vendor,
    ExecutedGTIDSet: backup.vendor,
    MD5: backup.vendor,
  },
};

/** Source: the SDK's InstanceInfo, Status. */
const describeDbInstances: InstanceOperation = {
  version: "2017-03-20",
  action: "DescribeDBInstances",
  // The vendor allows 2000, but an instance has about a hundred fields, and an answer may have 200,000 values.
  page: { size: "Limit", offset: "Offset", largest: 500 },
  // The document says that 0, not locked, is the default.
  sweeps: [{ CdbErrors: [0, 1] }],
  total: "TotalCount",
  rows: ["Items"],
  fields: {
    InstanceId: instance.id,
    InstanceName: instance.name,
    Status: instance.state({ 0: "creating", 1: "running", 4: "stopped", 5: "stopped" }),
    InstanceType: instance.role({ 1: "primary", 2: "disaster-recovery", 3: "read-only" }),
  },
  always: { kind: "standard", engine: "MySQL" },
};

export const tencentcloudMysql: Listing<"tencentcloud-mysql", Readonly<Record<never, never>>> = {
  name: "tencentcloud-mysql",
  title: "Tencent Cloud MySQL",
  cloud: tencentcloud,
  service: "cdb",
  // The document used here says 100; the vendor's newer ones say 10.
  requestsPerSecond: 10,
  example: {
    instanceId: "cdb-c1nl9rpv",
    region: "ap-guangzhou",
    // A clone can only be made from a physical backup.
    arguments: { methods: ["physical"] },
  },
  arguments: {},
  operations: [describeBackups],
  instances: describeDbInstances,
  released: null,
};
