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
  /** When the first attempt was sent after which all failed, in milliseconds of the clock. */
  private failingSince: number | undefined;
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
      if (this.calls === 0) this.failingSince = undefined;
    }
  }

  /** Called when a call needs no other attempt. */
  accepted(): void {
    this.acceptedAt = this.clock.now();
    this.failingSince = undefined;
  }

  /** Called when an attempt failed and may be repeated. @param sentAt in milliseconds of the clock */
  failed({ code, message, facts, parts }: BackupsError, sentAt: number, timeoutMs: number): void {
    this.failingSince ??= sentAt;
    const allowedMs = TIMEOUTS * timeoutMs;
    if (this.clock.now() - this.failingSince < allowedMs) return;
    const stops = `(no request succeeded for ${allowedMs / 1000} s, so all lookups that wait for this API stop)`;
    this.end.abort(new BackupsError(code, `${message} ${stops}`, { ...facts, hint: parts.hint }));
  }
}
