/** Sets of shards of classic clusters of Alibaba Cloud Redis (Tair). */
import { type ArgumentValues, isGiven } from "../../core/argument";
import type { Backup } from "../../core/backup";
import { arg, message } from "../../core/message";
import type { ListingQuery } from "../../listings/listing";
import { mustBelongTo } from "../../reading/row";
import { RUN_MARGIN_MS } from "./shard-runs";
import { joinShards, type Remedies } from "./shard-sets";
import { minutesOf, startedWithin, widened } from "./window";

/**
 * The largest number of shards. Source: Alibaba Cloud, "Terms" of Tair; AddShardingNode, ShardCount.
 */
export const MOST_SHARDS = 256;

/**
 * A shard's name, such as `r-bp10noxlhcoim2-db-1`; shards are numbered from 0. Sources: DescribeBackups, NodeInstanceId;
 * DeleteShardingNode, ShardCount: "db-0, db-1, db-2, db-3, and db-4".
 */
const NUMBERED = /^(.*-db-)(\d+)$/;

/** Name of the shard that a row is of; a standard instance's rows name the instance itself, or no node. */
function shardOf({ vendor, instanceId }: Backup): string | undefined {
  return vendor.NodeInstanceId && vendor.NodeInstanceId !== instanceId ? vendor.NodeInstanceId : undefined;
}

/** Shards of a whole set: as many as were asked for, or all up to the highest number that is listed. */
function shardsExpected(names: Iterable<string>, instanceId: string, count: number | undefined): string[] {
  const counts = new Map<string, number>();
  for (const name of names) {
    const [, stem, number] = NUMBERED.exec(name) ?? [];
    if (stem !== undefined) counts.set(stem, Math.max(counts.get(stem) ?? 0, Number(number) + 1));
  }
  if (counts.size === 0 && count !== undefined) counts.set(`${instanceId}-db-`, count);
  return [...counts].flatMap(([stem, highest]) =>
    Array.from({ length: Math.min(count ?? highest, MOST_SHARDS) }, (_, number) => `${stem}${number}`),
  );
}

/** The kind of narrowing by the arguments, if any. */
function narrowedBy(given: ArgumentValues): "time" | "id" | undefined {
  if (isGiven(given.backupId)) return "id";
  return isGiven(given.startTime) || isGiven(given.endTime) ? "time" : undefined;
}

/** Hints for a refused set. */
function remediesFor({ shardCount }: ArgumentValues): Remedies {
  return {
    cut: message`Set ${arg("startTime")} earlier and ${arg("endTime")} later.`,
    id: message`In a cluster, ${arg("backupId")} names one shard's backup: leave it out, and choose a set by ${arg("startedBefore")}.`,
    shards:
      shardCount === undefined
        ? message`If the instance was scaled in, give ${arg("shardCount")}, the number of its shards now; if not, a set that lacks a shard is incomplete.`
        : message`${arg("shardCount")} must be the number of shards that the instance had when the backup was made.`,
    time: message`Give ${arg("shardCount")}, the number of shards that the instance had when the backup was made, or leave ${arg("startTime")} and ${arg("endTime")} out.`,
    young: message`Run it again ten minutes later, or give ${arg("shardCount")}, the number of shards of the instance.`,
  };
}

/** Joins the rows of a classic cluster, which name a shard each, to sets. */
export function joinClassicShards(backups: readonly Backup[], query: ListingQuery): readonly Backup[] {
  const { instanceId, arguments: given } = query;
  const whole = backups.filter((found) => shardOf(found) === undefined);
  const shards = backups.flatMap((found) => {
    const shard = shardOf(found);
    return shard === undefined ? [] : [{ shard, backup: found }];
  });
  // If rows name the instance itself, a node with another name is not its shard.
  const named = whole.some(({ vendor }) => vendor.NodeInstanceId === instanceId);
  const foreign = named && shards.find(({ shard }) => !shard.startsWith(`${instanceId}-`));
  if (foreign) mustBelongTo(instanceId, "NodeInstanceId", foreign.shard);
  const names = new Set(shards.map(({ shard }) => shard));
  // The document's sample names a single node by an ID without a number.
  const single = names.size === 1 && !NUMBERED.test([...names].join());
  const count = given.shardCount as number | undefined;
  const asked = minutesOf(query);
  const sets = joinShards(shards, {
    expected: shardsExpected(names, instanceId, count),
    exactly: count !== undefined,
    narrowed: narrowedBy(given),
    read: widened(asked, RUN_MARGIN_MS),
    now: query.now,
    remedies: remediesFor(given),
  });
  return startedWithin([...whole, ...(single ? shards.map((found) => found.backup) : sets)], asked);
}
