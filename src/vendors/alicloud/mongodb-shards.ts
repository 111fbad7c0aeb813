/**
 * Arguments for a sharded Alibaba Cloud MongoDB instance, from its row in DescribeDBInstances. Source:
 * DescribeDBInstancesResponseBodyDBInstancesDBInstance.
 */

import { readTime } from "../../core/time";
import type { Fallback, Found, Row } from "../../listings/listing";

/** StorageType: `cloud_essd` and its levels are cloud disks, `local_ssd` is not. */
export function isOnCloudDisks({ StorageType }: Row): boolean {
  return /^cloud_/i.test(String(StorageType));
}

/** ShardList.ShardAttribute, NodeId: the shards of an instance. */
function shardsIn({ ShardList }: Row): readonly string[] {
  const listed = (ShardList as Row | null | undefined)?.ShardAttribute;
  const shards: readonly unknown[] = Array.isArray(listed) ? listed : [];
  return shards.flatMap((shard) => {
    const { NodeId } = (shard ?? {}) as Row;
    return typeof NodeId === "string" && NodeId !== "" ? [NodeId] : [];
  });
}

/**
 * LastDowngradeTime is a day without a zone: a backup that began before the day's end in any zone may have had more
 * shards. The vendor's documents call it the day of the last downgrade; none says whether that includes the release of
 * a shard. An early document calls it an integer, and none says of what.
 */
const DAY_ANYWHERE_MS = 36 * 3_600_000;

/** The end of that day in all zones; null without a downgrade; undefined if it cannot be read. */
function downgradedBefore({ LastDowngradeTime: given }: Row): Date | null | undefined {
  const isDay = typeof given === "string" && /^\d{4}-\d\d-\d\d$/.test(given.trim());
  const day = readTime(isDay ? `${given.trim()}T00:00Z` : given, "calendar", "Z");
  return day && new Date(day.getTime() + DAY_ANYWHERE_MS);
}

/** Arguments for a sharded instance: the operation for cloud disks, or its shards. Undefined if its row lacks facts. */
function foundIn(row: Row): Found | undefined {
  if (isOnCloudDisks(row)) return { arguments: { clusterBackups: true } };
  const nodeIds = shardsIn(row);
  const scaledInBefore = downgradedBefore(row);
  if (nodeIds.length === 0 || scaledInBefore === undefined) return undefined;
  return { arguments: { nodeIds }, scaledInBefore };
}

/** After the refusal of an instance with shards. Sources: DescribeBackups, DBInstanceId; DescribeDBInstances. */
export const TO_SHARDS: Fallback = {
  // "you must also specify the NodeId parameter".
  refusal: /NodeId\b/,
  givenBy: ["nodeIds", "clusterBackups"],
  about: (DBInstanceId) => ({ DBInstanceId, DBInstanceType: "sharding" }),
  find: foundIn,
};
