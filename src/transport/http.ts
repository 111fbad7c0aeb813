/** One HTTP exchange through axios. */
import type { HttpRequest, HttpResponse } from "../clouds/call";
import { isLoopback } from "../core/loopback";
import { MAX_ANSWER_BYTES } from "./answer-limits";
import { waitedFor } from "./names";
import { untilAborted } from "./until-aborted";

/** Details of a missing answer. */
interface NoAnswerDetails {
  /** Host and port of the proxy that was asked, if there was one. */
  readonly proxy?: string;
  /** HTTP status with which the proxy refused, or only seemed to open, a tunnel. */
  readonly proxyStatus?: number;
  /** The environment variable at fault. */
  readonly setting?: string;
  /** A hint that is more exact than that of the kind. */
  readonly hint?: string;
}

/** Why no answer came. Without the address, because a query may hold secrets. */
export class NoAnswer extends Error {
  constructor(
    readonly kind:
      | "timeout"
      | "aborted"
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

/** Causes for people, by Node's error code. */
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
    "the server's certificate is self-signed; if that is meant, set NODE_EXTRA_CA_CERTS",
  SELF_SIGNED_CERT_IN_CHAIN:
    "a self-signed certificate in the chain; behind a proxy, set NODE_EXTRA_CA_CERTS",
  ERR_TLS_CERT_ALTNAME_INVALID: "the server's certificate is for another host name",
  CERT_NOT_YET_VALID: "the server's certificate is not valid yet",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    "the certificate cannot be verified; behind a proxy, set NODE_EXTRA_CA_CERTS",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "the certificate cannot be verified; behind a proxy, set NODE_EXTRA_CA_CERTS",
};

/** Errors that a retry would repeat, by code. */
const UNUSABLE: Readonly<Record<string, string>> = {
  UPGRADED: "the answer is a switch to another protocol (HTTP 101)",
  OTHER_ENCODING: "the answer has a compression other than gzip",
  ERR_BUFFER_TOO_LARGE: TOO_LONG,
};

/** Switches off Node's verification of certificates, for all of a process. */
const NO_VERIFICATION = "NODE_TLS_REJECT_UNAUTHORIZED";

/**
 * Refuses addresses and settings under which anybody could answer.
 *
 * @throws NoAnswer
 */
function checkVerifiable({ protocol, hostname }: URL): void {
  if (protocol === "http:" && !isLoopback(hostname))
    throw new NoAnswer("no-response", "plain http is for this machine (127.0.0.1) only", {
      hint: "Give an https address.",
    });
  if (protocol === "https:" && process.env[NO_VERIFICATION] === "0")
    throw new NoAnswer("setting", "got 0, which accepts anybody's certificate", {
      setting: NO_VERIFICATION,
      hint: `Unset ${NO_VERIFICATION}. If a proxy or a server has a certificate of its own, set NODE_EXTRA_CA_CERTS to a file with it.`,
    });
}

/** The real {@link Http}: keep-alive, verified TLS, proxies from the environment; plain http to this machine only. */
export const axiosHttp: Http = async (request, { signal }) => {
  const url = new URL(request.url);
  checkVerifiable(url);
  const { agentsFor, client, textOf } = require("./axios") as typeof import("./axios");
  const response = await client.request<Buffer>({
    method: request.method,
    url: request.url,
    // A request without a body gets no content type: it would be one that is not signed.
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

/** Turns an error into NoAnswer. Errors of the agents are recognised by their fields, because a bundle may hold their classes twice. */
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

/** The message for a proxy's status. */
function proxyHint(status: number): string {
  if (status === 407) return "Set user and password in the proxy's address, in the environment.";
  return "Check the proxy settings, and what the proxy allows; NO_PROXY exempts a host from it.";
}

/** Why nothing was answered, from whatever was thrown. */
function causeOf(error: unknown): NoAnswer {
  if (error instanceof NoAnswer) return error;
  const thrown = (error ?? {}) as Thrown;
  const { proxy, status, code, setting, hint } = thrown.cause?.proxy ? thrown.cause : thrown;
  if (setting) return new NoAnswer("setting", String(thrown.message), { setting, hint });
  if (proxy && status !== undefined) {
    const problem = `the proxy ${proxy} answered HTTP ${status} and opened no tunnel`;
    return new NoAnswer("no-tunnel", problem, { proxyStatus: status, hint: proxyHint(status) });
  }
  if (String(thrown.message).startsWith("maxContentLength")) return new NoAnswer("unusable", TOO_LONG);
  const unusable = UNUSABLE[String(code)];
  if (unusable) return new NoAnswer("unusable", unusable);
  const cause = CAUSES[String(code)] ?? `the request failed (${String(code ?? "unknown cause")})`;
  return new NoAnswer("network", cause, { proxy });
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/**
 * Checks what an {@link Http} resolved with.
 *
 * @throws NoAnswer if it is no response
 */
function checked(response: unknown): HttpResponse {
  const { status, headers, text } = (response ?? {}) as Partial<Record<keyof HttpResponse, unknown>>;
  const refuse = (problem: string) =>
    new NoAnswer("no-response", `the client's http function resolved with no response: ${problem}`);
  if (!isObject(response)) throw refuse("it is no object");
  if (typeof status !== "number") throw refuse("its status is no number");
  if (typeof text !== "string") throw refuse("its text is no string");
  if (!isObject(headers)) throw refuse("it has no headers");
  if (!Object.values(headers).every((value) => typeof value === "string"))
    throw refuse("one of its headers is no string");
  if (text.length > MAX_ANSWER_BYTES) throw new NoAnswer("unusable", TOO_LONG);
  return response as HttpResponse;
}

/** The timeout message: no answer, or no answer of a name server. */
function late({ url }: HttpRequest, timeoutMs: number): NoAnswer {
  const name = waitedFor(new URL(url).hostname);
  // What is left of a deadline is a millisecond or two less than what was asked for.
  const seconds = Math.round(timeoutMs / 50) / 20;
  if (name === undefined) return new NoAnswer("timeout", `no answer within ${seconds} s`);
  return new NoAnswer("unresolved", `the name server did not answer for ${name} within ${seconds} s`);
}

/**
 * Sends a request in time. An {@link Http} may be the caller's own: whatever it throws counts as no answer, and
 * nobody waits for one that ignores its limits and signal.
 *
 * @throws NoAnswer and nothing else
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
    if (signal.aborted) throw new NoAnswer("aborted", "the lookup was stopped");
    if (clock.signal.aborted) throw late(request, timeoutMs);
    throw causeOf(error);
  } finally {
    clearTimeout(timer);
  }
  return checked(response);
}
