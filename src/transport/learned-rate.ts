/** Slowest rate that refusals can bring a limit down to, in requests per second. */
const MIN_RATE = 0.1;
/** Requests per second that one refusal takes off the rate. */
const STEP = 0.25;
/** Of a rate so low that this would be much of it, a refusal takes off this share. */
const LARGEST_SHARE = 0.1;
/** Time in which a lowered rate doubles, at first hardly and ever faster. */
const DOUBLES_IN_MS = 20_000;

/**
 * The rate that is allowed: the documented one; after a refusal a little less, growing back. Pure: times are given, in
 * milliseconds.
 */
export class LearnedRate {
  private lowered: { readonly at: number; readonly rate: number } | undefined;

  /** @param documented requests per second; never exceeded, whatever the vendor would take */
  constructor(private readonly documented: number) {}

  /** Requests per second. */
  at(now: number): number {
    if (!this.lowered) return this.documented;
    const { at, rate } = this.lowered;
    return Math.min(this.documented, rate * (1 + ((now - at) / DOUBLES_IN_MS) ** 2));
  }

  /** Lowers the rate. Called for each request that the vendor refused for its rate. */
  refused(now: number): void {
    const rate = this.at(now);
    this.lowered = { at: now, rate: Math.max(MIN_RATE, rate - Math.min(STEP, rate * LARGEST_SHARE)) };
  }
}
