import { readTime } from "../core/time";

type End = Date | null | undefined;

/** Whether a row's time lies between two, each of which may be absent; a row without a time does. */
export function isWithin(rowTime: unknown, timeZone: string, from: End, to: End): boolean {
  const time = readTime(rowTime, "calendar", timeZone);
  return !(time && ((from && time < from) || (to && time > to)));
}
