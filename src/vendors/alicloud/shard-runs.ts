/** Groups the rows of shards into backup runs: rows that start close together. Pure. */

import type { Backup, Doubt } from "../../core/backup";
import { arg, message } from "../../core/message";
import type { Ends } from "../../listings/window";

/** A shard's backup. */
export interface ShardBackup {
  /** Name of the shard. */
  readonly shard: string;
  readonly backup: Backup;
}

/** Shards of one run start within seconds; runs are hours apart. */
export const MAX_GAP_MS = 10 * 60_000;

/** Milliseconds to read before and after the given window, so that no run in it is cut. */
export const RUN_MARGIN_MS = 60 * 60_000;

const MIXED: Doubt = {
  code: "uncertain-set",
  reason: "lies too close to another run to tell their shards apart",
  remedy: message`Give ${arg("startedBefore")} to choose an older one, or take the IDs of one run's shards from the vendor's console.`,
};
export function started({ backup }: ShardBackup): number {
  return backup.startedAt === null ? 0 : Date.parse(backup.startedAt);
}

/** Shards in their natural order: `-db-2` before `-db-10`. */
export function byShard(a: ShardBackup, b: ShardBackup): number {
  return a.shard.localeCompare(b.shard, "en", { numeric: true });
}

/** A run, or rows that may not be one run. */
export interface Run {
  readonly rows: readonly ShardBackup[];
  readonly doubt?: Doubt;
}

/** Time from the first row's start to the last one's; rows are in order. */
function spreadOf(rows: readonly ShardBackup[]): number {
  const [first, last] = [rows.at(0), rows.at(-1)];
  return first && last ? started(last) - started(first) : 0;
}

export function has(rows: readonly ShardBackup[], shard: string): boolean {
  return rows.some((row) => row.shard === shard);
}

/** Whether a run has exactly these shards. */
export function hasExactly(rows: readonly ShardBackup[], shards: readonly string[]): boolean {
  return rows.length === shards.length && shards.every((shard) => has(rows, shard));
}

/** Splits ordered rows where the next row does not belong to the last one. */
function cut(
  rows: readonly ShardBackup[],
  belongs: (part: readonly ShardBackup[], row: ShardBackup) => boolean,
): ShardBackup[][] {
  const parts: ShardBackup[][] = [];
  for (const row of rows) {
    const part = parts.at(-1);
    if (part && belongs(part, row)) part.push(row);
    else parts.push([row]);
  }
  return parts;
}

/** The shards that a run of these rows should have. */
export type Expected = (rows: readonly ShardBackup[]) => readonly string[];

/**
 * The runs in rows that start close together. If a shard comes twice, there are several runs, and rows between two
 * starts of a shard may belong to either. Runs are separated only if each is complete, and takes less time than the
 * pause before the next.
 */
function runsIn(group: readonly ShardBackup[], expectedIn: Expected): readonly Run[] {
  const parts = cut(group, (part, { shard }) => !has(part, shard));
  if (parts.length === 1) return [{ rows: group }];
  let longest = 0;
  let shortestPause = Number.POSITIVE_INFINITY;
  for (const [index, rows] of parts.entries()) {
    longest = Math.max(longest, spreadOf(rows));
    const pause = spreadOf([...(parts[index - 1] ?? []).slice(-1), ...rows.slice(0, 1)]);
    if (index > 0) shortestPause = Math.min(shortestPause, pause);
  }
  const apart = longest < shortestPause && parts.every((rows) => hasExactly(rows, expectedIn(rows)));
  return parts.map((rows) => (apart ? { rows } : { rows, doubt: MIXED }));
}

/** The runs of shard backups of one kind. */
export function runsOf(
  backups: readonly ShardBackup[],
  expectedIn: Expected,
  { begin, end }: Ends,
  cutOff: Doubt,
): readonly Run[] {
  const ordered = [...backups].sort(
    (a, b) => started(a) - started(b) || byShard(a, b) || (a.backup.id < b.backup.id ? -1 : 1),
  );
  const close = (a: number, b: number) => b - a <= MAX_GAP_MS;
  const groups = cut(ordered, (group, row) => close(started(group.at(-1) ?? row), started(row)));
  return groups.flatMap((group) => {
    const [first, last] = [group.at(0), group.at(-1)];
    // A run near the end of the read window may continue after it.
    const isCut =
      (begin && first && close(begin.getTime(), started(first))) ||
      (end && last && close(started(last), end.getTime()));
    const runs = runsIn(group, expectedIn);
    return isCut ? runs.map(({ rows }) => ({ rows, doubt: cutOff })) : runs;
  });
}
