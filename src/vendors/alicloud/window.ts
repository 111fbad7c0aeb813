/** Time windows, as Alibaba Cloud's APIs want them: in whole minutes, and most of them required. Pure. */
import type { Backup } from "../../core/backup";
import { usageError } from "../../core/errors";
import { arg, message } from "../../core/message";
import { toRfc3339 } from "../../core/time";
import type { ListingQuery, Sweep } from "../../listings/listing";
import { type Ends, endsOf } from "../../listings/window";

/** Before the services existed: a window that begins here leaves nothing out. */
const BEGINNING = new Date("2010-01-01T00:00:00Z");
/** A window that ends a day ahead includes a backup that starts while it is asked for. */
const AHEAD_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** `yyyy-MM-ddTHH:mmZ`; seconds are cut off. */
function toUtcMinutes(date: Date): string {
  return `${toRfc3339(date).slice(0, 16)}Z`;
}

/** One sweep through everything that there is. */
export function wholeWindow(query: Pick<ListingQuery, "now">): readonly [Sweep] {
  return [windowBetween({ begin: null, end: null }, query)];
}

/** StartTime and EndTime; an end that is null leaves nothing out. */
function windowBetween({ begin, end }: Ends, { now }: Pick<ListingQuery, "now">): Sweep {
  const from = begin ?? BEGINNING;
  const to = end ?? new Date(Math.max(now.getTime(), from.getTime()) + AHEAD_MS);
  return { StartTime: toUtcMinutes(from), EndTime: toUtcMinutes(to) };
}

/** `startTime` and `endTime` in whole minutes, rounded so that nothing is cut off; null if one was not given. */
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
 * One sweep through what lies between `startTime` and `endTime`.
 *
 * @param marginMs milliseconds that are listed before and after the ends that were given, in whole minutes
 * @throws BackupsError `usage` if nothing lies between them
 */
export function minuteWindow(query: ListingQuery, marginMs = 0): Sweep {
  const { startTime, endTime } = query.arguments;
  const asked = minutesOf(query);
  const { StartTime, EndTime } = windowBetween(asked, query);
  if (String(StartTime) >= String(EndTime)) {
    throw usageError(
      "endTime",
      message`${String(endTime)} is not later than ${arg("startTime")} ${String(startTime ?? StartTime)}, in whole minutes`,
    );
  }
  return windowBetween(widened(asked, marginMs), query);
}

/** Backups that started within the given ends, and those without a start. */
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
