import { type Clock, systemClock } from "./clock";
import type { Deadline } from "./deadline";
import { LearnedRate, type Sent } from "./learned-rate";
import { WaitingLine } from "./waiting-line";

/** A request that waits for its slot. */
interface Waiting {
  readonly go: (slot: Sent) => void;
  readonly giveUp: (reason: unknown) => void;
}

/** Lag that is made up for where no burst is allowed: a timer fires late, never early. */
const LAG_MS = 20;

/**
 * A rate limit that learns, and the queue before it. It starts at the vendor's documented rate; when the vendor
 * refuses it, it goes on just below what the vendor was seen to take, and is back at the documented rate after some
 * minutes.
 */
export class RateLimit {
  private readonly rate: LearnedRate;
  private readonly line = new WaitingLine<Waiting>();
  private nextSlot = Number.NEGATIVE_INFINITY;
  private lastTurn = Number.NEGATIVE_INFINITY;
  private serving = false;
  private nap = new AbortController();

  /** @param documentedRate requests per second */
  constructor(
    documentedRate: number,
    private readonly clock: Clock = systemClock,
  ) {
    this.rate = new LearnedRate(documentedRate);
  }

  /** Whether refusals are the search for the right rate, rather than a vendor that takes nothing. */
  get isAdapting(): boolean {
    return this.rate.isAdapting;
  }

  /**
   * Waits for the next free slot, and begins the lookup's time. Slots are spread evenly; after a pause, at most one
   * second's worth of them may be taken at once.
   *
   * @param again whether the request was sent before
   * @returns what to tell the answer to
   * @throws when the signal fires first, or the lookup's time ends
   */
  slot(deadline: Deadline, signal: AbortSignal, again = false): Promise<Sent> {
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      // One of its own: a signal that has many listeners is taken for a leak.
      const own = AbortSignal.any([signal]);
      const stop = () => {
        this.line.remove(deadline, waiting);
        reject(signal.reason);
        this.nap.abort();
      };
      const waiting: Waiting = {
        go: (slot) => {
          own.removeEventListener("abort", stop);
          resolve(slot);
        },
        giveUp: (reason) => {
          own.removeEventListener("abort", stop);
          reject(reason);
        },
      };
      own.addEventListener("abort", stop, { once: true });
      this.line.add(deadline, waiting, this.clock.now(), again);
      if (!this.serving) void this.serve();
      else if (this.line.next()?.deadline === deadline) this.nap.abort();
    });
  }

  /** Told of a request that the vendor did not refuse for its rate. */
  accepted(slot: Sent): void {
    this.rate.accepted(slot);
  }

  /** Told of a request that the vendor refused for its rate. */
  throttled(slot: Sent): void {
    const now = this.clock.now();
    const until = this.rate.throttled(slot, now);
    if (until !== undefined) this.pause(until - now);
  }

  /** Gives no slot for some time. */
  pause(ms: number): void {
    this.nextSlot = Math.max(this.nextSlot, this.clock.now() + ms);
  }

  /** Gives slots until nobody waits. */
  private async serve(): Promise<void> {
    this.serving = true;
    for (let party = this.line.next(); party; party = this.line.next()) {
      const { deadline } = party;
      const now = this.clock.now();
      const slotAt = Math.max(this.nextSlot, now - this.creditMs(now));
      if (deadline.isOver) {
        this.countTurn(now, deadline);
        for (const waiting of [...party.requests]) {
          this.line.remove(deadline, waiting);
          waiting.giveUp(new Error("the lookup's time is over"));
        }
      } else if (slotAt <= now) {
        this.countTurn(now, deadline);
        this.nextSlot = slotAt + 1000 / this.rate.at(now);
        deadline.start();
        this.line.remove(deadline)?.go(this.rate.send(now));
      } else {
        this.nap = new AbortController();
        const ms = Math.min(slotAt - now, deadline.startedAt === undefined ? slotAt - now : deadline.leftMs);
        await this.clock.sleep(ms, this.nap.signal).catch(() => undefined);
      }
    }
    this.serving = false;
  }

  /** How far back in time a slot may lie that was not taken. */
  private creditMs(now: number): number {
    const burst = this.rate.burst(now);
    return burst > 1 ? ((burst - 1) * 1000) / this.rate.at(now) : LAG_MS;
  }

  /** Gives the others back the time that passed for the one whose turn it was. */
  private countTurn(now: number, served: Deadline): void {
    for (const { deadline, since } of this.line.others(served)) {
      deadline.extend(now - Math.max(this.lastTurn, since));
    }
    this.lastTurn = now;
  }
}
