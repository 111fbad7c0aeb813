/** One HTTP exchange through axios. */
import type { HttpRequest, HttpResponse } from "../clouds/cloud";
import { untilAborted } from "./until-aborted";

/** Why no answer came. The address is left out of it: a query may hold what a log must not. */
export class NoAnswer extends Error {
  constructor(
    readonly kind: "timeout" | "aborted" | "network" | "too-long" | "no-response",
    message: string,
    /** Host and port of the proxy that was asked, where one was. */
    readonly proxy?: string,
  ) {
    super(message);
  }
}

/** Sends one request. */
export type Http = (
  request: HttpRequest,
  limits: { timeoutMs: number; signal: AbortSignal },
) => Promise<HttpResponse>;

/** Whether a host can only be this machine. */
export function isLoopback(hostname: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

/** Causes for people, by Node's error code. */
const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "connection reset",
  ENOTFOUND: "host name not found",
  EAI_AGAIN: "host name could not be looked up",
  EHOSTUNREACH: "host unreachable",
  ENETUNREACH: "network unreachable",
  ERR_BAD_RESPONSE: "the answer broke off",
  EPIPE: "connection closed",
  EPROTO: "what answers does not speak TLS",
  Z_DATA_ERROR: "the answer is not compressed as it says",
  Z_BUF_ERROR: "the answer broke off",
  CERT_HAS_EXPIRED: "the server's certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the server's certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN:
    "a self-signed certificate in the chain; behind a proxy, set NODE_EXTRA_CA_CERTS",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "the certificate cannot be verified; behind a proxy, set NODE_EXTRA_CA_CERTS",
};

/** The real {@link Http}: keep-alive through Node's own agents, proxies from the environment. */
export const axiosHttp: Http = async (request, { signal }) => {
  const { client } = require("./axios") as typeof import("./axios");
  const response = await client.request<string>({
    method: request.method,
    url: request.url,
    // A request without a body gets no content type: it would be one that is not signed.
    headers: { ...(request.body === undefined && { "content-type": false }), ...request.headers },
    data: request.body,
    signal,
    ...(isLoopback(new URL(request.url).hostname) ? { proxy: false as const } : {}),
  });
  const headers = Object.entries(response.headers).map(([name, value]) => [
    name.toLowerCase(),
    String(value),
  ]);
  return { status: response.status, headers: Object.fromEntries(headers), text: response.data ?? "" };
};

/** What may be known of a request that failed. axios asks a proxy through an agent that says which. */
interface Thrown {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly request?: {
    readonly agent?: { readonly proxy?: { readonly host?: unknown; readonly port?: unknown } };
  };
}

/** Why nothing was answered, from whatever was thrown. */
function causeOf(error: unknown): NoAnswer {
  const { code, message, request } = (error ?? {}) as Thrown;
  const { host, port } = request?.agent?.proxy ?? {};
  const proxy = host ? `${String(host).includes(":") ? `[${host}]` : host}:${port}` : undefined;
  if (String(message).startsWith("maxContentLength")) {
    const { MAX_ANSWER_BYTES } = require("./axios") as typeof import("./axios");
    const limit = `the answer is longer than ${MAX_ANSWER_BYTES / 1024 / 1024} MB`;
    return new NoAnswer("too-long", limit, proxy);
  }
  const cause = CAUSES[String(code)] ?? `the request failed (${String(code ?? "unknown cause")})`;
  return new NoAnswer("network", cause, proxy);
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/**
 * What an {@link Http} resolved with.
 *
 * @throws NoAnswer where it is no response
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
  return response as HttpResponse;
}

/**
 * Sends a request in time. An {@link Http} may be the caller's own: what it throws is no answer, whatever it is, and
 * one that looks at neither its limits nor its signal is not waited for.
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
    if (clock.signal.aborted) throw new NoAnswer("timeout", `no answer within ${timeoutMs / 1000} s`);
    throw causeOf(error);
  } finally {
    clearTimeout(timer);
  }
  return checked(response);
}
