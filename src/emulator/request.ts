import type { IncomingMessage } from "node:http";
import { isHostOf } from "../clouds/host";
import { isLoopback } from "../core/loopback";
import { clouds } from "../vendors";

/** A received HTTP request with its whole body. */
export interface HttpRequest {
  method: string;
  /** Path as received, still percent-encoded. */
  path: string;
  /** Query string as received, without the question mark. */
  rawQuery: string;
  /** Query parameters, decoded. */
  query: Record<string, string>;
  /** Names in lower case; a header sent twice is joined with `, `. */
  headers: Record<string, string>;
  body: string;
}

/** Limit of a body; requests of the emulated APIs have a few hundred bytes. */
const MAX_BODY_BYTES = 1_000_000;

/** Reads a whole request; undefined if its body is too large. */
export async function readRequest(message: IncomingMessage): Promise<HttpRequest | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message) {
    bytes += (chunk as Buffer).length;
    // Read on, so that the client gets the answer, but keep no more.
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk as Buffer);
  }
  if (bytes > MAX_BODY_BYTES) return undefined;
  const { url = "/", method = "GET" } = message;
  const [path = "/"] = url.split("?", 1);
  const rawQuery = url.slice(path.length + 1);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    headers[name] = Array.isArray(value) ? value.join(", ") : (value ?? "");
  }
  return {
    method,
    path,
    rawQuery,
    query: readForm(rawQuery),
    headers,
    body: Buffer.concat(chunks).toString("utf8"),
  };
}

/**
 * Whether a Host header names this machine, or a vendor's host, for which a client may sign. A web page can make its
 * own name resolve to 127.0.0.1 (DNS rebinding) and so reach an emulator from a browser; the header then has the page's
 * name.
 */
export function isKnownHost(host: string | undefined): boolean {
  const name = host?.replace(/:\d{1,5}$/, "").toLowerCase();
  return name !== undefined && (isLoopback(name) || clouds.some((cloud) => isHostOf(cloud, name)));
}

/** Decodes a query string, or a body of type application/x-www-form-urlencoded. */
export function readForm(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}
