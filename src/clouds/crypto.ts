import { createHash, createHmac } from "node:crypto";
import type { ApiCall } from "./call";

/** SHA-256 of UTF-8 text, in lower-case hex. */
export function sha256Hex(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** HMAC-SHA256 of UTF-8 text, raw, for a chain of derived signing keys. */
export function hmacSha256(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text, "utf8").digest();
}

/** HMAC-SHA256 of UTF-8 text, in lower-case hex. */
export function hmacSha256Hex(key: string | Buffer, text: string): string {
  return hmacSha256(key, text).toString("hex");
}

/** Percent-encodes all but the unreserved characters of RFC 3986, section 2.3: a space is `%20`, `~` is kept. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * A query string sorted by name, names and values percent-encoded; lists are joined by commas. It is signed and sent,
 * so that the two cannot differ.
 */
export function canonicalQuery(query: ApiCall["parameters"]): string {
  return Object.keys(query)
    .filter((name) => query[name] !== undefined)
    .sort()
    .map((name) => `${percentEncode(name)}=${percentEncode(String(query[name]))}`)
    .join("&");
}

/** A request to sign. */
export interface ToSign {
  readonly accessKey: string;
  readonly secretKey: string;
  /** Upper case, such as `GET`. */
  readonly method: string;
  /** Query as it is sent, without the question mark. */
  readonly query: string;
  /** All headers as they are sent, unless the signature says otherwise. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request whose signature is valid for one service, such as `redis`, and around one time. */
export interface ToSignInScope extends ToSign {
  readonly service: string;
  readonly date: Date;
}

/**
 * Hashes a request's canonical form, which all vendors' signatures use: method, path, query, headers sorted by name,
 * their names, hash of the body.
 *
 * @param path as it is sent
 * @param query as it is sent, without the question mark
 * @param headers the signed ones: names in lower case, values as they are signed
 * @returns the hash for the string to sign, and the names of the signed headers, joined by `;`
 */
export function canonicalRequest(
  method: string,
  path: string,
  query: string,
  headers: readonly (readonly [name: string, value: string])[],
  body: string,
) {
  const sorted = [...headers].sort(([left], [right]) => (left < right ? -1 : 1));
  const signedHeaders = sorted.map(([name]) => name).join(";");
  const lines = sorted.map(([name, value]) => `${name}:${value}`);
  const form = [method, path, query, ...lines, "", signedHeaders, sha256Hex(body)].join("\n");
  return { hash: sha256Hex(form), signedHeaders };
}
