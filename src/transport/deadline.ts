import { type Clock, systemClock } from "./clock";

/** Too little to be answered in; and a timer, which counts in steps, may ring a little before its time. */
const LEAST_MS = 5;

/**
 * How long one lookup may take. It begins with the lookup's first request, and stops while the lookup waits behind
 * others of the same client.
 */
export class Deadline {
  private started: number | undefined;
  private allowedMs: number;

  /** @param timeoutMs milliseconds for the whole lookup */
  constructor(
    readonly timeoutMs: number,
    private readonly clock: Clock = systemClock,
  ) {
    this.allowedMs = timeoutMs;
  }

  /** When it began, in milliseconds of the clock; undefined before. */
  get startedAt(): number | undefined {
    return this.started;
  }

  /** Milliseconds that are left; all of them before it began. */
  get leftMs(): number {
    return this.started === undefined ? this.allowedMs : this.started + this.allowedMs - this.clock.now();
  }

  /** Whether it is over, or so nearly that nothing can be asked any more. */
  get isOver(): boolean {
    return this.leftMs < LEAST_MS;
  }

  /** Begins; does nothing the second time. */
  start(): void {
    this.started ??= this.clock.now();
  }

  /** Counts the time until the returned function is called, if the lookup's own has not begun. */
  spend(): () => void {
    const since = this.clock.now();
    return () => {
      if (this.started === undefined) this.allowedMs -= this.clock.now() - since;
    };
  }

  /** Gives back time that was spent behind other lookups. */
  extend(ms: number): void {
    if (this.started !== undefined) this.allowedMs += ms;
  }
}
