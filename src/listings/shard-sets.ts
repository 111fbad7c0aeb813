/**
 * Backups of a sharded instance. The vendor lists one row per shard and nothing that names the run they belong
 * to, so runs are found by time: the shards of a run start close together. Whatever does not show beyond doubt that
 * it is one run, and all of it, is refused. Pure.
 */
import { type Backup, type BackupStatus, type Doubt, doubtAbout, withDoubt } from "../backup";
import type { Ends } from "./window";

/** A shard's backup. */
export interface ShardBackup {
  /** Name of the shard. */
  readonly shard: string;
  readonly backup: Backup;
}

/** What is known of an instance's shards and of how they were listed. */
export interface ShardKnowledge {
  /** Shards that are known to be there, whether or not the listing has any backup of them. */
  readonly expected?: readonly string[];
  /** Whether these are all: a set that has another shard is then refused as well. @default false */
  readonly exactly?: boolean;
  /**
   * By what the listing was narrowed, if it was. To a time: it shows fewer runs, so two must have the same shards before
   * one of them is whole. To the ID of a backup or a task: it shows a part of one run.
   */
  readonly narrowed?: "time" | "id";
  /** Ends of what was read; null where nothing lies beyond. @default everything was read */
  readonly read?: Ends;
  /** When it was read; a run that began just before may get more shards. @default long after all runs */
  readonly now?: Date;
  /** What to do about what is refused, in the words of the listing's arguments and in whole sentences. */
  readonly remedies?: Partial<Remedies>;
}

/** What to do, by why a set is refused. */
export interface Remedies {
  /** It lacks shards, or has too many. */
  readonly shards: string;
  /** It reaches beyond the time that was listed. */
  readonly cut: string;
  /** The listing was narrowed to a time, or to an ID. */
  readonly time: string;
  readonly id: string;
  /** It has just begun. */
  readonly young: string;
}

/** Shards of one run start within seconds; runs are hours apart. */
const MAX_GAP_MS = 10 * 60_000;

/** Milliseconds to read before and after the time that is asked for, so that no run that starts within it is cut. */
export const RUN_MARGIN_MS = 60 * 60_000;

/** Shards that are named in a message. */
const MOST_NAMED = 5;

const MIXED: Doubt = {
  reason: "lies too close to another run to tell their shards apart",
  remedy:
    "Give startedBefore to choose an older one, or take the IDs of one run's shards from the vendor's console.",
};
/** What is wrong with a set; must be understood without its remedy, as in a table. */
const REASONS = {
  cut: "reaches beyond the time that was listed",
  time: "may lack shards that a listing narrowed to a time does not show",
  id: "may lack shards that a listing of one ID does not show",
  young: "has just begun, and may get more shards",
} as const;

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

/** A run, or rows of which it is not certain that they are one. */
interface Run {
  readonly rows: readonly ShardBackup[];
  readonly doubt?: Doubt;
}

/** Time from the start of the first row to that of the last; rows are in order. */
function spreadOf(rows: readonly ShardBackup[]): number {
  const [first, last] = [rows.at(0), rows.at(-1)];
  return first && last ? started(last) - started(first) : 0;
}

function has(rows: readonly ShardBackup[], shard: string): boolean {
  return rows.some((row) => row.shard === shard);
}

/** Whether a run has these shards, all of them and no other. */
function hasExactly(rows: readonly ShardBackup[], shards: readonly string[]): boolean {
  return rows.length === shards.length && shards.every((shard) => has(rows, shard));
}

/** Cuts rows that are in order into parts: a new one begins where the next row does not belong to the last. */
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

/**
 * The runs in rows that start close together. Where a shard comes twice there is more than one run, and rows that lie
 * between two starts of a shard may be of either. They are told apart only where each run is whole, and over in less
 * time than passes until the next.
 */
function runsIn(group: readonly ShardBackup[], shards: readonly string[]): readonly Run[] {
  const parts = cut(group, (part, { shard }) => !has(part, shard));
  if (parts.length === 1) return [{ rows: group }];
  let longest = 0;
  let shortestPause = Number.POSITIVE_INFINITY;
  for (const [index, rows] of parts.entries()) {
    longest = Math.max(longest, spreadOf(rows));
    const pause = spreadOf([...(parts[index - 1] ?? []).slice(-1), ...rows.slice(0, 1)]);
    if (index > 0) shortestPause = Math.min(shortestPause, pause);
  }
  const apart = longest < shortestPause && parts.every((rows) => hasExactly(rows, shards));
  return parts.map((rows) => (apart ? { rows } : { rows, doubt: MIXED }));
}

/** The runs of shard backups of one kind. */
function runsOf(
  backups: readonly ShardBackup[],
  shards: readonly string[],
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
    // Rows that start close to an end of what was read may go on beyond it.
    const isCut =
      (begin && first && close(begin.getTime(), started(first))) ||
      (end && last && close(started(last), end.getTime()));
    const runs = runsIn(group, shards);
    return isCut ? runs.map(({ rows }) => ({ rows, doubt: cutOff })) : runs;
  });
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

function setOf(rows: readonly ShardBackup[], missingShards: readonly string[]): Backup {
  const members = [...rows].sort(byShard);
  const backups = members.map(({ backup }) => backup);
  const [first] = backups as [Backup, ...Backup[]];
  const present = members.map(({ shard }) => shard);
  const ids = backups.flatMap((backup) => backup.ids);
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
    missingShards,
    vendor: { ...Object.fromEntries(words), Shards: present.join(",") },
    downloadUrl: null,
    internalDownloadUrl: null,
  };
}

/** `lacks shard db-1, db-2`; not more than a few are named. */
function lacking(shards: readonly string[]): string {
  const more = shards.length - MOST_NAMED;
  return `lacks shard ${shards.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/**
 * Joins the shards of each backup run into one backup. A set lacks the shards that are expected, or that other sets
 * of the same listing have, and it has not.
 */
export function joinShards(
  backups: readonly ShardBackup[],
  { expected = [], exactly = false, narrowed, read, now, remedies = {} }: ShardKnowledge = {},
): readonly Backup[] {
  const listed = exactly ? [] : backups.map(({ shard }) => shard);
  const shards = [...new Set([...expected, ...listed])].sort((a, b) =>
    a.localeCompare(b, "en", { numeric: true }),
  );
  const kinds = new Map<string, ShardBackup[]>();
  for (const found of backups) {
    const kind = kinds.get(kindOf(found));
    if (kind) kind.push(found);
    else kinds.set(kindOf(found), [found]);
  }
  const doubtOf = (why: keyof typeof REASONS): Doubt => ({
    reason: REASONS[why],
    remedy: remedies[why] ?? "",
  });
  const runs = [...kinds.values()].flatMap((kind) =>
    runsOf(kind, shards, read ?? { begin: null, end: null }, doubtOf("cut")),
  );
  const whole = runs.filter((run) => !run.doubt && hasExactly(run.rows, shards)).length;

  const doubtIn = (rows: readonly ShardBackup[], missing: readonly string[]): Doubt | undefined => {
    const remedy = remedies[narrowed === "id" ? "id" : "shards"] ?? "";
    if (missing.length > 0) return { reason: lacking(missing), remedy };
    if (rows.length > shards.length)
      return { reason: `has more than the ${shards.length} expected shards`, remedy };
    if (exactly) return undefined;
    if (narrowed === "id" || (narrowed === "time" && whole < 2)) return doubtOf(narrowed);
    const last = rows.at(-1);
    const isYoung = now && last && whole === 1 && now.getTime() - started(last) < MAX_GAP_MS;
    return isYoung ? doubtOf("young") : undefined;
  };
  return runs.map(({ rows, doubt }) => {
    const missing = shards.filter((shard) => !has(rows, shard));
    const [ofMember] = rows.flatMap(({ backup }) => doubtAbout(backup) ?? []);
    return withDoubt(setOf(rows, missing), ofMember ?? doubt ?? doubtIn(rows, missing));
  });
}

/** Runs never mix full with incremental backups, or scheduled with manual ones. */
function kindOf({ backup }: ShardBackup): string {
  return `${backup.type} ${backup.trigger}`;
}
