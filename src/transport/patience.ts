import { BackupsError } from "../core/errors";
import type { Clock } from "./clock";

/** Timeouts of a lookup for which nothing may be accepted. */
const TIMEOUTS = 2;

/**
 * Ends all calls of an API together when it has accepted none of them for two timeouts. Each by itself, they would wait
 * for one another, and then fail one after the other.
 */
export class Patience {
  private calls = 0;
  private lastAcceptedAt = Number.NEGATIVE_INFINITY;
  private lastError: BackupsError | undefined;
  private timer: AbortController | undefined;
  private readonly end = new AbortController();

  constructor(private readonly clock: Clock) {}

  /** Whether it is over: the calls that were under way have ended. */
  get isOver(): boolean {
    return this.end.signal.aborted;
  }

  /** When a call was accepted last, in milliseconds of the clock. */
  get acceptedAt(): number {
    return this.lastAcceptedAt;
  }

  /** Makes a call. Its signal fires too when patience is over; the reason is the error to end with. */
  async during<Result>(signal: AbortSignal, make: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    this.calls += 1;
    try {
      return await make(AbortSignal.any([signal, this.end.signal]));
    } finally {
      this.calls -= 1;
      // A timer would keep the process alive.
      if (this.calls === 0) this.stopTimer();
    }
  }

  /** Told that a call was answered for good. */
  accepted(): void {
    this.lastAcceptedAt = this.clock.now();
    this.stopTimer();
  }

  /** Told of an attempt, sent at a time of the clock, that may be made again. */
  failed(error: BackupsError, sentAt: number, timeoutMs: number): void {
    this.lastError = error;
    if (this.timer) return;
    this.timer = new AbortController();
    const allowedMs = TIMEOUTS * timeoutMs;
    this.clock.sleep(Math.max(0, sentAt + allowedMs - this.clock.now()), this.timer.signal).then(
      () => this.end.abort(this.causeAfter(allowedMs)),
      () => undefined,
    );
  }

  private stopTimer(): void {
    this.timer?.abort();
    this.timer = undefined;
  }

  private causeAfter(ms: number): BackupsError | undefined {
    const { lastError } = this;
    return (
      lastError &&
      new BackupsError(
        lastError.code,
        `${lastError.message} (no request succeeded for ${ms / 1000} s, so all lookups that wait for this API stop)`,
        { ...lastError, hint: lastError.parts.hint },
      )
    );
  }
}
