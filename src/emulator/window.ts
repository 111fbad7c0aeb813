import { parseTime, readTime } from "../core/time";
import type { Refusal } from "./cloud";

type End = Date | null | undefined;

/** Whether a row's time is between the two ends, which may be missing; true for a row without a time. */
export function isWithin(rowTime: unknown, timeZone: string, from: End, to: End): boolean {
  const time = readTime(rowTime, "calendar", timeZone);
  return !(time && ((from && time < from) || (to && time > to)));
}

/** A time of a call, in the notation of its parameter; undefined without one. Throws the refusal for another text. */
export function timeIn(
  value: unknown,
  notation: RegExp,
  timeZone: string,
  refusal: Refusal,
): Date | undefined {
  if (value === undefined) return undefined;
  const time = notation.test(String(value)) && parseTime(String(value), timeZone);
  if (!time) throw refusal;
  return time;
}
