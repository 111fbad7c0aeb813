/**
 * Alibaba Cloud MongoDB: DescribeBackups, and DescribeClusterBackups for sharded clusters on cloud disks, API version
 * 2015-12-01. Sources: alibabacloud-typescript-sdk, dds-20151201; the vendor's metadata of both operations.
 */

import type { ArgumentValues } from "../../core/argument";
import type { Backup, BackupStatus } from "../../core/backup";
import { arg, message } from "../../core/message";
import { backup, instance, type Words } from "../../listings/field";
import type { BackupOperation, InstanceOperation, Listing, Row } from "../../listings/listing";
import { meaning } from "../../reading/row";
import { alicloud } from "./cloud";
import { insteadOfTheUsual } from "./faults";
import { BACKUP_FIELDS, CLUSTER_FIELDS, FILE_FIELDS, IS_AVAIL, withAvailability, withShards } from "./fields";
import { isOnCloudDisks, TO_SHARDS } from "./mongodb-shards";
import { joinShards, type Remedies } from "./shard-sets";
import { STATES } from "./states";
import { minuteWindow } from "./window";

function nodesOf({ nodeIds }: ArgumentValues): readonly string[] {
  return [...new Set((nodeIds as readonly string[] | undefined) ?? [])];
}

/** Hint for a set that lacks a shard. */
const REMEDY = message`A set must have exactly the shards in ${arg("nodeIds")}: if the instance no longer has one of them, leave it out there.`;

/** The same hint if the lookup found the shards itself. */
const FOUND_REMEDIES: Partial<Remedies> = {
  shards: message`Give ${arg("nodeIds")}, the shards that the instance had when the backup was made.`,
  young: message`Run it again ten minutes later, or give ${arg("nodeIds")}, the shards of the instance.`,
};

/** Source: DescribeBackupsResponseBodyBackupsBackup. */
const describeBackups: BackupOperation = {
  version: "2015-12-01",
  action: "DescribeBackups",
  instance: "DBInstanceId",
  // 30, 50 and 100 are allowed.
  page: { size: "PageSize", number: "PageNumber", largest: 100 },
  // A sharded instance is listed shard by shard.
  sweeps: (query) => {
    const nodes = nodesOf(query.arguments);
    const window = minuteWindow(query);
    return nodes.length === 0 ? [window] : nodes.map((NodeId) => ({ ...window, NodeId }));
  },
  total: "TotalCount",
  rows: ["Backups.Backup"],
  fields: {
    ...BACKUP_FIELDS,
    ...FILE_FIELDS,
    BackupExpireTime: backup.expiresAt,
    BackupName: backup.name,
    IsAvail: IS_AVAIL,
    BackupDBNames: backup.vendor,
    BackupJobId: backup.vendor,
    BackupScale: backup.vendor,
    EngineVersion: backup.vendor,
  },
  key: (id, _row, { NodeId }) => (NodeId === undefined ? id : `${NodeId} ${id}`),
  refine: (found, row, { NodeId }) => {
    const available = withAvailability(found, row);
    return NodeId === undefined
      ? available
      : { ...available, vendor: { ...available.vendor, NodeId: String(NodeId) } };
  },
  combine: (backups, query) => {
    const nodes = nodesOf(query.arguments);
    const { found } = query;
    if (nodes.length < 2 && !found) return backups;
    return joinShards(
      backups.map((found) => ({ shard: String(found.vendor.NodeId), backup: found })),
      {
        expected: nodes,
        ...(found ? { ofNow: { scaledInBefore: found.scaledInBefore ?? null } } : { exactly: true }),
        now: query.now,
        remedies: found ? FOUND_REMEDIES : { shards: REMEDY },
      },
    );
  },
};

/**
 * AttachLogStatus: a restore of all shards to one moment needs the log. `No_Need`: the instance has no log. A backup
 * whose log `Failed` may not be restorable.
 */
const LOGS: Words<BackupStatus> = {
  "": "succeeded",
  Ready: "succeeded",
  No_Need: "succeeded",
  init: "running",
  Running: "running",
};

/** A set without its log cannot be restored. */
function withLog(found: Backup, { AttachLogStatus }: Row): Backup {
  return found.status === "succeeded" ? { ...found, status: meaning(LOGS, AttachLogStatus) } : found;
}

/** Source: DescribeClusterBackupsResponseBodyClusterBackups. */
const describeClusterBackups: BackupOperation = {
  version: "2015-12-01",
  action: "DescribeClusterBackups",
  askedBy: "clusterBackups",
  lacks: ["nodeIds"],
  // Source: the vendor's metadata of the operation, which has no GET, unlike the others.
  method: "POST",
  instance: "DBInstanceId",
  page: { size: "PageSize", number: "PageNo", largest: 100 },
  sweeps: (query) => [minuteWindow(query)],
  // MaxResults is not documented as a total.
  total: null,
  rows: ["ClusterBackups"],
  always: { type: "full" },
  fields: {
    ...CLUSTER_FIELDS,
    BackupExpireTime: backup.expiresAt,
    AttachLogStatus: backup.noted(
      "`status`: `running` for `init` and `Running`, `unknown` for all but `Ready` and `No_Need`",
    ),
    EngineVersion: backup.vendor,
    ExtraInfo: backup.vendorObjects(["RegistryFromHistory"]),
  },
  refine: (found, row) => withLog(withShards(found, row), row),
};

/** Source: DescribeDBInstancesResponseBodyDBInstancesDBInstance. */
const describeDbInstances: InstanceOperation = {
  version: "2015-12-01",
  action: "DescribeDBInstances",
  region: "RegionId",
  page: { size: "PageSize", number: "PageNumber", largest: 100 },
  // Without it, only replica sets and standalone instances are listed. Source: DescribeDBInstances, DBInstanceType.
  sweeps: ["replicate", "sharding", "serverless"].map((DBInstanceType) => ({ DBInstanceType })),
  sweptBy: "DBInstanceType",
  total: "TotalCount",
  rows: ["DBInstances.DBInstance"],
  fields: {
    DBInstanceId: instance.id,
    DBInstanceDescription: instance.name,
    DBInstanceStatus: instance.state(STATES),
    DBInstanceType: instance.kind({ replicate: "standard", serverless: "standard", sharding: "sharded" }),
    StorageType: instance.noted("`kind`: one with shards is a `cluster` on cloud disks (`cloud_…`)"),
    Engine: instance.engine,
  },
  always: { role: "primary" },
  refine: (told, row) =>
    told.kind === "sharded" && isOnCloudDisks(row) ? { ...told, kind: "cluster" } : told,
};

/**
 * Arguments of `alicloud-mongodb` besides instance, region and selection.
 *
 * @inline
 */
export interface AliCloudMongodbArguments {
  /** All shards of a sharded instance: each is listed, and a set must have all of them. Source: NodeId. */
  readonly nodeIds?: readonly string[];
  /** Resource group of the instance. Source: ResourceGroupId. */
  readonly resourceGroupId?: string;
  /** Region of copies in another region. Source: DestRegion. */
  readonly destRegion?: string;
  /** Region of the instance, for copies and released instances. Source: SrcRegion. */
  readonly srcRegion?: string;
  /** Calls DescribeClusterBackups, for sharded clusters on cloud disks. @default false */
  readonly clusterBackups?: boolean;
}

export const alicloudMongodb: Listing<"alicloud-mongodb", AliCloudMongodbArguments> = {
  name: "alicloud-mongodb",
  title: "Alibaba Cloud MongoDB",
  cloud: alicloud,
  service: "mongodb",
  // Source: Alibaba Cloud, "RAM authorization" of ApsaraDB for MongoDB.
  permissionService: "dds",
  // Not documented; the quota is per account and API.
  requestsPerSecond: 5,
  example: { instanceId: "dds-bp1a7009eb24c6d8", region: "cn-hangzhou" },
  arguments: {
    resourceGroupId: {
      kind: "id",
      sets: "ResourceGroupId",
      description: "Resource group of the instance.",
    },
    nodeIds: {
      kind: "ids",
      description:
        "IDs of all shards of a sharded instance. Each is listed (NodeId). Refuses sets that lack a shard.",
    },
    destRegion: { kind: "string", sets: "DestRegion", description: "Region of copies in another region." },
    srcRegion: {
      kind: "string",
      sets: "SrcRegion",
      description: "Region of a released or copied instance.",
    },
    clusterBackups: {
      kind: "bool",
      description: "For sharded clusters on cloud disks. Calls DescribeClusterBackups.",
      default: "false",
    },
  },
  operations: [describeBackups, describeClusterBackups],
  instances: describeDbInstances,
  released: message`Give ${arg("srcRegion")}, the region where the instance was: it lists the backups that the instance was set to keep. For a sharded instance, give ${arg("nodeIds")} or ${arg("clusterBackups")} as well, because the list of instances no longer has it.`,
  fallbacks: [TO_SHARDS, insteadOfTheUsual(describeClusterBackups)],
};
