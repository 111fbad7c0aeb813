/**
 * Arguments for a sharded Alibaba Cloud MongoDB instance, from its row in DescribeDBInstances. Source:
 * DescribeDBInstancesResponseBodyDBInstancesDBInstance.
 */

import type { Fallback, Found, Row } from "../../listings/listing";
import { WRONG_OPERATION } from "./faults";

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
 * a shard.
 */
const DAY_ANYWHERE_MS = 36 * 3_600_000;

/** Arguments for a sharded instance: the operation for cloud disks, or its shards. */
function foundIn(row: Row): Found | undefined {
  if (isOnCloudDisks(row)) return { arguments: { clusterBackups: true } };
  const nodeIds = shardsIn(row);
  if (nodeIds.length === 0) return undefined;
  const day = Date.parse(String(row.LastDowngradeTime));
  return {
    arguments: { nodeIds },
    scaledInBefore: Number.isNaN(day) ? null : new Date(day + DAY_ANYWHERE_MS),
  };
}

export const FALLBACKS: readonly Fallback[] = [
  {
    // Sources: DescribeBackups, DBInstanceId: "you must also specify the NodeId parameter"; DescribeDBInstances.
    refusal: /NodeId\b/,
    givenBy: ["nodeIds", "clusterBackups"],
    about: (DBInstanceId) => ({ DBInstanceId, DBInstanceType: "sharding" }),
    find: foundIn,
  },
  {
    refusal: WRONG_OPERATION,
    givenBy: ["nodeIds", "clusterBackups"],
    find: () => ({ arguments: { clusterBackups: true } }),
  },
];
