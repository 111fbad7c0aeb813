import { readTime } from "../core/time";

type End = Date | null | undefined;

/** Whether a row's time is between the two ends, which may be missing; true for a row without a time. */
export function isWithin(rowTime: unknown, timeZone: string, from: End, to: End): boolean {
  const time = readTime(rowTime, "calendar", timeZone);
  return !(time && ((from && time < from) || (to && time > to)));
}
