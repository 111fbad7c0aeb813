import { type Clock, systemClock } from "./clock";

/** No answer comes in less time, and a timer may fire a little early. */
const LEAST_MS = 5;

/** The time of one lookup. It begins with the first request, and stops while the client serves other lookups. */
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

  /** Its beginning in milliseconds of the clock; undefined before. */
  get startedAt(): number | undefined {
    return this.started;
  }

  /** Milliseconds that are left. */
  get leftMs(): number {
    return this.started === undefined ? this.allowedMs : this.started + this.allowedMs - this.clock.now();
  }

  /** Whether too little is left for a request. */
  get isOver(): boolean {
    return this.leftMs < LEAST_MS;
  }

  /** Begins; does nothing the second time. */
  start(): void {
    this.started ??= this.clock.now();
  }

  /** Counts the time until the returned function is called, unless the deadline has begun. */
  spend(): () => void {
    const since = this.clock.now();
    return () => {
      if (this.started === undefined) this.allowedMs -= this.clock.now() - since;
    };
  }

  /** Gives back time that other lookups took. */
  extend(ms: number): void {
    if (this.started !== undefined) this.allowedMs += ms;
  }
}
