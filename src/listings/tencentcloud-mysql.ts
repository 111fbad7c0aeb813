/** Tencent Cloud MySQL (CDB): DescribeBackups, API version 2017-03-20. */
import type { BackupMethod, BackupStatus, BackupTrigger, BackupType } from "../backup";
import { tencentcloud } from "../clouds/tencentcloud";
import type { Listing, Operation } from "./listing";
import { instant, leftovers, meaning, mustBelongTo, textOrNull } from "./row";
import type { Wire } from "./wire";

/** Status of BackupInfo. Source: the SDK. */
const STATUSES: Readonly<Record<string, BackupStatus>> = {
  success: "succeeded",
  failed: "failed",
  running: "running",
};

/** Type of BackupInfo: only `physical` (or `snapshot`, on cloud disks) can be cloned from. */
const METHODS: Readonly<Record<string, BackupMethod>> = {
  physical: "physical",
  logical: "logical",
  snapshot: "snapshot",
};

/** Method of BackupInfo; not in the older document. */
const TYPES: Readonly<Record<string, BackupType>> = { full: "full", partial: "partial" };

/** Way of BackupInfo; the older document has only Creator. */
const TRIGGERS: Readonly<Record<string, BackupTrigger>> = {
  automatic: "automatic",
  manual: "manual",
  system: "automatic",
};

function row(wire: Wire) {
  return wire.object({
    BackupId: wire.id,
    Status: wire.text,
    Date: wire.text,
    StartTime: wire.optionalText,
    FinishTime: wire.optionalText,
    Size: wire.bytes,
    Type: wire.optionalText,
    Method: wire.optionalText,
    Way: wire.optionalText,
    Creator: wire.optionalText,
    InstanceId: wire.optionalText,
    Name: wire.optionalText,
    ManualBackupName: wire.optionalText,
    InternetUrl: wire.optionalText,
    IntranetUrl: wire.optionalText,
  });
}

type Row = ReturnType<ReturnType<typeof row>["parse"]>;

function triggerOf({ Way, Creator }: Row): BackupTrigger {
  if (Way) return meaning(TRIGGERS, Way);
  // Creator is SYSTEM, or the account that asked for it.
  return Creator ? (Creator.toUpperCase() === "SYSTEM" ? "automatic" : "manual") : "unknown";
}

const describeBackups: Operation<Row> = {
  version: "2017-03-20",
  action: "DescribeBackups",
  // 1000 on the Chinese site, 100 on the international one and in the document followed here.
  pageSize: 100,
  sweeps: ({ instanceId }) => [{ InstanceId: instanceId }],
  page: ({ size, offset }) => ({ Limit: size, Offset: offset }),
  answer: (wire) =>
    wire.page(wire.object({ TotalCount: wire.count, Items: wire.list(row(wire)) }), ["Items"], (body) => ({
      total: body.TotalCount,
      lists: [body.Items],
    })),
  key: (backup) => backup.BackupId,
  backup: (backup, { instanceId, region, timeZone }) => {
    mustBelongTo(instanceId, "InstanceId", backup.InstanceId);
    return {
      id: backup.BackupId,
      ids: [backup.BackupId],
      instanceId,
      region,
      status: meaning(STATUSES, backup.Status),
      // Date is the snapshot's time; StartTime and FinishTime are the task's, in samples days apart from it.
      startedAt: instant("Date", backup.Date, timeZone) ?? instant("StartTime", backup.StartTime, timeZone),
      finishedAt: instant("FinishTime", backup.FinishTime, timeZone),
      expiresAt: null,
      sizeBytes: backup.Size ?? null,
      type: meaning(TYPES, backup.Method),
      method: meaning(METHODS, backup.Type),
      trigger: triggerOf(backup),
      name: textOrNull(backup.ManualBackupName) ?? textOrNull(backup.Name),
      missingShards: [],
      vendor: leftovers(backup, [
        "BackupId",
        "Date",
        "FinishTime",
        "Size",
        "InternetUrl",
        "IntranetUrl",
        "InstanceId",
        "Region",
        backup.ManualBackupName ? "ManualBackupName" : "Name",
      ]),
      downloadUrl: textOrNull(backup.InternetUrl),
      internalDownloadUrl: textOrNull(backup.IntranetUrl),
    };
  },
};

/** `tencentcloud-mysql` has no arguments besides instance, region and selection. */
export type TencentCloudMysqlArguments = Readonly<Record<never, never>>;

export const tencentcloudMysql: Listing = {
  name: "tencentcloud-mysql",
  title: "Tencent Cloud MySQL",
  cloud: tencentcloud,
  service: "cdb",
  // The document followed here says 100; the vendor's newer ones say 10.
  requestsPerSecond: 10,
  example: { instanceId: "cdb-c1nl9rpv", region: "ap-guangzhou" },
  arguments: {},
  operation: () => describeBackups,
};
