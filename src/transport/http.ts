/** One HTTP exchange through axios. */
import type { HttpRequest, HttpResponse } from "../clouds/call";
import { isObject } from "../core/is-object";
import { isLoopback } from "../core/loopback";
import { MAX_ANSWER_BYTES } from "./answer-limits";
import { waitedFor } from "./names";
import { untilAborted } from "./until-aborted";

/** Details of a missing answer. */
interface NoAnswerDetails {
  /** Host and port of the proxy, if there was one. */
  readonly proxy?: string;
  /** HTTP status of a proxy that opened no tunnel. */
  readonly proxyStatus?: number;
  /** The wrong environment variable. */
  readonly setting?: string;
  /** @default the hint of the kind */
  readonly hint?: string;
}

/** Why no answer came. Does not contain the address, because a query may hold secrets. */
export class NoAnswer extends Error {
  constructor(
    readonly kind:
      | "timeout"
      | "network"
      | "no-tunnel"
      | "setting"
      | "unresolved"
      | "unusable"
      | "no-response",
    message: string,
    readonly details: NoAnswerDetails = {},
  ) {
    super(message);
  }
}

/** Sends one request. */
export type Http = (
  request: HttpRequest,
  limits: { timeoutMs: number; signal: AbortSignal },
) => Promise<HttpResponse>;

const TOO_LONG = `the answer is longer than ${MAX_ANSWER_BYTES / 1024 / 1024} MiB`;

/** Messages, by Node.js's error code. */
const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "connection reset",
  ENOTFOUND: "host name not found",
  EAI_AGAIN: "host name could not be looked up: the name server did not answer",
  EHOSTUNREACH: "host unreachable",
  ENETUNREACH: "network unreachable",
  ERR_BAD_RESPONSE: "the answer broke off",
  EPIPE: "connection closed",
  EPROTO: "the server does not speak TLS",
  ERR_SSL_WRONG_VERSION_NUMBER: "the server does not speak TLS",
  ETIMEDOUT: "no connection in time",
  Z_DATA_ERROR: "the answer is not compressed as its headers say",
  Z_BUF_ERROR: "the answer broke off",
  CERT_HAS_EXPIRED: "the server's certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT:
    "the server's certificate is self-signed; if you trust it, set NODE_EXTRA_CA_CERTS",
  SELF_SIGNED_CERT_IN_CHAIN:
    "a self-signed certificate in the chain; behind a proxy, set NODE_EXTRA_CA_CERTS",
  ERR_TLS_CERT_ALTNAME_INVALID: "the server's certificate is for another host name",
  CERT_NOT_YET_VALID: "the server's certificate is not valid yet",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    "the certificate cannot be verified; behind a proxy, set NODE_EXTRA_CA_CERTS",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "the certificate cannot be verified; behind a proxy, set NODE_EXTRA_CA_CERTS",
};

/** Errors that a retry would repeat, by our own code or zlib's. */
const UNUSABLE: Readonly<Record<string, string>> = {
  UPGRADED: "the answer is a switch to another protocol (HTTP 101)",
  OTHER_ENCODING: "the answer has a compression other than gzip",
  ERR_BUFFER_TOO_LARGE: TOO_LONG,
};

/** Switches off Node.js's verification of certificates. */
const NO_VERIFICATION = "NODE_TLS_REJECT_UNAUTHORIZED";

/** @throws NoAnswer if anybody could answer, because of the address or a setting */
function checkVerifiable({ protocol, hostname }: URL): void {
  if (protocol === "http:" && !isLoopback(hostname))
    throw new NoAnswer("no-response", "plain http is for this machine (127.0.0.1) only", {
      hint: "Give an https address.",
    });
  if (protocol === "https:" && process.env[NO_VERIFICATION] === "0")
    throw new NoAnswer("setting", "got 0, which accepts any certificate", {
      setting: NO_VERIFICATION,
      hint: `Unset ${NO_VERIFICATION}. If a proxy or a server has a certificate of its own, set NODE_EXTRA_CA_CERTS to a file with it.`,
    });
}

/** Sends a request with axios, over verified TLS and the environment's proxy, or in plain HTTP to this machine. */
export const axiosHttp: Http = async (request, { signal }) => {
  const url = new URL(request.url);
  checkVerifiable(url);
  const { agentsFor, client, textOf } = require("./axios") as typeof import("./axios");
  const response = await client.request<Buffer>({
    method: request.method,
    url: request.url,
    // Otherwise axios adds a content type, which is not signed.
    headers: { ...(request.body === undefined && { "content-type": false }), ...request.headers },
    data: request.body,
    signal,
    ...agentsFor(url),
  });
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  const encoding = headers["content-encoding"]?.trim().toLowerCase() ?? "";
  return { status: response.status, headers, text: await textOf(response.data, encoding) };
};

/** Errors of the agents and of axios. A bundle may hold the agents' classes twice, so `instanceof` is not enough. */
interface Thrown {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly proxy?: string;
  readonly status?: number;
  readonly setting?: string;
  readonly hint?: string;
  /** The error inside an axios error. */
  readonly cause?: Thrown;
}

/** The reason for an error. */
function causeOf(error: unknown): NoAnswer {
  if (error instanceof NoAnswer) return error;
  const thrown = (error ?? {}) as Thrown;
  const { proxy, status, code, setting, hint } = thrown.cause?.proxy ? thrown.cause : thrown;
  if (setting) return new NoAnswer("setting", String(thrown.message), { setting, hint });
  if (proxy && status !== undefined) {
    const problem = `the proxy ${proxy} answered HTTP ${status} and opened no tunnel`;
    const remedy =
      status === 407
        ? "Set user and password in the proxy's address, in the environment."
        : "Check the proxy settings, and what the proxy allows; NO_PROXY exempts a host from it.";
    return new NoAnswer("no-tunnel", problem, { proxyStatus: status, hint: remedy });
  }
  if (String(thrown.message).startsWith("maxContentLength")) return new NoAnswer("unusable", TOO_LONG);
  const unusable = UNUSABLE[String(code)];
  if (unusable) return new NoAnswer("unusable", unusable);
  const cause = CAUSES[String(code)] ?? `the request failed (${String(code ?? "unknown cause")})`;
  return new NoAnswer("network", cause, { proxy });
}

/** @throws NoAnswer if an {@link Http} returned something else than a response */
function checked(response: unknown): HttpResponse {
  const refuse = (problem: string) =>
    new NoAnswer("no-response", `the client's http function returned no response: ${problem}`);
  if (!isObject(response)) throw refuse("it is not an object");
  const { status, headers, text } = response;
  if (typeof status !== "number") throw refuse("its status is not a number");
  if (typeof text !== "string") throw refuse("its text is not a string");
  if (!isObject(headers)) throw refuse("it has no headers");
  if (!Object.values(headers).every((value) => typeof value === "string"))
    throw refuse("one of its headers is not a string");
  if (text.length > MAX_ANSWER_BYTES) throw new NoAnswer("unusable", TOO_LONG);
  return response as unknown as HttpResponse;
}

/** The error for a timeout. */
function late({ url }: HttpRequest, timeoutMs: number): NoAnswer {
  const name = waitedFor(new URL(url).hostname);
  // A deadline has lost a millisecond or two since it was set.
  const seconds = Math.round(timeoutMs / 50) / 20;
  if (name === undefined) return new NoAnswer("timeout", `no answer within ${seconds} s`);
  return new NoAnswer("unresolved", `the name server did not answer for ${name} within ${seconds} s`);
}

/**
 * Sends a request. The {@link Http} may be the caller's own: all its errors count as no answer, also if it ignores its
 * limits.
 *
 * @throws NoAnswer; the signal's reason
 */
export async function ask(
  http: Http,
  request: HttpRequest,
  { timeoutMs, signal }: Parameters<Http>[1],
): Promise<HttpResponse> {
  const clock = new AbortController();
  const timer = setTimeout(() => clock.abort(), timeoutMs);
  const limits = { timeoutMs, signal: AbortSignal.any([signal, clock.signal]) };
  let response: unknown;
  try {
    response = await untilAborted((async () => await http(request, limits))(), limits.signal);
  } catch (error) {
    signal.throwIfAborted();
    if (clock.signal.aborted) throw late(request, timeoutMs);
    throw causeOf(error);
  } finally {
    clearTimeout(timer);
  }
  return checked(response);
}
