/** Converts the vendors' times to RFC 3339 UTC with second precision. Pure; never uses the host's zone. */

/** Day, minute, second and offset. */
const CALENDAR = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i;
const OFFSET = /^(?:Z|UTC|([+-])(\d{2}):?(\d{2}))$/i;
/**
 * Notations of "no time": empty, 0, MySQL's zero date (0002-11-30 in Java, -0001-11-30 in PHP), and Go's year 1, which
 * an offset moves into the year 0.
 */
const NO_TIME = /^(?:0*$|000[0-2]-|-000[01]-)/;
/** Earlier times also mean "no time": the epoch with any offset, and other systems' zero dates (1900, 1899). */
const FIRST_TIME = Date.UTC(1970, 0, 3);
/** The last second with a year of four digits. */
const LAST_TIME = Date.UTC(9999, 11, 31, 23, 59, 59);

/** A time as RFC 3339 UTC, such as `2018-09-04T04:51:21Z`. */
export function toRfc3339(date: Date): string {
  return `${date.toISOString().slice(0, "2018-09-04T04:51:21".length)}Z`;
}

/** Minutes east of UTC of an offset such as `+08:00` or `Z`; undefined if it is not an offset. */
export function offsetMinutes(offset: string): number | undefined {
  const match = OFFSET.exec(offset);
  if (!match) return undefined;
  const [, sign, hours = "0", minutes = "0"] = match;
  if (Number(hours) > 14 || Number(minutes) > 59) return undefined;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/**
 * Reads `2018-09-04 12:51:21`, `2020-10-30T17:28:28Z` and similar notations.
 *
 * @param zone offset for a text without one, such as `+08:00`
 * @returns the time; null if the text means "no time"; undefined if it cannot be read
 */
export function parseTime(text: string, zone: string): Date | null | undefined {
  const trimmed = text.trim();
  return NO_TIME.test(trimmed) ? null : parseCalendar(trimmed, zone);
}

function parseCalendar(text: string, zone: string): Date | undefined {
  const match = CALENDAR.exec(text);
  if (!match) return undefined;
  const [, day = "", minute, second = "00", ownOffset = zone] = match;
  const offset = offsetMinutes(ownOffset);
  if (offset === undefined) return undefined;
  const local = new Date(`${day}T${minute}:${second}Z`);
  // Node.js reads the 30th of February as one of March, and 24:00 as the next day. Not a number if it reads nothing.
  if (local.getUTCDate() !== Number(day.slice(-2))) return undefined;
  const time = local.getTime() - offset * 60_000;
  return time <= LAST_TIME ? new Date(time) : undefined;
}

/** How a field writes its time: on a calendar, or in seconds since 1970. */
export type TimeNotation = "calendar" | "epoch";

/** Seconds since 1970, also as text; undefined for anything but a whole number up to the year 9999. */
function parseEpoch(value: unknown): Date | undefined {
  if (typeof value === "string" ? !/^\d{1,12}$/.test(value.trim()) : !Number.isSafeInteger(value))
    return undefined;
  const time = Number(value) * 1000;
  return time >= 0 && time <= LAST_TIME ? new Date(time) : undefined;
}

/**
 * Reads a vendor's time.
 *
 * @param zone offset for a text without one
 * @returns the time; null if there is none, in any notation; undefined if it cannot be read
 */
export function readTime(value: unknown, notation: TimeNotation, zone: string): Date | null | undefined {
  if (value === undefined || value === null) return null;
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const text = String(value).trim();
  if (NO_TIME.test(text)) return null;
  const time = notation === "epoch" ? parseEpoch(value) : parseCalendar(text, zone);
  return time && time.getTime() < FIRST_TIME ? null : time;
}

/**
 * The last second, RFC 3339 UTC, that a time may mean: reading cuts fractions, and some texts have no seconds.
 *
 * @param at the time as it was read, RFC 3339 UTC
 * @param value the time as the vendor wrote it
 */
export function latestOf(at: string, value: unknown): string {
  if (typeof value !== "string") return at;
  const text = value.trim();
  // A shortcut for the usual notation, such as 2018-09-04T12:51:21Z, which every row has.
  if (text.length <= 20 && text[16] === ":") return at;
  const isMinute = text.includes(":") && CALENDAR.exec(text)?.[3] === undefined;
  const openMs = isMinute ? 60_000 : /\.\d*[1-9]/.test(text) ? 1_000 : 0;
  return openMs === 0 ? at : toRfc3339(new Date(Math.min(Date.parse(at) + openMs, LAST_TIME)));
}

/** `YYYY-MM-DD HH:mm:ss` on the wall clock of `zone`. */
export function toWallClock(date: Date, zone: string): string {
  const shifted = new Date(date.getTime() + (offsetMinutes(zone) ?? 0) * 60_000);
  return toRfc3339(shifted).replace("T", " ").replace("Z", "");
}
