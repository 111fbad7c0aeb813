/** JD Cloud Redis: describeBackups, API version v1. */
import { toRfc3339 } from "../../core/time";
import { backup, instance } from "../../listings/field";
import type { BackupOperation, InstanceOperation, Listing } from "../../listings/listing";
import { endsOf } from "../../listings/window";
import { jdcloud } from "./cloud";

/** Fields: Backup of the document, and of the vendor's SDK for the two of shards. */
const describeBackups: BackupOperation = {
  version: "v1",
  action: "describeBackups",
  path: "/v1/regions/{region}/cacheInstance/{instance}/backup",
  page: { size: "pageSize", number: "pageNumber", largest: 100 },
  // In the document's notation for the times of a backup.
  sweeps: (query) => {
    const { begin, end } = endsOf(query, ["startTime", "endTime"]);
    return [{ startTime: begin ? toRfc3339(begin) : undefined, endTime: end ? toRfc3339(end) : undefined }];
  },
  total: "totalCount",
  rows: ["backups"],
  always: { type: "full" },
  fields: {
    baseId: backup.id,
    backupStartTime: backup.startedAt,
    backupEndTime: backup.finishedAt,
    backupStatus: backup.status({ 0: "running", 1: "failed", 2: "succeeded" }, "code"),
    backupType: backup.trigger({ 0: "automatic", 1: "manual" }, "code"),
    backupSize: backup.sizeBytes,
    backupFileName: backup.name,
    backupDownloadURL: backup.downloadUrl,
    cacheInstanceId: backup.owner,
    backupShardMemoryMB: backup.vendor,
    backupShardNum: backup.vendor,
  },
};

/** Source: describeCacheInstances of the vendor's SDK, CacheInstance, cacheInstanceStatus. */
const describeCacheInstances: InstanceOperation = {
  version: "v1",
  action: "describeCacheInstances",
  path: "/v1/regions/{region}/cacheInstance",
  page: { size: "pageSize", number: "pageNumber", largest: 100 },
  total: "totalCount",
  rows: ["cacheInstances"],
  fields: {
    cacheInstanceId: instance.id,
    cacheInstanceName: instance.name,
    cacheInstanceStatus: instance.state({
      running: "running",
      creating: "creating",
      changing: "changing",
      configuring: "changing",
      restoring: "changing",
      error: "stopped",
      upgrading: "changing",
      deleting: "deleted",
    }),
    cacheInstanceType: instance.kind({
      "master-slave": "standard",
      cluster: "cluster",
      "native-cluster": "cluster",
    }),
  },
  always: { role: "primary", engine: "Redis" },
};

/**
 * Arguments of `jdcloud-redis` besides instance, region and selection.
 *
 * @inline
 */
export interface JdCloudRedisArguments {
  /** Only backups started at or after it: RFC 3339. Source: describeBackups, startTime. */
  readonly startTime?: string;
  /** Only backups started at or before it: RFC 3339. Source: describeBackups, endTime. */
  readonly endTime?: string;
  /** Only the backup with this ID. Source: describeBackups, baseId. */
  readonly baseId?: string;
}

export const jdcloudRedis: Listing<"jdcloud-redis", JdCloudRedisArguments> = {
  name: "jdcloud-redis",
  title: "JD Cloud Redis",
  cloud: jdcloud,
  service: "redis",
  // Not documented; the gateway's headers say 1000 a minute for another service.
  requestsPerSecond: 10,
  example: { instanceId: "redis-vq3n8yd0c1", region: "cn-north-1" },
  arguments: {
    startTime: { kind: "time", sets: "startTime", description: "Only backups started at or after it." },
    endTime: { kind: "time", sets: "endTime", description: "Only backups started at or before it." },
    baseId: { kind: "id", sets: "baseId", description: "Only the backup with this ID." },
  },
  operations: [describeBackups],
  instances: describeCacheInstances,
  released: null,
};
