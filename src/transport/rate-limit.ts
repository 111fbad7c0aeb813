import { type Clock, systemClock } from "./clock";
import type { Deadline } from "./deadline";
import { LearnedRate } from "./learned-rate";
import { WaitingLine } from "./waiting-line";

/** A request that waits for its slot. */
interface Waiting {
  readonly go: (answered: () => void) => void;
  readonly giveUp: (reason: unknown) => void;
}

/** Lag that is made up for: timers fire late, and on a busy machine by a whole slot. */
const LAG_MS = 100;
/** Clocks of two machines do not run quite alike. */
const MARGIN_MS = 5;
/**
 * A server counts a request when it arrives. What one took longer than the fastest may have been its way; beyond this much
 * it was the server's work.
 */
const LONGEST_DELAY_MS = 50;

/**
 * A rate limit that learns, and the queue before it. It starts at the vendor's documented rate, of which no second gets
 * more; each refusal lowers it a little, and it grows back.
 */
export class RateLimit {
  private readonly rate: LearnedRate;
  private readonly line = new WaitingLine<Waiting>();
  /** Requests that the documented rate allows in one window, and the window: a second or a little more, or the time that one takes. */
  private readonly most: number;
  private readonly windowMs: number;
  /** By when the last ones had arrived if the fastest arrives at once, at most as many as a window allows. */
  private sent: { arrivedBy: number }[] = [];
  /** Time that the fastest one took. */
  private fastestMs = Number.POSITIVE_INFINITY;
  /** How many more may go at once. */
  private burst = 0;
  private nextSlot = Number.NEGATIVE_INFINITY;
  private pausedUntil = Number.NEGATIVE_INFINITY;
  private lastTurn = Number.NEGATIVE_INFINITY;
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
   * Waits for the next free slot, and begins the lookup's time. Slots are spread evenly; after a pause, one second's
   * worth of them may be taken at once.
   *
   * @param again whether the request was sent before
   * @returns what to call when the answer is there
   * @throws when the signal fires first, or the lookup's time ends
   */
  slot(deadline: Deadline, signal: AbortSignal, again = false): Promise<() => void> {
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.line.remove(deadline, waiting);
        reject(signal.reason);
        this.nap.abort();
      };
      const waiting: Waiting = {
        go: (answered) => {
          signal.removeEventListener("abort", stop);
          resolve(answered);
        },
        giveUp: (reason) => {
          signal.removeEventListener("abort", stop);
          reject(reason);
        },
      };
      signal.addEventListener("abort", stop, { once: true });
      this.line.add(deadline, waiting, this.clock.now(), again);
      if (!this.serving) void this.serve();
      else if (this.line.next()?.deadline === deadline) this.nap.abort();
    });
  }

  /** Told of a request that the vendor refused for its rate. */
  refused(): void {
    this.rate.refused(this.clock.now());
  }

  /** Gives no slot for some time. */
  pause(ms: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, this.clock.now() + ms);
  }

  /** Gives slots until nobody waits. */
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

  /** Gives the others back the time that passed for the one whose turn it was. */
  private countTurn(now: number, served: Deadline): void {
    for (const { deadline, since } of this.line.others(served)) {
      deadline.extend(now - Math.max(this.lastTurn, since));
    }
    this.lastTurn = now;
  }
}
