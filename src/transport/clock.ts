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
  // Half the cost of a start is what is loaded, and the global `performance` loads more than this.
  now: () => Number(process.hrtime.bigint()) / 1e6,
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
};
