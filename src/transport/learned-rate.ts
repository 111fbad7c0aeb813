/** Lowest rate, in requests per second. */
const MIN_RATE = 0.1;
/** A refusal lowers the rate by this many requests per second. */
const STEP = 0.25;
/** Largest share of the rate that a refusal takes. */
const LARGEST_SHARE = 0.1;
/** Time in which a lowered rate doubles, slowly at first. */
const DOUBLES_IN_MS = 20_000;

/** The allowed rate: the documented one; lower after a refusal, then growing back. Times in milliseconds. Pure. */
export class LearnedRate {
  private lowered: { readonly at: number; readonly rate: number } | undefined;

  /** @param documented requests per second; never exceeded */
  constructor(private readonly documented: number) {}

  /** Requests per second. */
  at(now: number): number {
    if (!this.lowered) return this.documented;
    const { at, rate } = this.lowered;
    return Math.min(this.documented, rate * (1 + ((now - at) / DOUBLES_IN_MS) ** 2));
  }

  /** Lowers the rate after a refusal. */
  refused(now: number): void {
    const rate = this.at(now);
    this.lowered = { at: now, rate: Math.max(MIN_RATE, rate - Math.min(STEP, rate * LARGEST_SHARE)) };
  }
}
