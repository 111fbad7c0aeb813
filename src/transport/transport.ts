/** Calls of vendor APIs: rate limited, signed afresh on each attempt, retried, read, and refused when they are not the vendor's. */

import { randomUUID } from "node:crypto";
import type { ApiCall, Fault, HttpRequest, HttpResponse } from "../clouds/call";
import type { Cloud } from "../clouds/cloud";
import type { Credentials, Keys } from "../clouds/keys";
import { secretsIn } from "../clouds/secrets";
import { BackupsError, type BackupsErrorCode, quotable, usageError } from "../core/errors";
import { parseJson, TooManyValues } from "../core/json";
import { arg, message } from "../core/message";
import { MAX_ANSWER_VALUES } from "./answer-limits";
import { type Clock, systemClock } from "./clock";
import type { Deadline } from "./deadline";
import { ask, type Http, NoAnswer } from "./http";
import { httpDate } from "./http-date";
import { inTime } from "./in-time";
import { Patience } from "./patience";
import { RateLimit } from "./rate-limit";
import { NO_ANSWER_HINTS, REFUSALS } from "./refusal-texts";
import { retryAfterMs, retryDelayMs, type Trouble } from "./retry";
import { ServerClock } from "./server-clock";

/** How calls are made; the same for all lookups of one client. */
export interface TransportOptions {
  readonly http: Http;
  readonly now: () => Date;
  /** Attempts after the first one, per call. */
  readonly maxRetries: number;
  /** What waiting is measured in. @default the machine's */
  readonly clock?: Clock;
  /** Told of each call that begins or ends: how many have ended, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** One call and what it needs. */
export interface Call {
  readonly cloud: Cloud;
  readonly call: ApiCall;
  readonly endpoint: URL;
  /** Keys, or a function that returns the current ones. */
  readonly credentials: Credentials | Keys;
  /** Documented rate of this API in requests per second. */
  readonly requestsPerSecond: number;
  /** Stops the call. */
  readonly signal: AbortSignal;
  /** The lookup's remaining time; one object for all calls of a lookup. */
  readonly deadline: Deadline;
  /** Told the server's time. The same object for all calls of a read. */
  readonly clock: ServerClock;
}

/** One call with the keys of one attempt. */
interface SignedCall extends Call {
  readonly credentials: Credentials;
}

/** An attempt that gets no longer than this is not worth a lookup's whole deadline. */
const ATTEMPT_TIMEOUT_MS = 20_000;
/** Vendors' messages are cut here: some repeat the whole request. */
const MAX_MESSAGE_LENGTH = 400;
/** Vendors' codes and request IDs are much shorter. */
const MAX_REFERENCE_LENGTH = 100;

/**
 * Vendors tolerate 5 minutes (Tencent Cloud) to 15 (Alibaba Cloud); JD Cloud documents no number and has no code of
 * its own for it. A refused key while the clocks differ by more than this may be the clock's fault.
 */
export const TOLERATED_SKEW_MS = 4 * 60_000;

/** How JSON begins, whole or cut off. */
const JSON_BEGINS = /^\s*[{[]/;
/** How anything begins but a page for people. */
const NO_PAGE = /^\s*(?!\s|<(?:!doctype|html))/i;

/** An attempt's outcome that is not an answer. */
interface Failure {
  readonly error: BackupsError;
  /** Set where another attempt may help. */
  readonly trouble?: Trouble;
  readonly retryAfterMs?: number;
  /** Whether it came in the vendor's envelope. Nothing is learned from a gateway's answer. */
  readonly isVendors?: boolean;
  /** Set where the clock was refused: how far the server's clock is ahead. */
  readonly skewMs?: number;
}

/**
 * Makes calls; holds what is shared between them: rate limits, and what is known of servers' clocks. Each is known of
 * one server, by its origin, and learned from the vendor's own envelope only.
 */
export class Transport {
  private readonly limits = new Map<string, RateLimit>();
  private readonly patience = new Map<string, Patience>();
  /** Milliseconds that are added to the date of a signature. */
  private readonly skewMs = new Map<string, number>();
  /** How far each server's clock was ahead of this machine's in its last answer. */
  private readonly aheadMs = new Map<string, number>();

  private readonly clock: Clock;
  private begun = 0;
  private ended = 0;

  constructor(private readonly options: TransportOptions) {
    this.clock = options.clock ?? systemClock;
  }

  /** Milliseconds that the server's clock is ahead of this machine's; undefined if the answer has no date. */
  private aheadOf({ headers }: HttpResponse): number | undefined {
    const date = httpDate(headers.date);
    return date === undefined ? undefined : date - this.options.now().getTime();
  }

  /** The clock for a read: that of the server's last answer, until it answers again. */
  clockOf({ origin }: URL): ServerClock {
    return new ServerClock(this.options.now, this.aheadMs.get(origin));
  }

  /**
   * Makes a call until it is answered, refused for good, or out of retries or time.
   *
   * @returns the payload of the vendor's envelope
   * @throws BackupsError with the code that the refusal means
   */
  async send(call: Call): Promise<unknown> {
    this.begun += 1;
    this.tellProgress();
    try {
      const { limit, patience } = this.lineOf(await this.signed(call));
      return await patience.during(call.signal, (signal) =>
        this.sendUntilAnswered({ ...call, signal }, limit, patience),
      );
    } finally {
      this.ended += 1;
      this.tellProgress();
    }
  }

  /** Ignore errors thrown by the caller's callback. */
  private tellProgress(): void {
    try {
      this.options.onProgress?.(this.ended, this.begun);
    } catch {}
  }

  private async sendUntilAnswered(call: Call, limit: RateLimit, patience: Patience): Promise<unknown> {
    const { deadline, signal } = call;
    let retries = 0;
    let skewRepaired = false;
    let lastThrottle: BackupsError | undefined;
    let refusedAt = this.clock.now();
    for (let again = false; ; again = true) {
      const answered = await limit.slot(deadline, signal, again).catch(() => {
        throw signal.aborted ? endOf(signal) : (lastThrottle ?? outOfTime(call));
      });
      const sentAt = this.clock.now();
      const result = await this.attempt(await this.signed(call));
      answered();
      const trouble = "payload" in result ? undefined : result.trouble;
      if (trouble === undefined) patience.accepted();
      if ("payload" in result) return result.payload;
      const { error, skewMs } = result;
      if (skewMs !== undefined && !skewRepaired) {
        this.skewMs.set(call.endpoint.origin, skewMs);
        skewRepaired = true;
        continue;
      }
      if (!trouble) throw error;
      patience.failed(error, sentAt, deadline.timeoutMs);
      lastThrottle = trouble === "throttled" ? error : undefined;
      const asked = result.retryAfterMs ?? 0;
      const teaches = trouble === "throttled" && result.isVendors === true;
      if (teaches) limit.refused();
      // While others get through, a refusal is the limit's search for the right rate, and no sign of a deaf vendor.
      const free = teaches && patience.acceptedAt >= refusedAt;
      refusedAt = this.clock.now();
      if (!free) retries += 1;
      if (retries > this.options.maxRetries) throw error;
      const delay = free ? asked : retryDelayMs(trouble, retries, asked, Math.random());
      if (delay >= deadline.leftMs) throw error;
      // A throttle is everybody's: the queue waits, instead of each for itself.
      if (teaches) limit.pause(delay);
      else await this.clock.sleep(delay, signal).catch(() => Promise.reject(endOf(signal)));
    }
  }

  /** Vendors count an account's calls of an operation at one server, and may fail in one region alone. */
  private lineOf({ call, credentials, endpoint, requestsPerSecond }: SignedCall) {
    const key = `${endpoint.origin} ${call.service} ${call.action} ${credentials.accessKey}`;
    const limit = this.limits.get(key) ?? new RateLimit(requestsPerSecond, this.clock);
    this.limits.set(key, limit);
    const here = `${key} ${call.region}`;
    const known = this.patience.get(here);
    const patience = known && !known.isOver ? known : new Patience(this.clock);
    this.patience.set(here, patience);
    return { limit, patience };
  }

  /** The keys of the moment: a lookup may wait so long that its first ones have expired. */
  private async signed(call: Call): Promise<SignedCall> {
    const { credentials, deadline, signal } = call;
    if (typeof credentials !== "function") return { ...call, credentials };
    const keys = await inTime(credentials(), "credentials", deadline, signal).catch((error) =>
      Promise.reject(signal.aborted ? endOf(signal) : error),
    );
    return { ...call, credentials: keys };
  }

  private async attempt(call: SignedCall): Promise<{ payload: unknown } | Failure> {
    const { cloud, endpoint, credentials, signal } = call;
    if (call.deadline.isOver) throw outOfTime(call);
    const signedSkewMs = this.skewMs.get(endpoint.origin) ?? 0;
    const date = new Date(this.options.now().getTime() + signedSkewMs);
    const request = cloud.sign(call.call, endpoint, credentials, { date, nonce: randomUUID() });
    try {
      const timeoutMs = Math.ceil(Math.min(ATTEMPT_TIMEOUT_MS, call.deadline.leftMs));
      const response = await ask(this.options.http, request, { timeoutMs, signal });
      if (call.deadline.isOver) throw outOfTime(call);
      const read = this.read(call, request, response, signedSkewMs);
      // Parsing holds up the process, and its timers.
      if (call.deadline.isOver) throw outOfTime(call);
      return read;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (error.kind === "aborted") throw endOf(signal);
      if (call.deadline.isOver && error.kind === "timeout") throw outOfTime(call);
      return unanswered(endpoint, error);
    }
  }

  private read(
    call: SignedCall,
    request: HttpRequest,
    response: HttpResponse,
    signedSkewMs: number,
  ): { payload: unknown } | Failure {
    const quoted = (text: string, length: number) => quotable(text, length, secretsOf(call, request));
    const { endpoint } = call;
    const { status, headers } = response;
    const retryAfter = retryAfterMs(headers, this.options.now(), call.cloud.retryAfterHeader);
    const failure = (code: BackupsErrorCode, problem: string, trouble?: Trouble): Failure => ({
      error: new BackupsError(code, `${endpoint.host} ${problem}`, {
        hint:
          code === "throttled" || code === "unavailable"
            ? REFUSALS[code].hint(call.cloud, call.credentials)
            : "Check the endpoint, and that no proxy or portal answers in its place.",
      }),
      trouble,
      retryAfterMs: retryAfter,
    });
    if (status >= 300 && status < 400) {
      return failure("invalid-response", `answered with a redirect (HTTP ${status}), which is not followed`);
    }
    const opened = this.open(call, response);
    if (opened && ("fault" in opened || status < 400)) this.learnTime(call, response);
    if (opened && "fault" in opened) return this.refused(call, opened.fault, response, signedSkewMs, quoted);
    if (status === 429) return failure("throttled", "kept throttling (HTTP 429)", "throttled");
    if (status >= 500) return failure("unavailable", `failed (HTTP ${status})`, "transient");
    if (opened && status < 400) return opened;
    const kind = quoted(headers["content-type"] ?? "no content type", 60);
    const { parse } = call.cloud;
    const cutOff = opened === undefined && (parse ? NO_PAGE : JSON_BEGINS).test(response.text);
    return failure(
      "invalid-response",
      `answered with something that is not the API's ${parse ? "answer" : "JSON"} (HTTP ${status}, ${kind}, ${response.text.length} characters)`,
      cutOff ? "transient" : undefined,
    );
  }

  private learnTime({ clock, endpoint }: Call, response: HttpResponse): void {
    const aheadMs = this.aheadOf(response);
    if (aheadMs === undefined) return;
    clock.isAheadBy(aheadMs);
    this.aheadMs.set(endpoint.origin, aheadMs);
  }

  /** The envelope's content; null if the text parses but is no envelope, undefined if it does not parse. */
  private open(call: Call, response: HttpResponse): ReturnType<Cloud["open"]> | undefined {
    let body: unknown;
    try {
      body = call.cloud.parse ? call.cloud.parse(response.text) : parseJson(response.text, MAX_ANSWER_VALUES);
    } catch (error) {
      if (error instanceof TooManyValues) throw tooManyValues(call);
      return undefined;
    }
    return call.cloud.open(body, response);
  }

  /** @param signedSkewMs what the refused attempt's date was moved by; another attempt may have learned more since */
  private refused(
    call: SignedCall,
    fault: Fault,
    response: HttpResponse,
    signedSkewMs: number,
    quoted: (text: string, length: number) => string,
  ): Failure {
    const { cloud, credentials, endpoint } = call;
    const details = {
      vendorCode: quoted(fault.vendorCode, MAX_REFERENCE_LENGTH),
      requestId: fault.requestId && quoted(fault.requestId, MAX_REFERENCE_LENGTH),
    };
    const said = quoted(fault.message, MAX_MESSAGE_LENGTH);
    const skewMs = this.aheadOf(response);
    const clockIsOff = skewMs !== undefined && Math.abs(skewMs - signedSkewMs) > TOLERATED_SKEW_MS;
    if (fault.kind === "skew" || (fault.kind === "credentials" && clockIsOff)) {
      const error = new BackupsError(
        "credentials",
        `${endpoint.host} refused the time of the request: ${said}`,
        {
          ...details,
          hint: clockIsOff
            ? "Set this machine's clock."
            : "Compare this machine's clock with the right time.",
        },
      );
      return { error, skewMs: clockIsOff ? skewMs : undefined };
    }
    const kind =
      fault.kind === "invalid-response" ? (meaningOfStatus(response.status) ?? fault.kind) : fault.kind;
    const { means, hint } = REFUSALS[kind];
    const trouble = kind === "throttled" ? "throttled" : kind === "unavailable" ? "transient" : undefined;
    return {
      error: new BackupsError(kind, `${endpoint.host} ${means}: ${said}`, {
        ...details,
        hint: fault.hint ?? hint(cloud, credentials),
      }),
      trouble,
      isVendors: true,
      retryAfterMs: retryAfterMs(response.headers, this.options.now(), cloud.retryAfterHeader),
    };
  }
}

/** Whether asking once more may help. An answer gets no shorter, and a function no better. */
function mayPass({ kind, details: { proxyStatus = 0 } }: NoAnswer): boolean {
  if (kind === "no-tunnel") return proxyStatus === 200 || proxyStatus === 429 || proxyStatus >= 500;
  return kind === "timeout" || kind === "unresolved" || kind === "network";
}

/** The error for a missing answer, if it is not `unavailable`. */
const NO_ANSWER_CODES: Partial<Record<NoAnswer["kind"], BackupsErrorCode>> = {
  timeout: "timeout",
  unresolved: "timeout",
  unusable: "invalid-response",
};

/** An attempt that nobody answered. */
function unanswered({ host }: URL, noAnswer: NoAnswer): Failure {
  const { kind, message, details } = noAnswer;
  const { proxy, setting } = details;
  if (kind === "setting") return { error: usageError(String(setting), message, details.hint) };
  const through = proxy === undefined ? "" : ` through the proxy ${proxy}`;
  const code = NO_ANSWER_CODES[kind] ?? "unavailable";
  const done = kind === "unusable" ? "gave no usable answer" : "could not be reached";
  const hint = details.hint ?? NO_ANSWER_HINTS[kind as keyof typeof NO_ANSWER_HINTS];
  return {
    trouble: mayPass(noAnswer) ? "transient" : undefined,
    error: new BackupsError(code, `${host} ${done}${through}: ${message}`, { hint }),
  };
}

/** The kind of a refusal with an unknown code, by HTTP status. */
function meaningOfStatus(status: number): "throttled" | "unavailable" | undefined {
  return status === 429 ? "throttled" : status >= 500 ? "unavailable" : undefined;
}

/** That a caller stopped the lookup. */
export function stopped(): BackupsError {
  return new BackupsError("unavailable", "the lookup was stopped", {
    hint: "Run it again; nothing was changed.",
  });
}

/** Why a call ends before its time. */
function endOf({ reason }: AbortSignal): BackupsError {
  return reason instanceof BackupsError ? reason : stopped();
}

function tooManyValues({ endpoint: { host } }: Call): BackupsError {
  return new BackupsError(
    "invalid-response",
    `${host} answered with more than ${MAX_ANSWER_VALUES.toLocaleString("en")} values, which is no page of a listing`,
    { hint: NO_ANSWER_HINTS.unusable },
  );
}

/** That a lookup took longer than it may. */
export function outOfTime({ endpoint }: Pick<Call, "endpoint">): BackupsError {
  return new BackupsError("timeout", `${endpoint.host} was not read within the lookup's time`, {
    hint: message`Raise ${arg("timeout")}, or check why the API is slow.`,
  });
}

/** Secrets that a vendor's message may repeat from the request. */
function secretsOf({ credentials }: SignedCall, { headers }: HttpRequest): readonly string[] {
  const authorization = Object.entries(headers).find(([name]) => name.toLowerCase() === "authorization")?.[1];
  const signature = /Signature=(\w+)/.exec(authorization ?? "")?.[1];
  return [...secretsIn(credentials), ...(signature ? [signature] : [])];
}
