/**
 * Alibaba Cloud Redis (Tair): DescribeBackups, and DescribeClusterBackupList for cloud-native clusters, API version
 * 2015-01-01. The vendor documents DescribeBackups twice; numbers and strings are both accepted for IDs and sizes.
 */
import { usageError } from "../../core/errors";
import { arg, message } from "../../core/message";
import { backup, instance } from "../../listings/field";
import {
  type BackupOperation,
  type InstanceOperation,
  type Listing,
  NOTHING_RELEASED,
} from "../../listings/listing";
import { alicloud } from "./cloud";
import { joinClassicShards, MOST_SHARDS } from "./redis-shards";
import { RUN_MARGIN_MS } from "./shard-runs";
import { minuteWindow } from "./window";
import {
  METHODS,
  SHARD_FIELDS,
  SHARDS,
  STATUSES,
  TRIGGERS,
  TYPES,
  UNAVAILABLE,
  WRONG_OPERATION,
  withShards,
} from "./words";

/** The largest of the sizes that the vendor allows; no other number than those is. Source: DescribeBackups, PageSize. */
const PAGE = { size: "PageSize", number: "PageNumber", largest: 300 } as const;

/** Fields: Backup of both documents, and of the SDK for the newer ones. */
const describeBackups: BackupOperation = {
  version: "2015-01-01",
  action: "DescribeBackups",
  instance: "InstanceId",
  region: "RegionId",
  page: PAGE,
  sweeps: (query) => {
    const { needAof } = query.arguments;
    return [
      {
        ...minuteWindow(query, RUN_MARGIN_MS),
        NeedAof: typeof needAof === "boolean" ? (needAof ? "1" : "0") : undefined,
      },
    ];
  },
  total: "TotalCount",
  rows: ["Backups.Backup"],
  fields: {
    BackupId: backup.id,
    BackupStartTime: backup.startedAt,
    BackupEndTime: backup.finishedAt,
    ExpectExpireTime: backup.expiresAt,
    BackupStatus: backup.status(STATUSES),
    BackupType: backup.type(TYPES),
    BackupMethod: backup.method(METHODS),
    BackupMode: backup.trigger(TRIGGERS),
    BackupSize: backup.sizeBytes,
    BackupDownloadURL: backup.downloadUrl,
    BackupIntranetDownloadURL: backup.internalDownloadUrl,
    NodeInstanceId: backup.noted("the shard, in a classic cluster", "text"),
    BackupDBNames: backup.vendor,
    EngineVersion: backup.vendor,
    BackupJobID: backup.vendor,
    RecoverConfigMode: backup.vendor,
  },
  // Shards of one run may share their ID. A task's ID joins no shards: a cluster's
  // CreateBackup returns several of them, "call this operation for each ID". Source: the SDK, BackupJobId.
  key: (id, { NodeInstanceId, BackupStartTime }) => [id, NodeInstanceId, BackupStartTime].join(" "),
  combine: joinClassicShards,
};

/** Fields: ClusterBackup of the SDK. */
const describeClusterBackupList: BackupOperation = {
  version: "2015-01-01",
  action: "DescribeClusterBackupList",
  // Source: the vendor's metadata of the operation, and its SDK, which sends almost everything else by POST.
  method: "GET",
  instance: "InstanceId",
  region: "RegionId",
  // A row has one of up to 256 shards each: a page of 300 would be larger than any answer that is read.
  page: { ...PAGE, largest: 30 },
  sweeps: (query) => [minuteWindow(query)],
  // MaxResults stands where other operations have a total, and is not documented as one.
  total: null,
  rows: ["ClusterBackups"],
  always: { type: "full" },
  fields: {
    ClusterBackupId: backup.id,
    ClusterBackupStartTime: backup.startedAt,
    ClusterBackupEndTime: backup.finishedAt,
    ExpectExpireTime: backup.expiresAt,
    ClusterBackupStatus: backup.status(STATUSES),
    IsAvail: backup.noted(UNAVAILABLE),
    ClusterBackupMode: backup.trigger(TRIGGERS),
    ClusterBackupSize: backup.sizeBytes,
    ShardClassMemory: backup.vendor,
    Progress: backup.vendor,
    Backups: backup.noted(SHARDS, "any", SHARD_FIELDS),
  },
  refine: withShards,
};

/** Source: DescribeInstances of the SDK, KVStoreInstance, InstanceStatus. */
const describeInstances: InstanceOperation = {
  version: "2015-01-01",
  action: "DescribeInstances",
  region: "RegionId",
  page: { size: "PageSize", number: "PageNumber", largest: 50 },
  // The document once called Redis the default and now names none: asked for by name, either reading gives the same list.
  sweeps: ["Redis", "Tair"].map((InstanceType) => ({ InstanceType })),
  sweptBy: "InstanceType",
  total: "TotalCount",
  rows: ["Instances.KVStoreInstance"],
  fields: {
    InstanceId: instance.id,
    InstanceName: instance.name,
    InstanceStatus: instance.state({
      Normal: "running",
      Creating: "creating",
      Changing: "changing",
      Inactive: "stopped",
      Flushing: "changing",
      Released: "deleted",
      Transforming: "changing",
      Unavailable: "stopped",
      Error: "stopped",
      Migrating: "changing",
      BackupRecovering: "changing",
      MinorVersionUpgrading: "changing",
      NetworkModifying: "changing",
      SSLModifying: "changing",
      MajorVersionUpgrading: "changing",
    }),
    InstanceType: instance.engine,
    ArchitectureType: instance.kind({ standard: "standard", rwsplit: "standard", cluster: "sharded" }),
    NodeType: instance.noted(
      "`kind`: a cluster whose nodes are `MASTER_SLAVE` or `STAND_ALONE` is a `cluster`",
    ),
  },
  always: { role: "primary" },
  // Source: DescribeInstances, NodeType: these two are of cloud-native instances, `double` and `single` of classic ones.
  refine: (told, { NodeType }) =>
    told.kind === "sharded" && /^(?:MASTER_SLAVE|STAND_ALONE)$/i.test(String(NodeType))
      ? { ...told, kind: "cluster" }
      : told,
};

/** Arguments that only DescribeBackups has. */
const CLASSIC_ONLY = ["backupId", "needAof", "shardCount"] as const;

/**
 * Arguments of `alicloud-redis` besides instance, region and selection.
 *
 * @inline
 */
export interface AliCloudRedisArguments {
  /** Only backups started at or after it; whole minutes count. Source: StartTime. @default 2010 */
  readonly startTime?: string;
  /** Only backups started before it; whole minutes count. Source: EndTime. @default tomorrow */
  readonly endTime?: string;
  /** Only the backup with this ID, digits as text. Source: DescribeBackups, BackupId. */
  readonly backupId?: string;
  /** Whether append-only files are listed too. Source: DescribeBackups, NeedAof. @default false */
  readonly needAof?: boolean;
  /**
   * Number of shards in a complete backup of a classic cluster, 1 to 256. Needed if times narrow the listing, or
   * after a scale-in. @default as many as the listing shows
   */
  readonly shardCount?: number;
  /** Asks DescribeClusterBackupList, for cloud-native clusters. @default false */
  readonly clusterBackups?: boolean;
}

export const alicloudRedis: Listing<"alicloud-redis", AliCloudRedisArguments> = {
  name: "alicloud-redis",
  title: "Alibaba Cloud Redis",
  cloud: alicloud,
  service: "r-kvstore",
  // Source: Alibaba Cloud, "RAM authorization" of Tair.
  permissionService: "kvstore",
  // Not documented; the quota is per account and API.
  requestsPerSecond: 5,
  example: { instanceId: "r-bp1w8ynd3h5tq0zk", region: "cn-hangzhou" },
  arguments: {
    startTime: {
      kind: "time",
      sets: "StartTime",
      description: "Only backups started at or after it. Whole minutes count.",
      default: "2010-01-01T00:00Z",
    },
    endTime: {
      kind: "time",
      sets: "EndTime",
      description: "Only backups started before it. Whole minutes count.",
      default: "tomorrow",
    },
    backupId: { kind: "digits", sets: "BackupId", description: "Only the backup with this ID." },
    needAof: {
      kind: "bool",
      sets: "NeedAof",
      description: "Whether append-only files are listed too.",
      default: "false",
    },
    shardCount: {
      kind: "integer",
      min: 1,
      max: MOST_SHARDS,
      description:
        "Shards of a complete backup of a classic cluster. Refuses other sets. Give it if times " +
        "narrow the listing, or after a scale-in.",
      default: "as many as the listing shows",
    },
    clusterBackups: {
      kind: "bool",
      description:
        "For cloud-native clusters. Calls DescribeClusterBackupList, because DescribeBackups does not list them.",
      default: "false",
    },
  },
  operations: [describeBackups, describeClusterBackupList],
  choose: (given) => {
    if (given.clusterBackups !== true) return describeBackups;
    const misfit = CLASSIC_ONLY.find((name) => given[name] !== undefined && given[name] !== null);
    if (misfit) {
      throw usageError(
        misfit,
        message`does not apply together with ${arg("clusterBackups")}`,
        "DescribeClusterBackupList has no such parameter; leave one of the two out.",
      );
    }
    return describeClusterBackupList;
  },
  instances: describeInstances,
  released: NOTHING_RELEASED,
  // Of its two operations the other one is left; what the instance is need not be asked.
  fallbacks: [
    {
      refusal: WRONG_OPERATION,
      givenBy: ["clusterBackups", ...CLASSIC_ONLY],
      find: () => ({ arguments: { clusterBackups: true } }),
    },
  ],
};
