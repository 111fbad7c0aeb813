import { BackupsError } from "../core/errors";
import type { Clock } from "./clock";

/** Number of a lookup's timeouts. */
const TIMEOUTS = 2;

/**
 * Ends all calls of an API together if it accepts none for two timeouts. Otherwise they would wait for each other, and
 * fail one after the other.
 */
export class Patience {
  private calls = 0;
  /** Time of the last accepted call, in milliseconds of the clock. */
  acceptedAt = Number.NEGATIVE_INFINITY;
  private lastError: BackupsError | undefined;
  private timer: AbortController | undefined;
  private readonly end = new AbortController();

  constructor(private readonly clock: Clock) {}

  /** Whether it has ended all calls. */
  get isOver(): boolean {
    return this.end.signal.aborted;
  }

  /** Makes a call. When patience is over, its signal fires with the error as the reason. */
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

  /** Called when a call needs no other attempt. */
  accepted(): void {
    this.acceptedAt = this.clock.now();
    this.stopTimer();
  }

  /** Called when an attempt failed and may be repeated. @param sentAt in milliseconds of the clock */
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
    const stops = `(no request succeeded for ${ms / 1000} s, so all lookups that wait for this API stop)`;
    return (
      lastError &&
      new BackupsError(lastError.code, `${lastError.message} ${stops}`, {
        ...lastError.facts,
        hint: lastError.parts.hint,
      })
    );
  }
}
