/** The time of a backup's data, from earliest to latest. Pure. */
import type { Backup } from "../core/backup";

/** A time in a row; RFC 3339 UTC. */
export interface Told {
  readonly at: string;
  /** Its latest possible meaning: see `latestOf`. */
  readonly atLatest: string;
}

/** A start in a row. */
export interface Start extends Told {
  /** Whether the vendor documents it as the time of the data; otherwise it is the task's. */
  readonly isInstant: boolean;
}

type Interval = Pick<Backup, "consistentFrom" | "consistentTo">;

/**
 * The interval of a row's data: its exact time, else the whole task.
 *
 * @param starts of a row; the first is `startedAt`
 * @param end of the task; ignored if it is before the start
 */
export function intervalOf(starts: readonly Start[], end: Told | undefined): Interval {
  const [start] = starts;
  if (start === undefined) return { consistentFrom: null, consistentTo: null };
  if (start.isInstant) return { consistentFrom: start.at, consistentTo: start.atLatest };
  const [earliest = null] = starts.map(({ at }) => at).sort();
  return {
    consistentFrom: earliest,
    consistentTo: end !== undefined && end.atLatest >= start.at ? end.atLatest : null,
  };
}

/** The interval of shards that are restored together. */
export function intervalOfAll(intervals: readonly Interval[]): Interval {
  const starts = intervals.map(({ consistentFrom }) => consistentFrom);
  const ends = intervals.map(({ consistentTo }) => consistentTo);
  return {
    consistentFrom: starts.includes(null) ? null : (starts.sort().at(0) ?? null),
    consistentTo: ends.includes(null) ? null : (ends.sort().at(-1) ?? null),
  };
}
