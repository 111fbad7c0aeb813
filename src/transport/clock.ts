import { setTimeout as sleep } from "node:timers/promises";

/** The time that waiting is measured in; replaced in tests, which then take no time. */
export interface Clock {
  /** Milliseconds since some fixed point; never goes back. */
  readonly now: () => number;
  /** @throws AbortError when the signal fires first */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** The machine's own monotonic clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  // A signal of its own: one that has many listeners is taken for a leak, and Node.js warns of it.
  sleep: (ms, signal) => sleep(ms, undefined, { signal: AbortSignal.any([signal]) }),
};
