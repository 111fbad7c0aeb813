/**
 * Joins the backups of a sharded instance. The vendor lists one row per shard without its run, so runs are found by
 * time: the shards of a run start close together. A set that is not certainly one complete run is not eligible. Pure.
 */

import {
  type Backup,
  type BackupStatus,
  cautionsAbout,
  type Doubt,
  doubtAbout,
  withCautions,
  withDoubt,
} from "../../core/backup";
import { arg, type Message, message } from "../../core/message";
import { type Warning, warning } from "../../core/warning";
import type { Ends } from "../../listings/window";
import { intervalOfAll } from "../../reading/interval";
import {
  byShard,
  type Expected,
  has,
  hasExactly,
  MAX_GAP_MS,
  runsOf,
  type ShardBackup,
  started,
} from "./shard-runs";

/** Facts about an instance's shards and their listing. */
export interface ShardKnowledge {
  /** Known shards, also those without a backup in the listing. */
  readonly expected?: readonly string[];
  /** Whether a set with another shard is not eligible. @default false */
  readonly exactly?: boolean;
  /**
   * Set if the expected shards are the current ones, not those of each run: a shard without a backup as old as a run
   * was added later. A run that began before `scaledInBefore` may have had more shards.
   */
  readonly ofNow?: { readonly scaledInBefore: Date | null };
  /**
   * How the listing was narrowed. By time: fewer runs are listed, so two must have the same shards. By backup ID: only
   * a part of one run is listed.
   */
  readonly narrowed?: "time" | "id";
  /** Ends of the read window; null means no limit. @default everything was read */
  readonly read?: Ends;
  /** When it was read; a run that began shortly before may get more shards. @default long after all runs */
  readonly now?: Date;
  /** Hints for sets that are not eligible, with the listing's arguments, in whole sentences. */
  readonly remedies?: Partial<Remedies>;
}

/** Hints by reason. */
export interface Remedies {
  /** It lacks shards, or has too many. */
  readonly shards: Message;
  /** It may continue outside of the read window. */
  readonly cut: Message;
  /** The listing was narrowed to a time, or to an ID. */
  readonly time: Message;
  readonly id: Message;
  readonly young: Message;
}

/** Largest number of shards in a message. */
const MOST_NAMED = 5;

/** Why a set is not eligible, understandable without its hint. */
const REASONS = {
  cut: "reaches beyond the time that was listed",
  time: "may lack shards that a listing narrowed to a time does not show",
  id: "may lack shards that a listing of one ID does not show",
  young: "has just begun, and may get more shards",
  lone: "is the only run with these shards, and the instance has more shards now",
  scaledIn: "is older than the instance's last downgrade, and may lack shards that it no longer has",
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

/** The value if all are equal, else undefined. */
function common<Value>(values: readonly Value[]): Value | undefined {
  return values.every((value) => value === values[0]) ? values[0] : undefined;
}

function earliest(times: readonly (string | null)[]): string | null {
  return times.filter((time) => time !== null).sort()[0] ?? null;
}

/** The latest time; null if one is unknown. */
function latest(times: readonly (string | null)[]): string | null {
  return times.includes(null) ? null : ([...times].sort().at(-1) ?? null);
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
  const each = <Name extends keyof Backup>(name: Name) => backups.map((backup) => backup[name]);
  const ids = backups.flatMap((backup) => backup.ids);
  const words = Object.entries(first.vendor).filter(
    ([name, word]) => common(backups.map(({ vendor }) => vendor[name])) === word,
  );
  const set = {
    ...first,
    id: ids.join(","),
    ids,
    status: WORST_FIRST.find((status) => each("status").includes(status)) ?? "unknown",
    startedAt: earliest(each("startedAt")),
    finishedAt: latest(each("finishedAt")),
    ...intervalOfAll(backups),
    expiresAt: earliest(each("expiresAt")),
    sizeBytes: total(each("sizeBytes")),
    method: common(each("method")) ?? "unknown",
    missingShards,
    vendor: { ...Object.fromEntries(words), Shards: members.map(({ shard }) => shard).join(",") },
    downloadUrl: null,
    internalDownloadUrl: null,
  };
  // The shards of a run expire together, so one warning of a kind is enough.
  const cautions = backups.flatMap(cautionsAbout);
  const isFirst = ({ code }: Warning, index: number) =>
    cautions.findIndex((other) => other.code === code) === index;
  return withCautions(set, cautions.filter(isFirst));
}

/** `db-1, db-2`; at most a few names. */
function named(shards: readonly string[]): string {
  const more = shards.length - MOST_NAMED;
  return `${shards.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** The current shards with a backup at least as old as a run. */
function shardsOfTheTime(backups: readonly ShardBackup[], shards: readonly string[]): Expected {
  const first = new Map<string, number>();
  for (const found of backups) {
    // A running backup has no time yet, and does not show when its shard was added.
    if (found.backup.startedAt === null) continue;
    first.set(found.shard, Math.min(first.get(found.shard) ?? Number.POSITIVE_INFINITY, started(found)));
  }
  return (rows) => {
    const last = Math.max(...rows.map(started)) + MAX_GAP_MS;
    return shards.filter((shard) => (first.get(shard) ?? Number.POSITIVE_INFINITY) <= last);
  };
}

/** The warning about a set that is complete without the newest shards. */
function olderThan(later: readonly string[], rows: readonly ShardBackup[]): Warning {
  const [first] = rows;
  return warning("older-shards", {
    message: `The backup set of ${first?.backup.startedAt} is from before shard ${named(later)} existed: no backup of that shard is as old`,
    hint: message`If the instance already had that shard, the set is incomplete: give ${arg("nodeIds")}, the shards of that time.`,
  });
}

/**
 * Joins the shards of each backup run into one backup. A set must have all expected shards, and all shards of other
 * sets in the listing.
 */
export function joinShards(
  backups: readonly ShardBackup[],
  { expected = [], exactly = false, ofNow, narrowed, read, now, remedies = {} }: ShardKnowledge = {},
): readonly Backup[] {
  const listed = exactly || ofNow ? [] : backups.map(({ shard }) => shard);
  const shards = [...new Set([...expected, ...listed])].sort((a, b) =>
    a.localeCompare(b, "en", { numeric: true }),
  );
  const expectedIn: Expected = ofNow ? shardsOfTheTime(backups, shards) : () => shards;
  const kinds = new Set(backups.map(kindOf));
  const doubtOf = (why: keyof typeof REASONS): Doubt => ({
    code: "uncertain-set",
    reason: REASONS[why],
    remedy: why === "lone" || why === "scaledIn" ? remedies.shards : remedies[why],
  });
  const runs = [...kinds].flatMap((kind) => {
    const ofKind = backups.filter((found) => kindOf(found) === kind);
    return runsOf(ofKind, expectedIn, read ?? { begin: null, end: null }, doubtOf("cut"));
  });
  const wholeWith = (members: readonly string[]) =>
    runs.filter((run) => !run.doubt && hasExactly(run.rows, members)).length;
  const whole = wholeWith(shards);
  const isYoung = (rows: readonly ShardBackup[]) => {
    const last = rows.at(-1);
    return now !== undefined && last !== undefined && now.getTime() - started(last) < MAX_GAP_MS;
  };

  const doubtIn = (
    rows: readonly ShardBackup[],
    members: readonly string[],
    missing: readonly string[],
  ): Doubt | undefined => {
    const remedy = remedies[narrowed === "id" ? "id" : "shards"];
    if (missing.length > 0)
      return { code: "incomplete-set", reason: `lacks shard ${named(missing)}`, remedy };
    if (rows.length > members.length)
      return { code: "uncertain-set", reason: `has more than the ${members.length} expected shards`, remedy };
    if (exactly) return undefined;
    if (ofNow) {
      const [first] = rows;
      if (first && ofNow.scaledInBefore && started(first) < ofNow.scaledInBefore.getTime()) {
        return doubtOf("scaledIn");
      }
      if (members.length === shards.length) return undefined;
      if (isYoung(rows)) return doubtOf("young");
      // The oldest run may have lost shards by expiry, so a single run is not enough.
      return wholeWith(members) < 2 ? doubtOf("lone") : undefined;
    }
    if (narrowed === "id" || (narrowed === "time" && whole < 2)) return doubtOf(narrowed);
    return whole === 1 && isYoung(rows) ? doubtOf("young") : undefined;
  };
  return runs.map(({ rows, doubt }) => {
    const members = expectedIn(rows);
    const missing = members.filter((shard) => !has(rows, shard));
    const later = shards.filter((shard) => !members.includes(shard));
    const [ofMember] = rows.flatMap(({ backup }) => doubtAbout(backup) ?? []);
    const set = withDoubt(setOf(rows, missing), ofMember ?? doubt ?? doubtIn(rows, members, missing));
    return later.length === 0 ? set : withCautions(set, [...cautionsAbout(set), olderThan(later, rows)]);
  });
}

/** Runs never mix full with incremental backups, or scheduled with manual ones. */
function kindOf({ backup }: ShardBackup): string {
  return `${backup.type} ${backup.trigger}`;
}
