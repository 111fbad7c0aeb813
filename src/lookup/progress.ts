/** A progress line for many requests or lookups. */
import { systemClock } from "../transport/clock";

/** Milliseconds before the line appears. */
const QUIET_MS = 2000;
/** Milliseconds between two versions of the line. */
const REFRESH_MS = 100;
/** Carriage return, and erase to the end of the line. */
const ERASE = "\r\u001b[K";

const count = (value: number) => value.toLocaleString("en-US");

function duration(seconds: number): string {
  if (seconds > 120) return `${Math.ceil(seconds / 60)} min`;
  return `${Math.max(1, seconds > 20 ? Math.round(seconds / 5) * 5 : Math.round(seconds))} s`;
}

/**
 * Such as `142 of 1,000 lookups, 10 a second, about 90 s left`.
 *
 * @param elapsedMs milliseconds since the first one began
 */
export function formatProgress(done: number, total: number, things: string, elapsedMs: number): string {
  const line = `${count(done)} of ${count(total)} ${things}`;
  const rate = (done * 1000) / elapsedMs;
  if (!(rate > 0) || !Number.isFinite(rate) || done >= total) return line;
  const pace = rate < 1 ? rate.toFixed(1) : count(Math.round(rate));
  return `${line}, ${pace} a second, about ${duration((total - done) / rate)} left`;
}

interface ProgressTarget {
  /** Writes to stderr. */
  readonly err: (text: string) => void;
  /** Whether stderr is a terminal; nothing is shown elsewhere, so that logs stay readable. @default false */
  readonly isTerminal?: boolean;
}

/** A progress line on a terminal, erased at the end. */
export class ProgressLine {
  private readonly begun: number;
  private shownAt: number | undefined;

  /**
   * @param things the counted things, such as `lookups`
   * @param now milliseconds
   */
  constructor(
    private readonly things: string,
    private readonly target: ProgressTarget,
    private readonly now: () => number = systemClock.now,
  ) {
    this.begun = now();
  }

  /**
   * Shows the progress, after the first two seconds.
   *
   * @param note text after the count, such as `, 3 failed`
   */
  show(done: number, total: number, note = ""): void {
    const now = this.now();
    if (now - this.begun < QUIET_MS || !this.target.isTerminal) return;
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
