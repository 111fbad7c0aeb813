/** Times as the vendors write them, turned into RFC 3339 UTC with second precision. Pure; never the host's zone. */

const CALENDAR = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i;
const OFFSET = /^(?:Z|UTC|([+-])(\d{2}):?(\d{2}))$/i;
/**
 * What vendors write where there is no time and no calendar has one: nothing, 0, MySQL's zero date, which Java writes as
 * 0002-11-30 and PHP as -0001-11-30, and the year 1 of Go's zero time, which an offset moves into the year before.
 */
const NO_TIME = /^(?:0*$|000[0-2]-|-000[01]-)/;
/**
 * What lies before is no time either: the epoch, and what an offset and a clock's first seconds make of it, and the zero
 * dates of other systems (1900, 1899). No service kept a backup then.
 */
const FIRST_TIME = Date.UTC(1970, 0, 3);
/** The last second that RFC 3339 has a year of four digits for. */
const LAST_TIME = Date.UTC(9999, 11, 31, 23, 59, 59);

/** A time as RFC 3339 UTC, such as `2018-09-04T04:51:21Z`. */
export function toRfc3339(date: Date): string {
  return `${date.toISOString().slice(0, -".000Z".length)}Z`;
}

/**
 * Minutes east of UTC that an offset such as `+08:00` or `Z` stands for; undefined when it is not one.
 */
export function offsetMinutes(offset: string): number | undefined {
  const match = OFFSET.exec(offset);
  if (!match) return undefined;
  const [, sign, hours = "0", minutes = "0"] = match;
  if (Number(hours) > 14 || Number(minutes) > 59) return undefined;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/**
 * Reads `2018-09-04 12:51:21`, `2020-10-30T17:28:28Z` and what lies between.
 *
 * @param zone offset that applies where the text itself has none, such as `+08:00`
 * @returns the time; null if the vendor writes that there is none; undefined if the text is no time
 */
export function parseTime(text: string, zone: string): Date | null | undefined {
  const trimmed = text.trim();
  if (NO_TIME.test(trimmed)) return null;
  const match = CALENDAR.exec(trimmed);
  if (!match) return undefined;
  const part = (index: number) => Number(match[index] ?? 0);
  const [year, month, day] = [part(1), part(2), part(3)];
  const [hour, minute, second] = [part(4), part(5), part(6)];
  const offset = offsetMinutes(match[7] ?? zone);
  if (offset === undefined) return undefined;
  const local = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const exists =
    local.getUTCFullYear() === year &&
    local.getUTCMonth() === month - 1 &&
    local.getUTCDate() === day &&
    local.getUTCHours() === hour &&
    local.getUTCMinutes() === minute &&
    local.getUTCSeconds() === second;
  if (!exists) return undefined;
  const time = local.getTime() - offset * 60_000;
  return time <= LAST_TIME ? new Date(time) : undefined;
}

/** How a field writes its time: on a calendar, or in seconds since 1970. */
export type TimeNotation = "calendar" | "epoch";

/** Seconds since 1970, also as text; undefined if it is no whole number of them up to the year 9999. */
function parseEpoch(value: unknown): Date | undefined {
  if (typeof value === "string" ? !/^\d{1,12}$/.test(value.trim()) : !Number.isSafeInteger(value))
    return undefined;
  const time = Number(value) * 1000;
  return time >= 0 && time <= LAST_TIME ? new Date(time) : undefined;
}

/**
 * Reads a vendor's time. The one place that knows all notations of "no time": missing, null, empty, 0, a zero date
 * of MySQL, Go or the epoch, in any zone.
 *
 * @param zone offset that applies where the text itself has none
 * @returns the time; null if there is none; undefined if it is no time
 */
export function readTime(value: unknown, notation: TimeNotation, zone: string): Date | null | undefined {
  if (value === undefined || value === null) return null;
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  if (NO_TIME.test(String(value).trim())) return null;
  const time = notation === "epoch" ? parseEpoch(value) : parseTime(String(value), zone);
  return time && time.getTime() < FIRST_TIME ? null : time;
}

/**
 * The last whole second that a time may stand for which `readTime` read: fractions were cut off, and a text without seconds
 * leaves them open.
 */
export function latestOf(time: Date, value: unknown): Date {
  const [, , , , , , seconds] = CALENDAR.exec(String(value).trim()) ?? [];
  const isMinute = typeof value === "string" && value.includes(":") && seconds === undefined;
  const openMs = isMinute ? 60_000 : /\.\d*[1-9]/.test(String(value)) ? 1_000 : 0;
  return new Date(Math.min(time.getTime() + openMs, LAST_TIME));
}

/** `YYYY-MM-DD HH:mm:ss` on the wall clock of `zone`: how Tencent Cloud wants its times. */
export function toWallClock(date: Date, zone: string): string {
  const shifted = new Date(date.getTime() + (offsetMinutes(zone) ?? 0) * 60_000);
  return toRfc3339(shifted).replace("T", " ").replace("Z", "");
}

/** `yyyy-MM-ddTHH:mmZ`: how Alibaba Cloud wants its times; seconds are cut off. */
export function toUtcMinutes(date: Date): string {
  return `${toRfc3339(date).slice(0, 16)}Z`;
}
