/** Facts from a listing about an instance, computed once for all criteria. Pure. */
import { type Backup, doubtAbout } from "../../core/backup";
import { rendered, type Told } from "../../core/message";
import { TOLERATED_AHEAD_MS } from "../../core/refusals";
import { ageOf, type Selection, type Verdict } from "../../core/selection";
import { toRfc3339 } from "../../core/time";
import { toldBy } from "../../core/warning";
import { inFile } from "../file/schema";
import type { Check, Finding } from "../report";
import type { Subject } from "../subject";

/** How far back timelines and gaps reach. */
export const WINDOW_MS = 30 * 86_400_000;
/** How many of the newest backups are always named. */
export const NAMED_BACKUPS = 4;
/** With fewer backups, usual values are unknown. */
export const ENOUGH = 5;
/** Earlier backups that a size is compared with. */
const COMPARED = 10;

/** Usual interval and size of an instance. */
export interface Usual {
  /** Milliseconds between two backups; undefined if there are too few. */
  readonly intervalMs?: number;
  /** When the next backup is due: the newest of these runs, and whole intervals until a time in the future. */
  readonly due?: number;
  /** Median bytes of the backups before the latest; undefined if there are too few. */
  readonly sizeBytes?: number;
  /** How many backups have a time, and how many a size. */
  readonly timed: number;
  readonly sized: number;
}

export interface Evidence
  extends Pick<Subject, "limits" | "ignore" | "instanceId">,
    Pick<Selection, "latest" | "verdicts"> {
  /** The restorable ones. */
  readonly eligible: readonly Verdict[];
  /** Those with a time that is not in the future. */
  readonly runs: readonly Verdict[];
  /** Runs since the latest restorable backup. */
  readonly attempts: readonly Verdict[];
  readonly warnings: readonly Told<string>[];
  /** The time by the vendor's clock, in milliseconds. */
  readonly now: number;
  /** Seconds of data that would be lost; undefined without a restorable backup. */
  readonly loss?: number;
  readonly usual: Usual;
}

/** A problem, with its beginning in milliseconds if the listing tells. */
export interface Trouble extends Omit<Finding, "since"> {
  readonly since?: number;
}

export interface Outcome extends Omit<Check, "name"> {
  /** Set if the check does not pass. */
  readonly finding?: Trouble;
}

/** Checks one thing; returns undefined if the file does not name it. */
export type Criterion = (evidence: Evidence) => Outcome | undefined;

/** The median; undefined if there are no numbers. */
function median(numbers: readonly number[]): number | undefined {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  return sorted.length % 2 === 0 && upper !== undefined ? ((sorted[middle - 1] ?? upper) + upper) / 2 : upper;
}

/**
 * When a backup ran, in milliseconds; NaN if the vendor gave no time. Runs have `startedAt`, as in their order; gaps use
 * `consistentFrom`, as ages do; the restore window `consistentTo`. Each is the safe choice.
 */
export function instantOf({ startedAt }: Backup): number {
  return Date.parse(startedAt ?? "");
}

/** Whether a backup was complete and succeeded, even if it has expired since. */
export function succeeded({ backup, eligible, reasonCode }: Verdict): boolean {
  return eligible || backup.status === "expired" || reasonCode === "expired";
}

/** Whether a set lacks a shard, or may. */
export function isIncomplete({ backup }: Verdict): boolean {
  return backup.missingShards.length > 0 || doubtAbout(backup) !== undefined;
}

/** Whether a backup is dated in the future. */
export function isAhead({ backup }: Verdict, now: number): boolean {
  return instantOf(backup) > now + TOLERATED_AHEAD_MS;
}

/** Bytes as a number. Beyond 2^53 they are rounded. */
export function bytesOf({ sizeBytes }: Backup): number | null {
  return sizeBytes === null ? null : Number(sizeBytes);
}

function usualOf({ latest, verdicts }: Selection, all: readonly Verdict[], now: number): Usual {
  const runs = all.filter(({ backup: { type } }) => type !== "incremental" && type !== "partial");
  const scheduled = runs.filter(({ backup }) => backup.trigger === "automatic");
  const times = (scheduled.length >= ENOUGH ? scheduled : runs).map(({ backup }) => instantOf(backup));
  const [newest] = times;
  const intervals = times.slice(1).map((time, index) => (times[index] as number) - time);
  const alike = verdicts.filter(
    (verdict) =>
      succeeded(verdict) && verdict.backup.type === latest?.type && verdict.backup.method === latest?.method,
  );
  const sizes = alike.flatMap(({ backup }) => (backup === latest ? [] : (bytesOf(backup) ?? [])));
  const sized = sizes.length + (latest && latest.sizeBytes !== null ? 1 : 0);
  const intervalMs =
    times.length >= ENOUGH ? median(intervals.filter((interval) => interval > 0)) : undefined;
  return {
    timed: times.length,
    intervalMs,
    due:
      newest && intervalMs
        ? newest + (Math.floor(Math.max(0, now - newest) / intervalMs) + 1) * intervalMs
        : undefined,
    sized,
    sizeBytes: sized >= ENOUGH ? median(sizes.slice(0, COMPARED)) : undefined,
  };
}

export function evidenceOf(subject: Subject, selection: Selection): Evidence {
  const { latest, verdicts, at, warnings } = selection;
  const now = Date.parse(at);
  const runs = verdicts.filter(
    (verdict) => Number.isFinite(instantOf(verdict.backup)) && !isAhead(verdict, now),
  );
  const since = latest ? instantOf(latest) : Number.NEGATIVE_INFINITY;
  return {
    ...subject,
    latest,
    verdicts,
    eligible: verdicts.filter(({ eligible }) => eligible),
    runs,
    attempts: runs.filter(({ backup }) => instantOf(backup) > since),
    warnings: warnings.map((warning) => rendered(toldBy(warning), inFile)),
    now,
    loss: latest ? ageOf(latest, selection) : undefined,
    usual: usualOf(selection, runs, now),
  };
}

/** Whether a run failed, or lacks shards. */
export function hasFailed(verdict: Verdict): boolean {
  return verdict.backup.status === "failed" || isIncomplete(verdict);
}

/** The text that there are too few backups for usual values. */
export function notEnough(have: number): string {
  return `not enough to tell: ${have} of ${ENOUGH} backups`;
}

/** A time for JSON. */
export function iso(time: number): string {
  return toRfc3339(new Date(time));
}
