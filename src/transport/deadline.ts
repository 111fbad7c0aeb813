import { BackupsError } from "../core/errors";
import { arg, message } from "../core/message";
import { type Clock, systemClock } from "./clock";
import { untilAborted } from "./until-aborted";

/** No answer comes in less time, and a timer may fire a little early. */
const LEAST_MS = 5;

/** The time of one lookup. It begins with the first request, and stops while the client serves other lookups. */
export class Deadline {
  /** Its beginning in milliseconds of the clock; undefined before. Set by {@link start}. */
  startedAt: number | undefined;
  private allowedMs: number;

  /** @param timeoutMs milliseconds for the whole lookup */
  constructor(
    readonly timeoutMs: number,
    private readonly clock: Clock = systemClock,
  ) {
    this.allowedMs = timeoutMs;
  }

  /** Milliseconds that are left. */
  get leftMs(): number {
    return this.allowedMs - (this.startedAt === undefined ? 0 : this.clock.now() - this.startedAt);
  }

  /** Whether too little is left for a request. */
  get isOver(): boolean {
    return this.leftMs < LEAST_MS;
  }

  /** Begins; does nothing the second time. */
  start(): void {
    this.startedAt ??= this.clock.now();
  }

  /**
   * Waits for something other than requests, such as keys. The wait counts, even before the first request.
   *
   * @param what for a message, such as `credentials were`
   * @throws BackupsError `timeout`; the signal's reason
   */
  async spendOn<Result>(wait: Promise<Result>, what: string, signal: AbortSignal): Promise<Result> {
    const over = new AbortController();
    const stop = () =>
      over.abort(
        new BackupsError("timeout", `${what} not found within the lookup's time`, {
          hint: message`Check their source, such as a file on a mount that does not answer; or raise ${arg("timeout")}.`,
        }),
      );
    const timer = setTimeout(stop, Math.max(0, this.leftMs));
    const since = this.clock.now();
    try {
      return await untilAborted(wait, AbortSignal.any([signal, over.signal]));
    } finally {
      clearTimeout(timer);
      if (this.startedAt === undefined) this.allowedMs -= this.clock.now() - since;
    }
  }

  /** Gives back time that other lookups took. */
  extend(ms: number): void {
    if (this.startedAt !== undefined) this.allowedMs += ms;
  }
}
