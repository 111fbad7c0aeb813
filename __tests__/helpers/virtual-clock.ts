import type { Clock } from "../../src/transport/clock";

interface Timer {
  readonly at: number;
  readonly ring: () => void;
}

/** A clock whose time passes only when nothing else is left to do. */
export class VirtualClock implements Clock {
  private time = 0;
  private timers: Timer[] = [];
  /** How many timers were set. */
  timersSet = 0;

  readonly now = () => this.time;

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = () => {
        this.timers = this.timers.filter((other) => other !== timer);
        reject(signal?.reason);
      };
      const ring = () => {
        signal?.removeEventListener("abort", stop);
        resolve();
      };
      const timer = { at: this.time + Math.max(0, ms), ring };
      this.timersSet += 1;
      signal?.addEventListener("abort", stop, { once: true });
      const index = this.timers.findIndex(({ at }) => at > timer.at);
      this.timers.splice(index < 0 ? this.timers.length : index, 0, timer);
    });

  /** Lets time pass until a promise is settled. */
  async run<Value>(promise: Promise<Value>): Promise<Value> {
    let settled = false;
    const settle = () => {
      settled = true;
    };
    promise.then(settle, settle);
    for (;;) {
      await new Promise(setImmediate);
      if (settled) return promise;
      const timer = this.timers.shift();
      if (!timer) throw new Error("nothing is left that could happen");
      this.time = timer.at;
      timer.ring();
    }
  }
}
