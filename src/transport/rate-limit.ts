import { setTimeout as sleep } from "node:timers/promises";

/** Slowest rate that throttling can bring a limit down to, in requests per second. */
const MIN_RATE = 0.5;

/**
 * A rate limit that learns. It starts at the vendor's documented rate, halves when the vendor throttles, and
 * recovers by a tenth of the documented rate with every accepted request.
 */
export class RateLimit {
  private rate: number;
  private nextSlot = Number.NEGATIVE_INFINITY;

  /** @param documentedRate requests per second */
  constructor(private readonly documentedRate: number) {
    this.rate = documentedRate;
  }

  /** Requests per second that are allowed now. */
  get currentRate(): number {
    return this.rate;
  }

  /**
   * Waits for the next free slot. Slots are spread evenly; after a pause, at most one second's worth of them may
   * be taken at once.
   *
   * @throws AbortError when the signal fires first
   */
  async slot(signal: AbortSignal): Promise<void> {
    const now = performance.now();
    const interval = 1000 / this.rate;
    const burst = 1000 - interval;
    this.nextSlot = Math.max(this.nextSlot, now - Math.max(0, burst)) + interval;
    const wait = this.nextSlot - interval - now;
    if (wait > 0) await sleep(wait, undefined, { signal });
  }

  /** Told of a request that the vendor refused for its rate. */
  throttled(): void {
    this.rate = Math.max(MIN_RATE, this.rate / 2);
    this.nextSlot = Math.max(this.nextSlot, performance.now());
  }

  /** Told of a request that the vendor accepted. */
  accepted(): void {
    this.rate = Math.min(this.documentedRate, this.rate + this.documentedRate / 10);
  }
}
