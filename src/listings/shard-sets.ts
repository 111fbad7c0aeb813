/**
 * Backups of a sharded instance. The vendor lists one row per shard and nothing that names the run they belong
 * to, so runs are found by time: the shards of a run start close together. Pure.
 */
import type { Backup, BackupStatus } from "../backup";

/** A shard's backup. */
export interface ShardBackup {
  /** Name of the shard. */
  readonly shard: string;
  readonly backup: Backup;
}

/** Shards of one run start within seconds; runs are hours apart. */
const MAX_GAP_MS = 10 * 60_000;

/** The state of a set is that of its worst shard. */
const WORST_FIRST: readonly BackupStatus[] = [
  "deleted",
  "expired",
  "failed",
  "running",
  "unknown",
  "succeeded",
];

function started({ backup }: ShardBackup): number {
  return backup.startedAt === null ? 0 : Date.parse(backup.startedAt);
}

/** Shards in their natural order: `-db-2` before `-db-10`. */
function byShard(a: ShardBackup, b: ShardBackup): number {
  return a.shard.localeCompare(b.shard, "en", { numeric: true });
}

/** Cuts shard backups of one kind into runs: close in time, and each shard once. */
function runsOf(shards: readonly ShardBackup[]): ShardBackup[][] {
  const ordered = [...shards].sort(
    (a, b) => started(a) - started(b) || byShard(a, b) || (a.backup.id < b.backup.id ? -1 : 1),
  );
  const runs: ShardBackup[][] = [];
  for (const shard of ordered) {
    const run = runs.at(-1);
    const previous = run?.at(-1);
    const belongs =
      run !== undefined &&
      previous !== undefined &&
      started(shard) - started(previous) <= MAX_GAP_MS &&
      !run.some((other) => other.shard === shard.shard);
    if (belongs) run.push(shard);
    else runs.push([shard]);
  }
  return runs;
}

/** What all have in common, or undefined. */
function common<Value>(values: readonly Value[]): Value | undefined {
  return values.every((value) => value === values[0]) ? values[0] : undefined;
}

function times(values: readonly (string | null)[], pick: "first" | "last"): string | null {
  const known = values.filter((value) => value !== null).sort();
  return (pick === "first" ? known[0] : known.at(-1)) ?? null;
}

function total(sizes: readonly (number | bigint | null)[]): number | bigint | null {
  let sum = 0n;
  for (const size of sizes) {
    if (size === null) return null;
    sum += BigInt(size);
  }
  return sum <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(sum) : sum;
}

function setOf(run: readonly ShardBackup[], allShards: readonly string[]): Backup {
  const members = [...run].sort(byShard);
  const backups = members.map(({ backup }) => backup);
  const [first] = backups as [Backup, ...Backup[]];
  const present = members.map(({ shard }) => shard);
  const ids = backups.map(({ id }) => id);
  const words = Object.entries(first.vendor).filter(
    ([name, word]) => common(backups.map(({ vendor }) => vendor[name])) === word,
  );
  return {
    ...first,
    id: ids.join(","),
    ids,
    status: WORST_FIRST.find((status) => backups.some((backup) => backup.status === status)) ?? "unknown",
    startedAt: times(
      backups.map(({ startedAt }) => startedAt),
      "first",
    ),
    finishedAt: backups.some(({ finishedAt }) => finishedAt === null)
      ? null
      : times(
          backups.map(({ finishedAt }) => finishedAt),
          "last",
        ),
    expiresAt: times(
      backups.map(({ expiresAt }) => expiresAt),
      "first",
    ),
    sizeBytes: total(backups.map(({ sizeBytes }) => sizeBytes)),
    method: common(backups.map(({ method }) => method)) ?? "unknown",
    missingShards: allShards.filter((shard) => !present.includes(shard)),
    vendor: { ...Object.fromEntries(words), Shards: present.join(",") },
    downloadUrl: null,
    internalDownloadUrl: null,
  };
}

/**
 * Joins the shards of each backup run into one backup. A set lacks the shards that other sets of the same
 * listing have and it has not; a set of one shard is a whole backup only where the listing knows one shard.
 *
 * @param expected shards that are known to be there, whether or not the listing has any backup of them
 */
export function joinShards(
  shards: readonly ShardBackup[],
  expected: readonly string[] = [],
): readonly Backup[] {
  const allShards = [...new Set([...expected, ...shards.map(({ shard }) => shard)])].sort((a, b) =>
    a.localeCompare(b, "en", { numeric: true }),
  );
  const kinds = new Map<string, ShardBackup[]>();
  for (const shard of shards) kinds.set(kindOf(shard), [...(kinds.get(kindOf(shard)) ?? []), shard]);
  return [...kinds.values()].flatMap(runsOf).map((run) => setOf(run, allShards));
}

/** Runs never mix full with incremental backups, or scheduled with manual ones. */
function kindOf({ backup }: ShardBackup): string {
  return `${backup.type} ${backup.trigger}`;
}
