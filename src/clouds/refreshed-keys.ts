/** Gets keys once, and again before they expire. */
import type { Credentials, Keys } from "./keys";

/** How long before their expiry keys are renewed: as in Alibaba Cloud's SDK, the earliest of all. */
const AHEAD_MS = 15 * 60_000;

/** When to renew keys. Short sessions lose at most a quarter of their life. */
function renewalAt(nowMs: number, expiresAtMs: number): number {
  return expiresAtMs - Math.min(AHEAD_MS, Math.max(0, expiresAtMs - nowMs) / 4);
}

/**
 * Shares the result of `find` among all callers, one search at a time. Keys without `expiresAt` are kept. If a search
 * fails while the keys are still valid, they are used, and the next search begins after a quarter of the remaining
 * time.
 *
 * @param nowMs the clock for expiries
 */
export function refreshedKeys(find: () => Promise<Credentials>, nowMs: () => number): Keys {
  let known: { keys: Credentials; renewAt: number } | undefined;
  let search: Promise<Credentials> | undefined;

  const keep = (keys: Credentials): Credentials => {
    const renewAt = keys.expiresAt ? renewalAt(nowMs(), keys.expiresAt.getTime()) : Number.POSITIVE_INFINITY;
    known = { keys, renewAt };
    return keys;
  };
  const whileStillGood = (error: unknown): Credentials => {
    if (known?.keys.expiresAt && known.keys.expiresAt.getTime() > nowMs()) return keep(known.keys);
    known = undefined;
    throw error;
  };
  return async () => {
    if (known && nowMs() < known.renewAt) return known.keys;
    search ??= find()
      .then(keep, whileStillGood)
      .finally(() => {
        search = undefined;
      });
    return await search;
  };
}
