/**
 * Alibaba Cloud Redis (Tair): DescribeBackups, and DescribeClusterBackupList for cloud-native clusters, API version
 * 2015-01-01. The vendor documents DescribeBackups twice, so IDs and sizes may be numbers or strings.
 */
import { backup, instance } from "../../listings/field";
import type { BackupOperation, InstanceOperation, Listing } from "../../listings/listing";
import { alicloud } from "./cloud";
import { insteadOfTheUsual } from "./faults";
import { BACKUP_FIELDS, CLUSTER_FIELDS, FILE_FIELDS, withShards } from "./fields";
import { joinClassicShards, MOST_SHARDS } from "./redis-shards";
import { RUN_MARGIN_MS } from "./shard-runs";
import { minuteWindow } from "./window";

/** The largest of the allowed sizes. Source: DescribeBackups, PageSize. */
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
    ...BACKUP_FIELDS,
    ...FILE_FIELDS,
    ExpectExpireTime: backup.expiresAt,
    NodeInstanceId: backup.noted("the shard, in a classic cluster", "text"),
    BackupDBNames: backup.vendor,
    EngineVersion: backup.vendor,
    BackupJobID: backup.vendor,
    RecoverConfigMode: backup.vendor,
  },
  // Shards of one run may share their ID. The task's ID does not identify a run: a cluster's CreateBackup returns
  // several, "call this operation for each ID". Source: the SDK, BackupJobId.
  key: (id, { NodeInstanceId, BackupStartTime }) => [id, NodeInstanceId, BackupStartTime].join(" "),
  combine: joinClassicShards,
};

/** Fields: ClusterBackup of the SDK. */
const describeClusterBackupList: BackupOperation = {
  version: "2015-01-01",
  action: "DescribeClusterBackupList",
  askedBy: "clusterBackups",
  lacks: ["backupId", "needAof", "shardCount"],
  // Source: the vendor's metadata of the operation, and its SDK, which sends almost all other operations by POST.
  method: "GET",
  instance: "InstanceId",
  region: "RegionId",
  // A row contains up to 256 shards, so a page of 300 would exceed the limit of an answer.
  page: { ...PAGE, largest: 30 },
  sweeps: (query) => [minuteWindow(query)],
  // MaxResults is in the place of a total, but not documented as one.
  total: null,
  rows: ["ClusterBackups"],
  always: { type: "full" },
  fields: {
    ...CLUSTER_FIELDS,
    ExpectExpireTime: backup.expiresAt,
    ShardClassMemory: backup.vendor,
  },
  refine: withShards,
};

/** Source: DescribeInstances of the SDK, KVStoreInstance, InstanceStatus. */
const describeInstances: InstanceOperation = {
  version: "2015-01-01",
  action: "DescribeInstances",
  region: "RegionId",
  page: { size: "PageSize", number: "PageNumber", largest: 50 },
  // The document once called Redis the default and now names none. With a request for each, the list is the same in
  // both cases.
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
  // Source: DescribeInstances, NodeType: cloud-native instances have these two, classic ones `double` and `single`.
  refine: (told, { NodeType }) =>
    told.kind === "sharded" && /^(?:MASTER_SLAVE|STAND_ALONE)$/i.test(String(NodeType))
      ? { ...told, kind: "cluster" }
      : told,
};

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
  /** Calls DescribeClusterBackupList, for cloud-native clusters. @default false */
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
  instances: describeInstances,
  released: null,
  fallbacks: [insteadOfTheUsual(describeClusterBackupList)],
};
