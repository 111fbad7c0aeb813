/** The clock of the server that answers one read. */
export class ServerClock {
  private latestMs = Number.NEGATIVE_INFINITY;

  /**
   * @param machine this machine's clock
   * @param aheadMs milliseconds that the server's clock was ahead of it in an earlier answer
   */
  constructor(
    private readonly machine: () => Date,
    private aheadMs = 0,
  ) {}

  isAheadBy(ms: number): void {
    this.aheadMs = ms;
  }

  /** Learns a time from a row. @param ms milliseconds since 1970 */
  hasSeen(ms: number | null): void {
    if (ms !== null && ms > this.latestMs) this.latestMs = ms;
  }

  /**
   * The server's time, but not before the newest row. Rows in this machine's future do not count, or no row could
   * ever be in the future.
   */
  now(): Date {
    const machine = this.machine().getTime();
    return new Date(Math.max(machine + this.aheadMs, Math.min(this.latestMs, machine)));
  }

  /** The end of a window until now, by the later of both clocks. */
  endOfWindow(): Date {
    return new Date(Math.max(this.machine().getTime(), this.now().getTime()));
  }
}
