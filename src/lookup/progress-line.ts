import { formatProgress } from "./progress";

/** What takes no longer needs no line, in milliseconds. */
const QUIET_MS = 2000;
/** Pause between two versions of the line, in milliseconds. */
const REFRESH_MS = 100;
/** Carriage return, and erase to the end of the line. */
const ERASE = "\r\u001b[K";

/** Where a line of progress is shown. */
export interface ProgressTarget {
  /** Writes to stderr. */
  readonly err: (text: string) => void;
  /** Whether stderr is a terminal; nothing is shown elsewhere, so that logs stay readable. */
  readonly isTerminal: boolean;
}

/** One line on a terminal that says how far something is, and is gone when it is done. */
export class ProgressLine {
  private readonly begun: number;
  private shownAt: number | undefined;

  /**
   * @param things what is counted, such as `lookups`
   * @param now milliseconds
   */
  constructor(
    private readonly things: string,
    private readonly target: ProgressTarget,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.begun = now();
  }

  /**
   * Shows how far it is; nothing in the first two seconds.
   *
   * @param note what else there is to say of those that are done, such as `, 3 failed`
   */
  show(done: number, total: number, note = ""): void {
    const now = this.now();
    if (!this.target.isTerminal || now - this.begun < QUIET_MS) return;
    if (this.shownAt !== undefined && now - this.shownAt < REFRESH_MS) return;
    this.shownAt = now;
    this.target.err(ERASE + formatProgress(done, total, this.things + note, now - this.begun));
  }

  /** Erases the line. */
  end(): void {
    if (this.shownAt !== undefined) this.target.err(ERASE);
    this.shownAt = undefined;
  }
}
