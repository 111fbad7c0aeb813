/** Sends calls to vendors' APIs: limits their rate, signs each attempt, retries. */

import { randomUUID } from "node:crypto";
import type { ApiCall } from "../clouds/call";
import type { Cloud } from "../clouds/cloud";
import type { Credentials, Keys } from "../clouds/keys";
import { BackupsError } from "../core/errors";
import { arg, message } from "../core/message";
import { type Failure, readAnswer } from "./answer";
import { type Clock, systemClock } from "./clock";
import type { Deadline } from "./deadline";
import { ask, type Http, NoAnswer } from "./http";
import { httpDate } from "./http-date";
import { Patience } from "./patience";
import { RateLimit } from "./rate-limit";
import { retryAfterMs, retryDelayMs } from "./retry";
import { ServerClock } from "./server-clock";
import { unanswered } from "./unanswered";

/** Options for all calls of a client. */
export interface TransportOptions {
  readonly http: Http;
  readonly now: () => Date;
  /** Attempts after the first one, per call. */
  readonly maxRetries: number;
  /** Measures waiting. @default the machine's */
  readonly clock?: Clock;
  /** Called when a call begins or ends, with the numbers of ended and of all calls. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** One call and what it needs. */
export interface Call {
  readonly cloud: Cloud;
  readonly call: ApiCall;
  readonly endpoint: URL;
  /** Returns the current keys: a lookup may wait so long that its first ones expire. */
  readonly credentials: Credentials | Keys;
  /** Documented rate of this API. */
  readonly requestsPerSecond: number;
  readonly signal: AbortSignal;
  /** The same object for all calls of a lookup. */
  readonly deadline: Deadline;
  /** Learns the server's time. The same object for all calls of a read. */
  readonly clock: ServerClock;
}

/** Longest time for one attempt. */
const ATTEMPT_TIMEOUT_MS = 20_000;

/**
 * Makes calls. Rate limits and the servers' clocks are shared by all calls; both are learned only from answers in the
 * vendor's format.
 */
export class Transport {
  private readonly limits = new Map<string, RateLimit>();
  private readonly patience = new Map<string, Patience>();
  /** Milliseconds that are added to the date of a signature, by origin. */
  private readonly skewMs = new Map<string, number>();
  /** How far each server's clock was ahead of this machine's in its last answer, by origin. */
  private readonly aheadMs = new Map<string, number>();

  private readonly clock: Clock;
  private begun = 0;
  private ended = 0;

  constructor(private readonly options: TransportOptions) {
    this.clock = options.clock ?? systemClock;
  }

  /** The clock for a read: that of the server's last answer, until it answers again. */
  clockOf({ origin }: URL): ServerClock {
    return new ServerClock(this.options.now, this.aheadMs.get(origin));
  }

  /**
   * Makes a call until it is answered, refused for good, or out of retries or time.
   *
   * @returns the payload of the vendor's envelope
   * @throws BackupsError with the code that the refusal means; the signal's reason
   */
  async send(call: Call): Promise<unknown> {
    const { onProgress } = this.options;
    onProgress?.(this.ended, ++this.begun);
    try {
      const { limit, patience } = this.lineOf(call, await keysOf(call));
      return await patience.during(call.signal, (signal) =>
        this.sendUntilAnswered({ ...call, signal }, limit, patience),
      );
    } finally {
      onProgress?.(++this.ended, this.begun);
    }
  }

  private async sendUntilAnswered(call: Call, limit: RateLimit, patience: Patience): Promise<unknown> {
    const { deadline, signal } = call;
    let retries = 0;
    let skewRepaired = false;
    let lastThrottle: BackupsError | undefined;
    let refusedAt = this.clock.now();
    for (let again = false; ; again = true) {
      const answered = await limit.slot(deadline, signal, again).catch(() => {
        throw signal.aborted ? signal.reason : (lastThrottle ?? outOfTime(call));
      });
      const sentAt = this.clock.now();
      const result = await this.attempt(call, await keysOf(call));
      answered();
      if ("payload" in result) {
        patience.accepted();
        return result.payload;
      }
      const { error, skewMs, trouble, retryAfterMs: asked = 0 } = result;
      if (!trouble) {
        patience.accepted();
        if (skewMs === undefined || skewRepaired) throw error;
        this.skewMs.set(call.endpoint.origin, skewMs);
        skewRepaired = true;
        continue;
      }
      patience.failed(error, sentAt, deadline.timeoutMs);
      lastThrottle = trouble === "throttled" ? error : undefined;
      const teaches = trouble === "throttled" && result.isVendors === true;
      if (teaches) limit.refused();
      // If other calls are accepted, the limit is only searching for the right rate.
      const free = teaches && patience.acceptedAt >= refusedAt;
      refusedAt = this.clock.now();
      if (!free) retries += 1;
      if (retries > this.options.maxRetries) throw error;
      const delay = free ? asked : retryDelayMs(trouble, retries, asked, Math.random());
      if (delay >= deadline.leftMs) throw error;
      // A throttle concerns all calls, so the queue waits.
      if (teaches) limit.pause(delay);
      else await this.clock.sleep(delay, signal).catch(() => signal.throwIfAborted());
    }
  }

  /** Vendors count an account's calls of an operation per server, and may fail in a single region. */
  private lineOf({ call, endpoint, requestsPerSecond }: Call, { accessKey }: Credentials) {
    const key = `${endpoint.origin} ${call.service} ${call.action} ${accessKey}`;
    const limit = this.limits.get(key) ?? new RateLimit(requestsPerSecond, this.clock);
    this.limits.set(key, limit);
    const here = `${key} ${call.region}`;
    const known = this.patience.get(here);
    const patience = known && !known.isOver ? known : new Patience(this.clock);
    this.patience.set(here, patience);
    return { limit, patience };
  }

  private async attempt(
    { cloud, call, endpoint, signal, deadline, clock }: Call,
    credentials: Credentials,
  ): Promise<({ readonly payload: unknown } | Failure) & { readonly retryAfterMs?: number }> {
    const { http, now } = this.options;
    if (deadline.isOver) throw outOfTime({ endpoint });
    const signedSkewMs = this.skewMs.get(endpoint.origin) ?? 0;
    const date = new Date(now().getTime() + signedSkewMs);
    const request = cloud.sign(call, endpoint, credentials, { date, nonce: randomUUID() });
    try {
      const timeoutMs = Math.ceil(Math.min(ATTEMPT_TIMEOUT_MS, deadline.leftMs));
      const response = await ask(http, request, { timeoutMs, signal });
      const { headers } = response;
      const receivedAt = now();
      const serverTime = httpDate(headers.date);
      const aheadMs = serverTime === undefined ? undefined : serverTime - receivedAt.getTime();
      const answer = readAnswer({ cloud, endpoint, credentials, request, signedSkewMs }, response, aheadMs);
      // A timer cannot interrupt the parser.
      if (deadline.isOver) throw outOfTime({ endpoint });
      if (aheadMs !== undefined && ("payload" in answer || answer.isVendors)) {
        clock.isAheadBy(aheadMs);
        this.aheadMs.set(endpoint.origin, aheadMs);
      }
      return { ...answer, retryAfterMs: retryAfterMs(headers, receivedAt, cloud.retryAfterHeader) };
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (deadline.isOver && error.kind === "timeout") throw outOfTime({ endpoint });
      return unanswered(endpoint, error);
    }
  }
}

async function keysOf({ credentials, deadline, signal }: Call): Promise<Credentials> {
  if (typeof credentials !== "function") return credentials;
  return await deadline.spendOn(credentials(), "credentials were", signal);
}

/** The error of a lookup that took longer than it may. */
export function outOfTime({ endpoint }: Pick<Call, "endpoint">): BackupsError {
  return new BackupsError("timeout", `${endpoint.host} was not read within the lookup's time`, {
    hint: message`Raise ${arg("timeout")}, or check why the API is slow.`,
  });
}
