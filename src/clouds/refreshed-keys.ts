/** Keys that are asked for once, and again before they expire. */
import type { Credentials, Keys } from "./keys";

/** How long before their end keys are renewed: as the SDK of Alibaba Cloud does it, and no later than any other. */
const AHEAD_MS = 15 * 60_000;

/** When keys of some remaining life are renewed: sessions that are shorter lose no more than a quarter. */
function renewalAt(nowMs: number, expiresAtMs: number): number {
  return expiresAtMs - Math.min(AHEAD_MS, Math.max(0, expiresAtMs - nowMs) / 4);
}

/**
 * Shares the result of `find` among all callers, one search at a time. Keys without `expiresAt` are kept. A search that
 * fails while the keys are still good is no error: they are used, and the next one begins after a quarter of what is left.
 *
 * @param nowMs the time by which the keys expire
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
