/** The earliest and the latest possible time of a backup's data. Pure. */
import type { Backup } from "../core/backup";

/** A time in a row; RFC 3339 UTC. */
export interface Told {
  readonly at: string;
  /** Its latest possible meaning, if the vendor's precision is not whole seconds. */
  readonly atLatest: string;
}

/** Times of a row's data. */
export interface Start extends Told {
  /** Whether the vendor documents it as the time of the data; otherwise it is the task's. */
  readonly isInstant: boolean;
}

/** The interval of a backup's data. */
export type Interval = Pick<Backup, "consistentFrom" | "consistentTo">;

/**
 * The interval of a row's data: the exact time if the vendor gives it, else the whole task. Most listings do not show
 * whether a backup restores to its start or its end.
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

/** The interval of several backups that are restored together: from the earliest start to the latest end. */
export function intervalOfAll(intervals: readonly Interval[]): Interval {
  const [starts, ends] = [
    intervals.map(({ consistentFrom }) => consistentFrom),
    intervals.map(({ consistentTo }) => consistentTo),
  ];
  return {
    consistentFrom: starts.includes(null) ? null : (starts.sort().at(0) ?? null),
    consistentTo: ends.includes(null) ? null : (ends.sort().at(-1) ?? null),
  };
}
