/**
 * Alibaba Cloud Redis (Tair): DescribeBackups, and DescribeClusterBackupList for cloud-native clusters, API version
 * 2015-01-01. The vendor documents DescribeBackups twice; numbers and strings are both accepted for IDs and sizes.
 */
import type { Backup, BackupMethod, BackupStatus, BackupTrigger, BackupType } from "../backup";
import { alicloud } from "../clouds/alicloud";
import { usageError } from "../errors";
import { parseTime, toUtcMinutes } from "../time";
import type { Listing, ListingQuery, Operation, Sweep } from "./listing";
import { instant, leftovers, meaning, mustBelongTo, textOrNull } from "./row";
import { joinShards } from "./shard-sets";
import type { Wire } from "./wire";

/** BackupStatus, ClusterBackupStatus and the status of a cluster's shard. Sources: both documents; the SDK. */
const STATUSES: Readonly<Record<string, BackupStatus>> = {
  success: "succeeded",
  ok: "succeeded",
  running: "running",
  failed: "failed",
  error: "failed",
};
/** BackupType; the older document writes `Fullbackup`. */
const TYPES: Readonly<Record<string, BackupType>> = { fullbackup: "full", incrementalbackup: "incremental" };
/** BackupMethod. */
const METHODS: Readonly<Record<string, BackupMethod>> = { physical: "physical", logical: "logical" };
/** BackupMode. */
const TRIGGERS: Readonly<Record<string, BackupTrigger>> = { automated: "automatic", manual: "manual" };

/** Largest of the sizes that the vendor allows; no other number than those is. Source: DescribeBackups, PageSize. */
const PAGE_SIZE = 300;
/** Before the service existed: a window that begins here leaves nothing out. */
const BEGINNING = new Date("2010-01-01T00:00:00Z");
/** A window that ends a day ahead includes a backup that starts while it is asked for. */
const AHEAD_MS = 86_400_000;
const MINUTE_MS = 60_000;

function row(wire: Wire) {
  return wire.object({
    BackupId: wire.id,
    BackupStatus: wire.text,
    BackupStartTime: wire.text,
    BackupEndTime: wire.optionalText,
    ExpectExpireTime: wire.optionalText,
    BackupSize: wire.bytes,
    BackupType: wire.optionalText,
    BackupMode: wire.optionalText,
    BackupMethod: wire.optionalText,
    BackupDownloadURL: wire.optionalText,
    BackupIntranetDownloadURL: wire.optionalText,
    NodeInstanceId: wire.optionalText,
  });
}

type Row = ReturnType<ReturnType<typeof row>["parse"]>;

function clusterRow(wire: Wire) {
  return wire.object({
    ClusterBackupId: wire.id,
    ClusterBackupStatus: wire.text,
    ClusterBackupStartTime: wire.text,
    ClusterBackupEndTime: wire.optionalText,
    ClusterBackupMode: wire.optionalText,
    ClusterBackupSize: wire.bytes,
    ExpectExpireTime: wire.optionalText,
    IsAvail: wire.optional(wire.code),
    Backups: wire.list(wire.object({ BackupStatus: wire.optionalText })),
  });
}

type ClusterRow = ReturnType<ReturnType<typeof clusterRow>["parse"]>;

/** StartTime and EndTime, which the vendor requires, in whole minutes; rounded so that nothing is cut off. */
function window({ arguments: { startTime, endTime }, timeZone, now }: ListingQuery): Sweep {
  const from = typeof startTime === "string" ? parseTime(startTime, timeZone) : null;
  const to = typeof endTime === "string" ? parseTime(endTime, timeZone) : null;
  const begin = from ?? BEGINNING;
  const end = to
    ? new Date(Math.ceil(to.getTime() / MINUTE_MS) * MINUTE_MS)
    : new Date(Math.max(now.getTime(), begin.getTime()) + AHEAD_MS);
  if (toUtcMinutes(begin) >= toUtcMinutes(end)) {
    throw usageError(
      "endTime",
      `${String(endTime)} is not later than startTime ${String(startTime ?? toUtcMinutes(begin))}, in whole minutes`,
    );
  }
  return { StartTime: toUtcMinutes(begin), EndTime: toUtcMinutes(end) };
}

const describeBackups: Operation<Row> = {
  version: "2015-01-01",
  action: "DescribeBackups",
  pageSize: PAGE_SIZE,
  sweeps: (query) => {
    const { backupId, backupJobId, needAof } = query.arguments;
    return [
      {
        InstanceId: query.instanceId,
        RegionId: query.region,
        ...window(query),
        BackupId: backupId as string | undefined,
        BackupJobId: backupJobId as string | undefined,
        NeedAof: typeof needAof === "boolean" ? (needAof ? "1" : "0") : undefined,
      },
    ];
  },
  page: ({ number }) => ({ PageNumber: number, PageSize: PAGE_SIZE }),
  answer: (wire) =>
    wire.page(
      wire.object({
        TotalCount: wire.count,
        Backups: wire.optional(wire.object({ Backup: wire.list(row(wire)) })),
      }),
      ["Backups", "Backup"],
      (body) => ({ total: body.TotalCount, lists: [body.Backups?.Backup] }),
    ),
  // Some samples have 0 for every ID, and shards of one run may share theirs.
  key: (backup) => [backup.BackupId, backup.NodeInstanceId, backup.BackupStartTime].join(" "),
  backup: (backup, { instanceId, region, timeZone }) => ({
    id: backup.BackupId,
    ids: [backup.BackupId],
    instanceId,
    region,
    status: meaning(STATUSES, backup.BackupStatus),
    startedAt: instant("BackupStartTime", backup.BackupStartTime, timeZone),
    finishedAt: instant("BackupEndTime", backup.BackupEndTime, timeZone),
    expiresAt: instant("ExpectExpireTime", backup.ExpectExpireTime, timeZone),
    sizeBytes: backup.BackupSize ?? null,
    type: meaning(TYPES, backup.BackupType),
    method: meaning(METHODS, backup.BackupMethod),
    trigger: meaning(TRIGGERS, backup.BackupMode),
    name: null,
    missingShards: [],
    vendor: leftovers(backup, [
      "BackupId",
      "BackupStartTime",
      "BackupEndTime",
      "ExpectExpireTime",
      "BackupSize",
    ]),
    downloadUrl: textOrNull(backup.BackupDownloadURL),
    internalDownloadUrl: textOrNull(backup.BackupIntranetDownloadURL),
  }),
  // A standard instance's rows name the instance itself, or no node; a classic cluster's rows name a shard each.
  combine: (backups, { instanceId }) => {
    const shardOf = ({ vendor }: Backup) =>
      vendor.NodeInstanceId && vendor.NodeInstanceId !== instanceId ? vendor.NodeInstanceId : undefined;
    const whole = backups.filter((backup) => shardOf(backup) === undefined);
    const shards = backups.flatMap((backup) => {
      const shard = shardOf(backup);
      return shard === undefined ? [] : [{ shard, backup }];
    });
    // Where rows name the instance itself, a node of another name is no shard of it.
    const named = whole.some(({ vendor }) => vendor.NodeInstanceId === instanceId);
    const foreign = named && shards.find(({ shard }) => !shard.startsWith(`${instanceId}-`));
    if (foreign) mustBelongTo(instanceId, "NodeInstanceId", foreign.shard);
    const single = new Set(shards.map(({ shard }) => shard)).size === 1;
    return [...whole, ...(single ? shards.map(({ backup }) => backup) : joinShards(shards))];
  },
};

/** The state of a cluster's backup: it must be available, and no shard of it may have failed. */
function clusterStatus(backup: ClusterRow): BackupStatus {
  const status = meaning(STATUSES, backup.ClusterBackupStatus);
  if (status !== "succeeded") return status;
  const shards = (backup.Backups ?? []).map((shard) => meaning(STATUSES, shard.BackupStatus ?? "ok"));
  if (shards.includes("failed")) return "failed";
  return backup.IsAvail === 0 ? "unknown" : "succeeded";
}

const describeClusterBackupList: Operation<ClusterRow> = {
  version: "2015-01-01",
  action: "DescribeClusterBackupList",
  pageSize: PAGE_SIZE,
  sweeps: (query) => [{ InstanceId: query.instanceId, RegionId: query.region, ...window(query) }],
  page: ({ number }) => ({ PageNumber: number, PageSize: PAGE_SIZE }),
  answer: (wire) =>
    wire.page(
      wire.object({ ClusterBackups: wire.list(clusterRow(wire)) }),
      ["ClusterBackups"],
      // MaxResults stands where other operations have a total, and is not documented as one.
      (body) => ({ total: null, lists: [body.ClusterBackups] }),
    ),
  key: (backup) => backup.ClusterBackupId,
  backup: (backup, { instanceId, region, timeZone }) => ({
    id: backup.ClusterBackupId,
    ids: [backup.ClusterBackupId],
    instanceId,
    region,
    status: clusterStatus(backup),
    startedAt: instant("ClusterBackupStartTime", backup.ClusterBackupStartTime, timeZone),
    finishedAt: instant("ClusterBackupEndTime", backup.ClusterBackupEndTime, timeZone),
    expiresAt: instant("ExpectExpireTime", backup.ExpectExpireTime, timeZone),
    sizeBytes: backup.ClusterBackupSize ?? null,
    type: "full",
    method: "unknown",
    trigger: meaning(TRIGGERS, backup.ClusterBackupMode),
    name: null,
    missingShards: [],
    vendor: leftovers(backup, [
      "ClusterBackupId",
      "ClusterBackupStartTime",
      "ClusterBackupEndTime",
      "ClusterBackupSize",
      "ExpectExpireTime",
    ]),
    downloadUrl: null,
    internalDownloadUrl: null,
  }),
};

/** Arguments that only DescribeBackups has. */
const CLASSIC_ONLY = ["backupId", "backupJobId", "needAof"] as const;

/** Arguments of `alicloud-redis` besides instance, region and selection. */
export interface AliCloudRedisArguments {
  /** Only backups started at or after it; whole minutes count. Source: DescribeBackups, StartTime. @default 2010 */
  readonly startTime?: string;
  /** Only backups started before it; whole minutes count. Source: DescribeBackups, EndTime. @default tomorrow */
  readonly endTime?: string;
  /** Only the backup with this ID, digits as text. Source: DescribeBackups, BackupId. */
  readonly backupId?: string;
  /** Only the backups of this task, digits as text. Source: DescribeBackups of the current SDK, BackupJobId. */
  readonly backupJobId?: string;
  /** Whether append-only files are listed too. Source: DescribeBackups, NeedAof. @default false */
  readonly needAof?: boolean;
  /** Asks DescribeClusterBackupList, for cloud-native clusters. @default false */
  readonly clusterBackups?: boolean;
}

export const alicloudRedis: Listing = {
  name: "alicloud-redis",
  title: "Alibaba Cloud Redis",
  cloud: alicloud,
  service: "r-kvstore",
  // Not documented; the quota is per account and API.
  requestsPerSecond: 5,
  example: { instanceId: "r-bp1w8ynd3h5tq0zk", region: "cn-hangzhou" },
  arguments: {
    startTime: {
      kind: "time",
      description: "StartTime: only backups started at or after it; whole minutes count.",
      default: "2010-01-01T00:00Z",
    },
    endTime: {
      kind: "time",
      description: "EndTime: only backups started before it; whole minutes count.",
      default: "tomorrow",
    },
    backupId: { kind: "digits", description: "BackupId: only the backup with this ID." },
    backupJobId: { kind: "digits", description: "BackupJobId: only the backups of this task." },
    needAof: {
      kind: "bool",
      description: "NeedAof: whether append-only files are listed too.",
      default: "false",
    },
    clusterBackups: {
      kind: "bool",
      description:
        "Asks DescribeClusterBackupList, for cloud-native clusters, to which DescribeBackups does not apply.",
      default: "false",
    },
  },
  operation: ({ arguments: given }) => {
    if (given.clusterBackups !== true) return describeBackups;
    const misfit = CLASSIC_ONLY.find((name) => given[name] !== undefined && given[name] !== null);
    if (misfit) {
      throw usageError(
        misfit,
        "does not apply together with clusterBackups",
        "DescribeClusterBackupList has no such parameter; leave one of the two out.",
      );
    }
    return describeClusterBackupList;
  },
};
