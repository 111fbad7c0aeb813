/** Between which two times the one instant lies that a backup's data is of. Pure. */
import type { Backup } from "../core/backup";

/** A time that a row names; RFC 3339 UTC. */
export interface Told {
  readonly at: string;
  /** The latest time that it may mean, if the vendor's precision is not whole seconds. */
  readonly atLatest: string;
}

/** Times of a row's data. */
export interface Start extends Told {
  /** Whether the vendor documents it as the instant of the data. Else it is a time of the task. */
  readonly isInstant: boolean;
}

/** The interval of a backup's data. */
export type Interval = Pick<Backup, "consistentFrom" | "consistentTo">;

/**
 * The interval of a row's data: the instant if the vendor gives it, else the whole task.
 * A backup that restores to its end and one that restores to its start look alike in most listings.
 *
 * @param starts those that a row has, the one first that `startedAt` is
 * @param end of the task; one that lies before its start is no end
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

/** The interval of several backups that are restored as one: from the earliest start to the latest end. */
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
