/** The time by the clock of whoever answers one read: another server's says nothing about it. */
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

  /** Told when something happened that the server lists. @param ms milliseconds since 1970; null where it has no time */
  hasSeen(ms: number | null): void {
    if (ms !== null && ms > this.latestMs) this.latestMs = ms;
  }

  /**
   * The time. What is listed has happened, so it is no earlier than that, even if the server's clock is behind; but a
   * row that is in the future by this machine's clock as well is no witness, or none would ever be in the future.
   */
  now(): Date {
    const machine = this.machine().getTime();
    return new Date(Math.max(machine + this.aheadMs, Math.min(this.latestMs, machine)));
  }

  /** Where a window that ends now has to end, so that it lacks nothing: the later one of both clocks. */
  endOfWindow(): Date {
    return new Date(Math.max(this.machine().getTime(), this.now().getTime()));
  }
}
