/** The time by the clock of the server that answers one read. */
export class ServerClock {
  private latestMs = Number.NEGATIVE_INFINITY;

  /**
   * @param machine this machine's clock
   * @param aheadMs how far the server's clock was ahead of it in an earlier answer
   */
  constructor(
    private readonly machine: () => Date,
    private aheadMs = 0,
  ) {}

  /** Told by an answer of the server how far its clock is ahead. */
  isAheadBy(ms: number): void {
    this.aheadMs = ms;
  }

  /** Told when something happened that the server lists. @param ms milliseconds since 1970; null if it has no time */
  hasSeen(ms: number | null): void {
    if (ms !== null && ms > this.latestMs) this.latestMs = ms;
  }

  /**
   * The time. It is not before the newest row, even if the server's clock is behind. Rows in the future by this
   * machine's clock do not count, or no row could ever be in the future.
   */
  now(): Date {
    const machine = this.machine().getTime();
    return new Date(Math.max(machine + this.aheadMs, Math.min(this.latestMs, machine)));
  }

  /** The end of a window that ends now: the later of both clocks, so that it lacks nothing. */
  endOfWindow(): Date {
    return new Date(Math.max(this.machine().getTime(), this.now().getTime()));
  }
}
