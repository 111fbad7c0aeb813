/** Time windows of Alibaba Cloud's APIs: in whole minutes, and mostly required. Pure. */
import type { Backup } from "../../core/backup";
import { usageError } from "../../core/errors";
import { arg, message } from "../../core/message";
import { toRfc3339 } from "../../core/time";
import type { ListingQuery, Sweep } from "../../listings/listing";
import { type Ends, endsOf } from "../../listings/window";

/** Before the services existed, so that a window from here contains all backups. */
const BEGINNING = new Date("2010-01-01T00:00:00Z");
/** A window ends a day ahead, to include a backup that starts meanwhile. */
const AHEAD_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** `yyyy-MM-ddTHH:mmZ`; seconds are cut off. */
function toUtcMinutes(date: Date): string {
  return `${toRfc3339(date).slice(0, 16)}Z`;
}

/** StartTime and EndTime; null means no limit. */
function windowBetween({ begin, end }: Ends, { now }: Pick<ListingQuery, "now">): Sweep {
  const from = begin ?? BEGINNING;
  const to = end ?? new Date(Math.max(now.getTime(), from.getTime()) + AHEAD_MS);
  return { StartTime: toUtcMinutes(from), EndTime: toUtcMinutes(to) };
}

/** `startTime` and `endTime` in whole minutes, rounded outwards; null if one was not given. */
export function minutesOf(query: ListingQuery): Ends {
  const { begin, end } = endsOf(query, ["startTime", "endTime"]);
  return {
    begin: begin && new Date(Math.floor(begin.getTime() / MINUTE_MS) * MINUTE_MS),
    end: end && new Date(Math.ceil(end.getTime() / MINUTE_MS) * MINUTE_MS),
  };
}

/** The given ends, each moved outwards by some milliseconds. */
export function widened({ begin, end }: Ends, byMs: number): Ends {
  return {
    begin: begin && new Date(begin.getTime() - byMs),
    end: end && new Date(end.getTime() + byMs),
  };
}

/**
 * One sweep from `startTime` to `endTime`; through everything for a listing without these arguments.
 *
 * @param marginMs milliseconds to list before and after the given ends, in whole minutes
 * @throws BackupsError `usage` if the window is empty
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
