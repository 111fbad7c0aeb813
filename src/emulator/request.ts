import type { IncomingMessage } from "node:http";

/** One HTTP request as it was received, read to its end. */
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

/** Reads a request to its end. */
export async function readRequest(message: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const [path = "/", rawQuery = ""] = splitOnce(message.url ?? "/", "?");
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    headers[name] = Array.isArray(value) ? value.join(", ") : (value ?? "");
  }
  return {
    method: message.method ?? "GET",
    path,
    rawQuery,
    query: readForm(rawQuery),
    headers,
    body: Buffer.concat(chunks).toString("utf8"),
  };
}

/** Decodes a query string, or a body of type application/x-www-form-urlencoded. */
export function readForm(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
