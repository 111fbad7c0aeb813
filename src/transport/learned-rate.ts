/** What a vendor's throttling tells about its real rate. Pure: times are given, in milliseconds. */

/** A request that was sent, as far as the rate is concerned. */
export interface Sent {
  readonly at: number;
  /** How many times the rate had been lowered when it was sent. */
  readonly epoch: number;
  outcome: "open" | "accepted" | "throttled";
}

/** What was seen when the rate was refused last. */
interface Overshoot {
  readonly at: number;
  /** Requests per second that were refused. */
  readonly rate: number;
  readonly sent: readonly Sent[];
  /** Requests per second that the vendor is believed to take. */
  ceiling: number;
}

/** Slowest rate that throttling can bring a limit down to, in requests per second. */
const MIN_RATE = 0.1;
/** Share of the believed rate at which it goes on after a refusal. */
const STEP_BACK = 0.93;
/** What is left of the rate when a refusal comes before there is anything to measure. */
const BLIND_STEP = 0.8;
/** Share of accepted answers from which on a refusal says little about the rate, and what is left of the rate then. */
const NEARLY_ALL = 0.85;
const SMALL_STEP = 0.98;
/** A measurement is never trusted to tell more than this at once: a vendor may refuse everything for a moment. */
const MAX_DROP = 0.1;
/** Time in which the rate comes back to the believed one, ever slower. */
const APPROACH_MS = 20_000;
/** Time in which it then grows, at first hardly and ever faster, by the whole documented rate. */
const GROWTH_MS = 120_000;
/** A measurement spans at least a second, and as many requests as this at the rate that was refused. */
const MEASURED_REQUESTS = 10;

/** The rate that is allowed: the documented one until it is refused, then a cubic curve around the refused one. */
export class LearnedRate {
  private epoch = 0;
  private sent: Sent[] = [];
  private overshoot: Overshoot | undefined;
  private acceptedSinceOvershoot = false;
  private adapting = false;

  /** @param documented requests per second; never exceeded, whatever the vendor would take */
  constructor(private readonly documented: number) {}

  /** Requests per second. */
  at(now: number): number {
    if (!this.overshoot) return this.documented;
    const { at, ceiling } = this.overshoot;
    const beyondMs = now - at - APPROACH_MS;
    const rate =
      beyondMs < 0
        ? ceiling + ceiling * (1 - STEP_BACK) * (beyondMs / APPROACH_MS) ** 3
        : ceiling + this.documented * (beyondMs / GROWTH_MS) ** 3;
    return Math.min(this.documented, Math.max(MIN_RATE, rate));
  }

  /** How many requests may be sent at once after a pause: a second's worth, or one where the rate was refused. */
  burst(now: number): number {
    return this.at(now) < this.documented ? 1 : Math.max(1, this.documented);
  }

  /** Notes that a request is sent. */
  send(now: number): Sent {
    const windowMs = this.windowMs(this.at(now));
    while (this.sent[0] && this.sent[0].at < now - windowMs) this.sent.shift();
    const sent: Sent = { at: now, epoch: this.epoch, outcome: "open" };
    this.sent.push(sent);
    return sent;
  }

  /** Told of a request that the vendor did not refuse for its rate. */
  accepted(sent: Sent): void {
    sent.outcome = "accepted";
    this.acceptedSinceOvershoot = true;
    this.measureAgain(sent);
  }

  /**
   * Told of a request that the vendor refused for its rate. Lowers the rate, but once only for all that was under
   * way: what was sent before the rate was lowered says nothing about the new one.
   *
   * @returns until when nothing more should be sent, where the rate was lowered
   */
  throttled(sent: Sent, now: number): number | undefined {
    sent.outcome = "throttled";
    if (sent.epoch !== this.epoch) {
      this.measureAgain(sent);
      return undefined;
    }
    const rate = this.at(now);
    const overshoot = { at: now, rate, sent: this.sent, ceiling: rate };
    overshoot.ceiling = this.measure(overshoot);
    this.overshoot = overshoot;
    this.epoch += 1;
    this.adapting = this.acceptedSinceOvershoot;
    this.acceptedSinceOvershoot = false;
    // The vendor's last second is full. It has room again when the first request that it took in it is a second old;
    // the round trip bounds by how much requests may come nearer to each other on their way.
    const first = this.sent.find(({ at, outcome }) => at > now - 1000 && outcome !== "throttled");
    this.sent = [];
    return first ? first.at + 1000 + (now - sent.at) : now;
  }

  /** Whether refusals are the search for the right rate: the vendor took something since the one before. */
  get isAdapting(): boolean {
    return this.adapting || this.acceptedSinceOvershoot;
  }

  private windowMs(rate: number): number {
    return Math.max(1000, (MEASURED_REQUESTS * 1000) / rate);
  }

  /** Answers that were still under way when the rate was lowered make the measurement better. */
  private measureAgain(sent: Sent): void {
    if (this.overshoot && sent.epoch === this.epoch - 1) {
      this.overshoot.ceiling = this.measure(this.overshoot);
    }
  }

  private measure({ at, rate, sent }: Overshoot): number {
    const [first] = sent;
    if (!first || sent.length < Math.max(rate, MEASURED_REQUESTS) / 2) return rate * BLIND_STEP;
    const answered = sent.filter(({ outcome }) => outcome !== "open");
    const accepted = answered.filter(({ outcome }) => outcome === "accepted");
    // A few refusals among many answers are unevenness on the way, at a rate that is about right.
    if (accepted.length >= answered.length * NEARLY_ALL) return rate * SMALL_STEP;
    const taken = sent.length * (accepted.length / Math.max(1, answered.length));
    const measured = taken / (Math.max(1000, at - first.at) / 1000);
    return Math.min(rate, Math.max(rate * MAX_DROP, measured));
  }
}
