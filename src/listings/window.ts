/** Time windows, as vendors want them. Pure. */
import type { ArgumentTable } from "../argument";
import { usageError } from "../errors";
import { parseTime, toRfc3339, toUtcMinutes, toWallClock } from "../time";
import type { ListingQuery, Sweep } from "./listing";

/** Before the services existed: a window that begins here leaves nothing out. */
const BEGINNING = new Date("2010-01-01T00:00:00Z");
/** A window that ends a day ahead includes a backup that starts while it is asked for. */
const AHEAD_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** A clock that is a little behind must not cut off the newest backup; by more, the vendor's own is used. */
export const CLOCK_MARGIN_MS = 3_600_000;

/** The two ends that were given; null where one was not. */
interface Ends {
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
    throw usageError(to, `${String(given[to])} lies before ${from} ${String(given[from])}`);
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

/**
 * StartTime and EndTime of Alibaba Cloud's APIs, which require both, in whole minutes; rounded so that nothing is cut off.
 *
 * @throws BackupsError `usage` where nothing lies between them
 */
export function minuteWindow(query: ListingQuery): Sweep {
  const { startTime, endTime } = query.arguments;
  const ends = endsOf(query, ["startTime", "endTime"]);
  const begin = ends.begin ?? BEGINNING;
  const end = ends.end
    ? new Date(Math.ceil(ends.end.getTime() / MINUTE_MS) * MINUTE_MS)
    : new Date(Math.max(query.now.getTime(), begin.getTime()) + AHEAD_MS);
  if (toUtcMinutes(begin) >= toUtcMinutes(end)) {
    throw usageError(
      "endTime",
      `${String(endTime)} is not later than startTime ${String(startTime ?? toUtcMinutes(begin))}, in whole minutes`,
    );
  }
  return { StartTime: toUtcMinutes(begin), EndTime: toUtcMinutes(end) };
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
