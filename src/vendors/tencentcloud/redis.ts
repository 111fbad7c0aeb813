/** Tencent Cloud Redis: DescribeInstanceBackups, API version 2018-04-12. */
import { toWallClock } from "../../core/time";
import { backup, instance } from "../../listings/field";
import type {
  BackupOperation,
  InstanceOperation,
  Listing,
  ListingQuery,
  Sweep,
} from "../../listings/listing";
import { CLOCK_MARGIN_MS, endsOf } from "../../listings/window";
import { tencentcloud } from "./cloud";

/** Without a filter the current API lists only status 2, which hides restorable ones (4) and the reasons for the rest. */
const ALL_STATUSES = [1, 2, 3, 4, -1, -2] as const;

/** Longest window between BeginTime and EndTime. Source: the SDK's documentation of EndTime. */
const MAX_WINDOW_MS = 30 * 86_400_000;

/** The windows to request: none, the given one, or a long one split by the vendor's limit. They share their borders. */
function windows(query: ListingQuery): readonly Sweep[] {
  const wallClock = (time: number) => toWallClock(new Date(time), query.timeZone);
  const { begin, end } = endsOf(query, ["beginTime", "endTime"]);
  if (!begin) return [end ? { EndTime: wallClock(end.getTime()) } : {}];
  const last = end?.getTime() ?? Math.max(query.now.getTime() + CLOCK_MARGIN_MS, begin.getTime());
  const parts: Sweep[] = [];
  for (let from = begin.getTime(); ; from += MAX_WINDOW_MS) {
    const to = Math.min(from + MAX_WINDOW_MS, last);
    parts.push({ BeginTime: wallClock(from), EndTime: wallClock(to) });
    if (to >= last) return parts;
  }
}

/** Fields: RedisBackupSet of the document, and of the SDK for the newer ones. */
const describeInstanceBackups: BackupOperation = {
  version: "2018-04-12",
  action: "DescribeInstanceBackups",
  instance: "InstanceId",
  page: { size: "Limit", offset: "Offset", largest: 100 },
  sweeps: (query) => {
    const status = query.arguments.status ?? ALL_STATUSES;
    return windows(query).map((window) => ({ Status: status as readonly number[], ...window }));
  },
  total: "TotalCount",
  // The SDKs and current samples say BackupSet; the document's own sample says RedisBackupSet.
  rows: ["BackupSet", "RedisBackupSet"],
  always: { type: "full" },
  fields: {
    BackupId: backup.id,
    StartTime: backup.startedAt,
    EndTime: backup.finishedAt,
    ExpireTime: backup.expiresAt,
    // Source: section 2, Status.N, and the SDK's field documentation. 1 is "in process" as a filter and "locked by another
    // flow" in a row: it cannot be restored now. 3 is being converted; 4 is converted and still restorable.
    Status: backup.status(
      { 1: "running", 2: "succeeded", 3: "running", 4: "succeeded", "-1": "expired", "-2": "deleted" },
      "code",
    ),
    // Source: the SDK and tccli; 2 is started by a resize. Another document of the vendor reverses 0 and 1; the vendor's
    // own samples ("For testing" with 0; 1 at two in the morning) agree with this one.
    BackupType: backup.trigger({
      0: "manual",
      1: "automatic",
      2: "automatic",
      manualBackupInstance: "manual",
      systemBackupInstance: "automatic",
    }),
    Remark: backup.name,
    BackupSize: backup.sizeBytes,
    InstanceId: backup.owner,
    Region: backup.known,
    Locked: backup.vendor,
    FullBackup: backup.vendor,
    InstanceType: backup.vendor,
    InstanceName: backup.vendor,
    FileType: backup.vendor,
    Encrypted: backup.vendor,
  },
};

/** Source: the SDK's InstanceSet, Status. */
const describeInstances: InstanceOperation = {
  version: "2018-04-12",
  action: "DescribeInstances",
  // The vendor allows 1000, but an instance has about a hundred fields, and an answer may have 200,000 values.
  page: { size: "Limit", offset: "Offset", largest: 500 },
  total: "TotalCount",
  rows: ["InstanceSet"],
  fields: {
    InstanceId: instance.id,
    InstanceName: instance.name,
    Status: instance.state({
      0: "creating",
      1: "changing",
      2: "running",
      "-2": "stopped",
      "-3": "deleted",
    }),
    ProductType: instance.kind({ standalone: "standard", cluster: "cluster" }),
    Engine: instance.engine,
    Type: instance.noted("`engine`: with `200` it is Memcached"),
  },
  always: { role: "primary" },
  refine: (told, { Type }) => (String(Type) === "200" ? { ...told, engine: "Memcached" } : told),
};

/**
 * Arguments of `tencentcloud-redis` besides instance, region and selection.
 *
 * @inline
 */
export interface TencentCloudRedisArguments {
  /**
   * Only backups started at or after it: RFC 3339, or `YYYY-MM-DD HH:mm:ss` in the cloud's zone. A window of more than
   * 30 days is read in parts. Source: DescribeInstanceBackups, BeginTime.
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

export const tencentcloudRedis: Listing<"tencentcloud-redis", TencentCloudRedisArguments> = {
  name: "tencentcloud-redis",
  title: "Tencent Cloud Redis",
  cloud: tencentcloud,
  service: "redis",
  requestsPerSecond: 20,
  example: { instanceId: "crs-5a4py64p", region: "ap-guangzhou" },
  arguments: {
    beginTime: {
      kind: "time",
      sets: "BeginTime",
      description: "Only backups started at or after it. A window of more than 30 days is read in parts.",
    },
    endTime: { kind: "time", sets: "EndTime", description: "Only backups started at or before it." },
    status: {
      kind: "integers",
      sets: "Status",
      allowed: ALL_STATUSES,
      description:
        "List only these states. 1 in process, 2 normal, 3 converting to RDB, 4 converted, -1 expired, -2 deleted.",
      default: "all",
    },
  },
  operations: [describeInstanceBackups],
  instances: describeInstances,
  released: null,
};
