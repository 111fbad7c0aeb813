/** Time windows, as vendors want them. Pure. */

import { type ArgumentTable, type ArgumentValues, isGiven } from "../core/argument";
import type { Backup } from "../core/backup";
import { usageError } from "../core/errors";
import { arg, message } from "../core/message";
import { parseTime, toRfc3339, toUtcMinutes, toWallClock } from "../core/time";
import type { ListingQuery, Sweep } from "./listing";

/** Before the services existed: a window that begins here leaves nothing out. */
const BEGINNING = new Date("2010-01-01T00:00:00Z");
/** A window that ends a day ahead includes a backup that starts while it is asked for. */
const AHEAD_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** A clock that is a little behind must not cut off the newest backup; by more, the vendor's own is used. */
export const CLOCK_MARGIN_MS = 3_600_000;

/** The two ends that were given; null where one was not. */
export interface Ends {
  readonly begin: Date | null;
  readonly end: Date | null;
}

/**
 * Reads the ends of a window.
 *
 * @param names of the two arguments
 * @throws BackupsError `usage` where the end lies before the beginning
 */
export function endsOf(
  { arguments: given, timeZone }: ListingQuery,
  [from, to]: readonly [string, string],
): Ends {
  const read = (value: unknown) => (typeof value === "string" ? (parseTime(value, timeZone) ?? null) : null);
  const [begin, end] = [read(given[from]), read(given[to])];
  if (begin && end && begin > end) {
    throw usageError(to, message`${String(given[to])} lies before ${arg(from)} ${String(given[from])}`);
  }
  return { begin, end };
}

/** `startTime` and `endTime` in RFC 3339, where they are given. */
export function rfc3339Window(query: ListingQuery): Sweep {
  const { begin, end } = endsOf(query, ["startTime", "endTime"]);
  return { startTime: begin ? toRfc3339(begin) : undefined, endTime: end ? toRfc3339(end) : undefined };
}

/**
 * A window on the vendor's wall clock, where its ends are given.
 *
 * @param given names of the two arguments
 * @param names the vendor's parameters
 */
export function wallClockWindow(
  query: ListingQuery,
  given: readonly [string, string],
  names: readonly [string, string],
): Sweep {
  const { begin, end } = endsOf(query, given);
  const text = (time: Date | null) => (time ? toWallClock(time, query.timeZone) : undefined);
  return { [names[0]]: text(begin), [names[1]]: text(end) };
}

/**
 * The ends of a {@link minuteWindow}, in RFC 3339.
 *
 * @inline
 */
export interface MinuteWindow {
  /** Only backups started at or after it; whole minutes count. Source: StartTime. @default 2010 */
  readonly startTime?: string;
  /** Only backups started before it; whole minutes count. Source: EndTime. @default tomorrow */
  readonly endTime?: string;
}

/** The same as arguments. */
export const minuteWindowArguments: ArgumentTable = {
  startTime: {
    kind: "time",
    sets: "StartTime",
    description: "Only backups started at or after it; whole minutes count.",
    default: "2010-01-01T00:00Z",
  },
  endTime: {
    kind: "time",
    sets: "EndTime",
    description: "Only backups started before it; whole minutes count.",
    default: "tomorrow",
  },
};

/** `startTime` and `endTime` in whole minutes, rounded so that nothing is cut off; null where one was not given. */
export function minutesOf(query: ListingQuery): Ends {
  const { begin, end } = endsOf(query, ["startTime", "endTime"]);
  return {
    begin: begin && new Date(Math.floor(begin.getTime() / MINUTE_MS) * MINUTE_MS),
    end: end && new Date(Math.ceil(end.getTime() / MINUTE_MS) * MINUTE_MS),
  };
}

/** Ends that were given, each further out by some milliseconds. */
export function widened({ begin, end }: Ends, byMs: number): Ends {
  return {
    begin: begin && new Date(begin.getTime() - byMs),
    end: end && new Date(end.getTime() + byMs),
  };
}

/**
 * StartTime and EndTime of Alibaba Cloud's APIs, which require both, in whole minutes; rounded so that nothing is cut off.
 *
 * @param marginMs milliseconds that are listed before and after the ends that were given, in whole minutes
 * @throws BackupsError `usage` where nothing lies between them
 */
export function minuteWindow(query: ListingQuery, marginMs = 0): Sweep {
  const { startTime, endTime } = query.arguments;
  const asked = minutesOf(query);
  const begin = asked.begin ?? BEGINNING;
  const end = asked.end ?? new Date(Math.max(query.now.getTime(), begin.getTime()) + AHEAD_MS);
  if (toUtcMinutes(begin) >= toUtcMinutes(end)) {
    throw usageError(
      "endTime",
      message`${String(endTime)} is not later than ${arg("startTime")} ${String(startTime ?? toUtcMinutes(begin))}, in whole minutes`,
    );
  }
  const read = widened(asked, marginMs);
  return { StartTime: toUtcMinutes(read.begin ?? begin), EndTime: toUtcMinutes(read.end ?? end) };
}

/** By what arguments narrow a listing of Alibaba Cloud's, if they do. */
export function narrowedBy(given: ArgumentValues): "time" | "id" | undefined {
  if (isGiven(given.backupId) || isGiven(given.backupJobId)) return "id";
  return isGiven(given.startTime) || isGiven(given.endTime) ? "time" : undefined;
}

/** What to do about a set of shards of which a listing that is narrowed by these shows a part. */
export const narrowedRemedies = {
  cut: message`Set ${arg("startTime")} earlier and ${arg("endTime")} later.`,
  id: message`In a cluster, ${arg("backupId")} and ${arg("backupJobId")} name one shard's backup: leave them out, and choose a set by ${arg("startedBefore")}.`,
} as const;

/** Backups that started within the ends that were given, and those of which that is not known. */
export function startedWithin<Item extends Pick<Backup, "startedAt">>(
  backups: readonly Item[],
  { begin, end }: Ends,
): readonly Item[] {
  return backups.filter(({ startedAt }) => {
    if (startedAt === null) return true;
    const at = Date.parse(startedAt);
    return (begin === null || at >= begin.getTime()) && (end === null || at < end.getTime());
  });
}

/** The same for APIs that require neither: only where one is given. */
export function givenMinuteWindow(query: ListingQuery): Sweep {
  const { startTime, endTime } = query.arguments;
  return startTime === undefined && endTime === undefined ? {} : minuteWindow(query);
}

/** The parts of a window of which the vendor takes no more than `longestMs` at once; they share their borders. */
export function windowInParts(
  query: ListingQuery,
  { begin, end: given }: Ends & { readonly begin: Date },
  longestMs: number,
): readonly { readonly from: Date; readonly to: Date }[] {
  const end = given ?? new Date(Math.max(query.now.getTime() + CLOCK_MARGIN_MS, begin.getTime()));
  const parts: { from: Date; to: Date }[] = [];
  for (let from = begin.getTime(); ; from += longestMs) {
    const to = Math.min(from + longestMs, end.getTime());
    parts.push({ from: new Date(from), to: new Date(to) });
    if (to >= end.getTime()) return parts;
  }
}
