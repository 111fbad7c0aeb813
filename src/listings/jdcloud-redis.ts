/** JD Cloud Redis: describeBackups, API version v1. */
import type { BackupStatus, BackupTrigger } from "../backup";
import { jdcloud } from "../clouds/jdcloud";
import { usageError } from "../errors";
import { parseTime, toRfc3339 } from "../time";
import type { Listing, ListingQuery, Operation } from "./listing";
import { instant, leftovers, meaning, mustBelongTo, textOrNull } from "./row";
import type { Wire } from "./wire";

/** backupStatus. Source: describeBackups, Backup. */
const STATUSES: Readonly<Record<string, BackupStatus>> = { 0: "running", 1: "failed", 2: "succeeded" };
/** backupType. Source: describeBackups, Backup. */
const TRIGGERS: Readonly<Record<string, BackupTrigger>> = { 0: "automatic", 1: "manual" };

/** Largest pageSize that the vendor allows. Source: describeBackups, pageSize. */
const PAGE_SIZE = 100;
/** The instance ID becomes part of a path, where slashes and dots would lead elsewhere. */
const PATH_SEGMENT = /^\w[\w.*-]*$/;

function row(wire: Wire) {
  return wire.object({
    baseId: wire.id,
    backupStartTime: wire.text,
    backupStatus: wire.code,
    backupEndTime: wire.optionalText,
    backupType: wire.optional(wire.code),
    backupSize: wire.bytes,
    backupFileName: wire.optionalText,
    backupDownloadURL: wire.optionalText,
    cacheInstanceId: wire.optionalText,
  });
}

type Row = ReturnType<ReturnType<typeof row>["parse"]>;

/** startTime and endTime in the notation that the document gives for the times of a backup. */
function window({ arguments: { startTime, endTime }, timeZone }: ListingQuery) {
  const [from, to] = [startTime, endTime].map((time) =>
    typeof time === "string" ? parseTime(time, timeZone) : null,
  );
  if (from && to && from > to) {
    throw usageError("endTime", `${String(endTime)} lies before startTime ${String(startTime)}`);
  }
  return { startTime: from ? toRfc3339(from) : undefined, endTime: to ? toRfc3339(to) : undefined };
}

const describeBackups: Operation<Row> = {
  version: "v1",
  action: "describeBackups",
  pageSize: PAGE_SIZE,
  path: ({ region, instanceId }) => `/v1/regions/${region}/cacheInstance/${instanceId}/backup`,
  sweeps: (query) => {
    if (!PATH_SEGMENT.test(query.instanceId)) {
      throw usageError(
        "instanceId",
        `got ${JSON.stringify(query.instanceId)}, expected an instance ID such as ${jdcloudRedis.example.instanceId}`,
      );
    }
    return [{ ...window(query), baseId: query.arguments.baseId as string | undefined }];
  },
  page: ({ number }) => ({ pageNumber: number, pageSize: PAGE_SIZE }),
  answer: (wire) =>
    wire.page(
      wire.object({ totalCount: wire.count, backups: wire.list(row(wire)) }),
      ["backups"],
      (body) => ({ total: body.totalCount, lists: [body.backups] }),
    ),
  key: (backup) => backup.baseId,
  backup: (backup, { instanceId, region, timeZone }) => {
    mustBelongTo(instanceId, "cacheInstanceId", backup.cacheInstanceId);
    return {
      id: backup.baseId,
      ids: [backup.baseId],
      instanceId,
      region,
      status: meaning(STATUSES, backup.backupStatus),
      startedAt: instant("backupStartTime", backup.backupStartTime, timeZone),
      finishedAt: instant("backupEndTime", backup.backupEndTime, timeZone),
      expiresAt: null,
      sizeBytes: backup.backupSize ?? null,
      type: "full",
      method: "unknown",
      trigger: meaning(TRIGGERS, backup.backupType),
      name: textOrNull(backup.backupFileName),
      missingShards: [],
      vendor: leftovers(backup, [
        "baseId",
        "backupStartTime",
        "backupEndTime",
        "backupSize",
        "backupFileName",
        "backupDownloadURL",
        "cacheInstanceId",
      ]),
      downloadUrl: textOrNull(backup.backupDownloadURL),
      internalDownloadUrl: null,
    };
  },
};

/** Arguments of `jdcloud-redis` besides instance, region and selection. */
export interface JdCloudRedisArguments {
  /** Only backups started at or after it: RFC 3339. Source: describeBackups, startTime. */
  readonly startTime?: string;
  /** Only backups started at or before it: RFC 3339. Source: describeBackups, endTime. */
  readonly endTime?: string;
  /** Only the backup with this ID. Source: describeBackups, baseId. */
  readonly baseId?: string;
}

export const jdcloudRedis: Listing = {
  name: "jdcloud-redis",
  title: "JD Cloud Redis",
  cloud: jdcloud,
  service: "redis",
  // Not documented; the gateway's headers speak of 1000 a minute for another service.
  requestsPerSecond: 10,
  example: { instanceId: "redis-vq3n8yd0c1", region: "cn-north-1" },
  arguments: {
    startTime: { kind: "time", description: "startTime: only backups started at or after it." },
    endTime: { kind: "time", description: "endTime: only backups started at or before it." },
    baseId: { kind: "string", description: "baseId: only the backup with this ID." },
  },
  operation: () => describeBackups,
};
