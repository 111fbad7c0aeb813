/** Times as the vendors write them, turned into RFC 3339 UTC with second precision. Pure; never the host's zone. */

const CALENDAR = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i;
const OFFSET = /^(?:Z|UTC|([+-])(\d{2}):?(\d{2}))$/i;
/** What vendors write where there is no time: empty text, or MySQL's zero date. */
const NO_TIME = /^$|^0000-00-00/;

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
 * @returns the time; null where the vendor writes that there is none; undefined where the text is no time
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
  return exists ? new Date(local.getTime() - offset * 60_000) : undefined;
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
