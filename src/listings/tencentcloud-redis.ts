/** Tencent Cloud Redis: DescribeInstanceBackups, API version 2018-04-12. */
import type { BackupStatus, BackupTrigger } from "../backup";
import { tencentcloud } from "../clouds/tencentcloud";
import { usageError } from "../errors";
import { parseTime, toWallClock } from "../time";
import type { Listing, ListingQuery, Operation, Sweep } from "./listing";
import { instant, leftovers, meaning, mustBelongTo, textOrNull } from "./row";
import type { Wire } from "./wire";

/**
 * Section 2, Status.N, and the SDK's field documentation. 1 is "in process" as a filter and "locked by another
 * flow" in a row: either way it cannot be restored now. 3 is being converted; 4 is converted and still whole.
 */
const STATUSES: Readonly<Record<string, BackupStatus>> = {
  1: "running",
  2: "succeeded",
  3: "running",
  4: "succeeded",
  "-1": "expired",
  "-2": "deleted",
};

/**
 * The SDK and tccli: 0 manual, 1 automatic, 2 started by a resize. Another document of the vendor says the reverse;
 * the vendor's own samples ("For testing" with 0; 1 at two in the morning) agree with this one.
 */
const TRIGGERS: Readonly<Record<string, BackupTrigger>> = {
  0: "manual",
  1: "automatic",
  2: "automatic",
  manualbackupinstance: "manual",
  systembackupinstance: "automatic",
};

/** Without a filter the current API lists only status 2, which hides restorable ones (4) and the reasons for the rest. */
const ALL_STATUSES = [1, 2, 3, 4, -1, -2] as const;

/** Longest window between BeginTime and EndTime. Source: the SDK's documentation of EndTime. */
const MAX_WINDOW_MS = 30 * 86_400_000;
/** A clock that is a little behind must not cut off the newest backup. */
const CLOCK_MARGIN_MS = 3_600_000;

function row(wire: Wire) {
  return wire.object({
    BackupId: wire.id,
    StartTime: wire.text,
    Status: wire.code,
    BackupType: wire.optionalText,
    Remark: wire.optionalText,
    BackupSize: wire.bytes,
    InstanceId: wire.optionalText,
    Region: wire.optionalText,
    EndTime: wire.optionalText,
    ExpireTime: wire.optionalText,
  });
}

type Row = ReturnType<ReturnType<typeof row>["parse"]>;

/** The windows to ask for: none, the one given, or as many as the vendor's limit makes of a long one. */
function windows({ arguments: { beginTime, endTime }, timeZone, now }: ListingQuery): readonly Sweep[] {
  const begin = typeof beginTime === "string" ? parseTime(beginTime, timeZone) : null;
  const given = typeof endTime === "string" ? parseTime(endTime, timeZone) : null;
  if (begin && given && begin > given) {
    throw usageError("endTime", `${String(endTime)} lies before beginTime ${String(beginTime)}`);
  }
  if (!begin) return [given ? { EndTime: toWallClock(given, timeZone) } : {}];
  const end = given ?? new Date(Math.max(now.getTime() + CLOCK_MARGIN_MS, begin.getTime()));
  const sweeps: Sweep[] = [];
  for (let from = begin.getTime(); ; from += MAX_WINDOW_MS) {
    const to = Math.min(from + MAX_WINDOW_MS, end.getTime());
    sweeps.push({
      BeginTime: toWallClock(new Date(from), timeZone),
      EndTime: toWallClock(new Date(to), timeZone),
    });
    if (to >= end.getTime()) return sweeps;
  }
}

const describeInstanceBackups: Operation<Row> = {
  version: "2018-04-12",
  action: "DescribeInstanceBackups",
  pageSize: 100,
  sweeps: (query) =>
    windows(query).map((window) => ({
      InstanceId: query.instanceId,
      Status: (query.arguments.status as readonly number[] | undefined) ?? ALL_STATUSES,
      ...window,
    })),
  page: ({ size, offset }) => ({ Limit: size, Offset: offset }),
  answer: (wire) =>
    wire.page(
      wire.object({
        TotalCount: wire.count,
        // The SDKs and current samples say BackupSet; the document's own sample says RedisBackupSet.
        BackupSet: wire.list(row(wire)),
        RedisBackupSet: wire.list(row(wire)),
      }),
      ["BackupSet"],
      (body) => ({ total: body.TotalCount, lists: [body.BackupSet, body.RedisBackupSet] }),
    ),
  key: (backup) => backup.BackupId,
  backup: (backup, { instanceId, region, timeZone }) => {
    mustBelongTo(instanceId, "InstanceId", backup.InstanceId);
    return {
      id: backup.BackupId,
      ids: [backup.BackupId],
      instanceId,
      region,
      status: meaning(STATUSES, backup.Status),
      startedAt: instant("StartTime", backup.StartTime, timeZone),
      finishedAt: instant("EndTime", backup.EndTime, timeZone),
      expiresAt: instant("ExpireTime", backup.ExpireTime, timeZone),
      sizeBytes: backup.BackupSize ?? null,
      type: "full",
      method: "unknown",
      trigger: meaning(TRIGGERS, backup.BackupType),
      name: textOrNull(backup.Remark),
      missingShards: [],
      vendor: leftovers(backup, [
        "BackupId",
        "StartTime",
        "EndTime",
        "ExpireTime",
        "BackupSize",
        "Remark",
        "InstanceId",
        "Region",
      ]),
      downloadUrl: null,
      internalDownloadUrl: null,
    };
  },
};

/** Arguments of `tencentcloud-redis` besides instance, region and selection. */
export interface TencentCloudRedisArguments {
  /**
   * Only backups started at or after it: RFC 3339, or `YYYY-MM-DD HH:mm:ss` in the cloud's zone. A window of more
   * than 30 days is asked for in parts. Source: DescribeInstanceBackups, BeginTime.
   */
  readonly beginTime?: string;
  /** Only backups started at or before it. Source: DescribeInstanceBackups, EndTime. */
  readonly endTime?: string;
  /**
   * List only these states: 1 in process, 2 normal, 3 converting, 4 converted, -1 expired, -2 deleted.
   * Source: DescribeInstanceBackups, Status.N. @default all
   */
  readonly status?: readonly number[];
}

export const tencentcloudRedis: Listing = {
  name: "tencentcloud-redis",
  title: "Tencent Cloud Redis",
  cloud: tencentcloud,
  service: "redis",
  requestsPerSecond: 20,
  example: { instanceId: "crs-5a4py64p", region: "ap-guangzhou" },
  arguments: {
    beginTime: {
      kind: "time",
      description:
        "BeginTime: only backups started at or after it. A window of more than 30 days is asked for in parts.",
    },
    endTime: { kind: "time", description: "EndTime: only backups started at or before it." },
    status: {
      kind: "integers",
      allowed: ALL_STATUSES,
      description:
        "Status: list only these states. 1 in process, 2 normal, 3 converting to RDB, 4 converted, -1 expired, -2 deleted.",
      default: "all",
    },
  },
  operation: () => describeInstanceBackups,
};
