import { setTimeout as sleep } from "node:timers/promises";

/** Measures waiting. Tests replace it, and take no time. */
export interface Clock {
  /** Milliseconds since a fixed point; never goes back. */
  readonly now: () => number;
  /** @throws AbortError when the signal fires first */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** The machine's own monotonic clock. */
export const systemClock: Clock = {
  // The global `performance` loads more modules.
  now: () => Number(process.hrtime.bigint()) / 1e6,
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
};
