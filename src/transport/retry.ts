/** The delay before another attempt. Pure. */
import { httpDate } from "./http-date";

/** Failures after which another attempt may help. */
export type Trouble = "transient" | "throttled";

/** Largest first delay. A throttle lasts longer than a lost connection. */
const BASE_DELAY_MS: Readonly<Record<Trouble, number>> = { transient: 200, throttled: 1000 };
const MAX_DELAY_MS = 10_000;

/**
 * Delay before the next attempt: exponential, capped, with full jitter, and never shorter than the server asked.
 *
 * @param attempt number of attempts so far
 * @param random from 0 to 1
 */
export function retryDelayMs(
  trouble: Trouble,
  attempt: number,
  retryAfterMs: number,
  random: number,
): number {
  const ceiling = Math.min(MAX_DELAY_MS, BASE_DELAY_MS[trouble] * 2 ** (attempt - 1));
  return Math.max(retryAfterMs, Math.round(ceiling * random));
}

/**
 * Milliseconds that an answer asks to wait, or 0, from `Retry-After` (RFC 9110, section 10.2.3: seconds or a date) or
 * the vendor's own header.
 *
 * @param ownHeader the vendor's header with milliseconds
 */
export function retryAfterMs(
  headers: Readonly<Record<string, string>>,
  now: Date,
  ownHeader?: string,
): number {
  const own = Number(ownHeader && headers[ownHeader]);
  if (own > 0) return own;
  const header = headers["retry-after"]?.trim();
  if (!header) return 0;
  // The date is by the server's clock.
  const serverNow = httpDate(headers.date) ?? now.getTime();
  const ms = /^\d+(?:\.\d+)?$/.test(header) ? Number(header) * 1000 : (httpDate(header) ?? 0) - serverNow;
  return Math.max(ms, 0);
}
