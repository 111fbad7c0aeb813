/** Facts from a listing about an instance, computed once for all criteria. Pure. */
import { type Backup, doubtAbout } from "../../core/backup";
import { rendered, type Told } from "../../core/message";
import { TOLERATED_AHEAD_MS } from "../../core/refusals";
import { ageOf, type Selection, type Verdict } from "../../core/selection";
import { toRfc3339 } from "../../core/time";
import { toldBy } from "../../core/warning";
import { instantOf } from "../age";
import { inFile } from "../file/schema";
import type { Check, Finding } from "../report";
import type { Subject } from "../subject";

/** How far back timelines and gaps reach. */
export const WINDOW_MS = 30 * 86_400_000;
/** With fewer backups, usual values are unknown. */
export const ENOUGH = 5;
/** Earlier backups that a size is compared with. */
const COMPARED = 10;

/** Usual interval and size of an instance. */
export interface Usual {
  /** Milliseconds between two backups; undefined if there are too few. */
  readonly intervalMs?: number;
  /** The newest run among those behind `intervalMs`, in milliseconds. */
  readonly newest?: number;
  /** Median bytes of the backups before the latest; undefined if there are too few. */
  readonly sizeBytes?: number;
  /** How many backups have a time, and how many a size. */
  readonly timed: number;
  readonly sized: number;
}

export interface Evidence
  extends Pick<Subject, "limits" | "ignore" | "instanceId">,
    Pick<Selection, "latest" | "verdicts"> {
  readonly warnings: readonly Told<string>[];
  /** The time by the vendor's clock, in milliseconds. */
  readonly now: number;
  /** Seconds of data that would be lost; undefined without a restorable backup. */
  readonly loss?: number;
  readonly usual: Usual;
}

export interface Outcome extends Omit<Check, "name"> {
  /** Set if the check does not pass. */
  readonly finding?: Finding;
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

/** Runs with a time that is not in the future. */
export function runsIn(verdicts: readonly Verdict[], now: number): readonly Verdict[] {
  return verdicts.filter((verdict) => Number.isFinite(instantOf(verdict.backup)) && !isAhead(verdict, now));
}

function usualOf(verdicts: readonly Verdict[], latest: Backup | null, now: number): Usual {
  const runs = runsIn(verdicts, now).filter(
    ({ backup: { type } }) => !["incremental", "partial"].includes(type),
  );
  const scheduled = runs.filter(({ backup }) => backup.trigger === "automatic");
  const times = (scheduled.length >= ENOUGH ? scheduled : runs).map(({ backup }) => instantOf(backup));
  const intervals = times.slice(1).map((time, index) => (times[index] as number) - time);
  const alike = verdicts.filter(
    (verdict) =>
      succeeded(verdict) && verdict.backup.type === latest?.type && verdict.backup.method === latest?.method,
  );
  const sizes = alike.flatMap(({ backup }) => (backup === latest ? [] : (bytesOf(backup) ?? [])));
  const sized = sizes.length + (latest && latest.sizeBytes !== null ? 1 : 0);
  return {
    timed: times.length,
    newest: times[0],
    intervalMs: times.length >= ENOUGH ? median(intervals.filter((interval) => interval > 0)) : undefined,
    sized,
    sizeBytes: sized >= ENOUGH ? median(sizes.slice(0, COMPARED)) : undefined,
  };
}

export function evidenceOf(subject: Subject, selection: Selection): Evidence {
  const { latest, verdicts, at, warnings } = selection;
  const now = Date.parse(at);
  return {
    ...subject,
    latest,
    verdicts,
    warnings: warnings.map((warning) => rendered(toldBy(warning), inFile)),
    now,
    loss: latest ? ageOf(latest, selection) : undefined,
    usual: usualOf(verdicts, latest, now),
  };
}

/**
 * When the next backup is due: the newest scheduled run plus the smallest number of whole intervals that lies in the
 * future.
 */
export function nextDue({ usual: { intervalMs, newest }, now }: Evidence): number | undefined {
  if (newest === undefined || !intervalMs) return undefined;
  return newest + (Math.floor(Math.max(0, now - newest) / intervalMs) + 1) * intervalMs;
}

/** Whether a run failed, or lacks shards. */
export function hasFailed(verdict: Verdict): boolean {
  return verdict.backup.status === "failed" || isIncomplete(verdict);
}

/** Runs since the latest restorable backup, newest first. */
export function attemptsSince({ latest, verdicts, now }: Evidence): readonly Verdict[] {
  const since = latest ? instantOf(latest) : Number.NEGATIVE_INFINITY;
  return verdicts.filter((verdict) => instantOf(verdict.backup) > since && !isAhead(verdict, now));
}

/** The text that there are too few backups for usual values. */
export function notEnough(have: number): string {
  return `not enough to tell: ${have} of ${ENOUGH} backups`;
}

/** A time for JSON. */
export function iso(time: number): string {
  return toRfc3339(new Date(time));
}
