import { type Clock, systemClock } from "./clock";
import type { Deadline } from "./deadline";
import { LearnedRate } from "./learned-rate";
import { WaitingLine } from "./waiting-line";

/** A request that waits for its slot. */
interface Waiting {
  readonly go: (answered: () => void) => void;
  readonly giveUp: (reason: unknown) => void;
}

/** Largest lateness of a slot that the next ones make up for. On a busy machine, timers fire a whole slot late. */
const LAG_MS = 100;
/** The clocks of two machines do not run at the same speed. */
const MARGIN_MS = 5;
/**
 * A server counts a request when it arrives. The time beyond the fastest request's may be its way; time beyond this
 * limit is the server's work.
 */
const LONGEST_DELAY_MS = 50;

/** A rate limit that learns, and its queue. No second gets more requests than documented; a refusal lowers the rate. */
export class RateLimit {
  private readonly rate: LearnedRate;
  private readonly line = new WaitingLine<Waiting>();
  /** Requests in one window, at the documented rate. */
  private readonly most: number;
  /** A little more than a second, or the time for one request. */
  private readonly windowMs: number;
  /** Latest times of arrival of the last requests, as many as a window allows. */
  private readonly sent: { arrivedBy: number }[] = [];
  private fastestMs = Number.POSITIVE_INFINITY;
  /** Requests that may still be sent at once. */
  private burst = 0;
  private nextSlot = Number.NEGATIVE_INFINITY;
  private pausedUntil = Number.NEGATIVE_INFINITY;
  private lastTurn = Number.NEGATIVE_INFINITY;
  /** Whether the queue is being served: two loops would set two timers for each slot. */
  private serving = false;
  private nap = new AbortController();

  /** @param documentedRate requests per second */
  constructor(
    private readonly documentedRate: number,
    private readonly clock: Clock = systemClock,
  ) {
    this.rate = new LearnedRate(documentedRate);
    this.most = Math.max(1, Math.floor(documentedRate));
    this.windowMs = (this.most * 1000) / documentedRate + MARGIN_MS;
  }

  /**
   * Waits for the next free slot, and starts the lookup's time. Slots are spread evenly; after a pause, one second's
   * worth of them may be taken at once.
   *
   * @param again whether the request was sent before
   * @returns a function to call when the answer has arrived
   * @throws if the signal fires first, or the lookup's time ends
   */
  async slot(deadline: Deadline, signal: AbortSignal, again = false): Promise<() => void> {
    signal.throwIfAborted();
    let stop = () => {};
    const turn = new Promise<() => void>((go, giveUp) => {
      const waiting = { go, giveUp };
      stop = () => {
        this.line.remove(deadline, waiting);
        giveUp(signal.reason);
        this.nap.abort();
      };
      this.line.add(deadline, waiting, this.clock.now(), again);
    });
    signal.addEventListener("abort", stop, { once: true });
    if (!this.serving) void this.serve();
    else if (this.line.next()?.deadline === deadline) this.nap.abort();
    return turn.finally(() => signal.removeEventListener("abort", stop));
  }

  /** Lowers the rate, because the vendor refused a request for it. */
  refused(): void {
    this.rate.refused(this.clock.now());
  }

  /** Gives no slot for some time. */
  pause(ms: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, this.clock.now() + ms);
  }

  /** Gives slots until no request waits. */
  private async serve(): Promise<void> {
    this.serving = true;
    const last = this.sent.at(-1)?.arrivedBy ?? Number.NEGATIVE_INFINITY;
    if (this.clock.now() - last >= this.windowMs) this.burst = this.most;
    for (let party = this.line.next(); party; party = this.line.next()) {
      const { deadline } = party;
      const now = this.clock.now();
      const slotAt = this.slotAt(now);
      if (deadline.isOver) {
        this.countTurn(now, deadline);
        for (const waiting of [...party.requests]) {
          this.line.remove(deadline, waiting);
          waiting.giveUp(new Error("the lookup's time is over"));
        }
      } else if (slotAt <= now) {
        this.countTurn(now, deadline);
        deadline.start();
        this.line.remove(deadline)?.go(this.take(now));
      } else {
        this.nap = new AbortController();
        const ms = Math.min(slotAt - now, deadline.startedAt === undefined ? slotAt - now : deadline.leftMs);
        await this.clock.sleep(ms, this.nap.signal).catch(() => undefined);
      }
    }
    this.serving = false;
  }

  /** When the next request may go. */
  private slotAt(now: number): number {
    const { sent, most, windowMs } = this;
    if (this.rate.at(now) < this.documentedRate) this.burst = 0;
    const [first] = sent;
    const room = first === undefined || sent.length < most ? now : first.arrivedBy + windowMs;
    return Math.max(this.pausedUntil, room, this.burst > 0 ? now : this.nextSlot);
  }

  private take(now: number): () => void {
    const request = { arrivedBy: now };
    this.burst -= 1;
    this.sent.push(request);
    if (this.sent.length > this.most) this.sent.shift();
    this.nextSlot = Math.max(this.nextSlot, now - LAG_MS) + 1000 / this.rate.at(now);
    return () => {
      const tookMs = this.clock.now() - now;
      this.fastestMs = Math.min(this.fastestMs, tookMs);
      request.arrivedBy = now + Math.min(tookMs - this.fastestMs, LONGEST_DELAY_MS);
    };
  }

  /** Gives the other lookups back the time that they waited for this one. */
  private countTurn(now: number, served: Deadline): void {
    for (const { deadline, since } of this.line.others(served)) {
      deadline.extend(now - Math.max(this.lastTurn, since));
    }
    this.lastTurn = now;
  }
}
