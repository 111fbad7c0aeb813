import { createHash, createHmac } from "node:crypto";

/** SHA-256 of UTF-8 text, in lower-case hex. */
export function sha256Hex(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** HMAC-SHA256 of UTF-8 text, raw: what a chain of derived signing keys is made of. */
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
 * A query string sorted by name, names and values percent-encoded. It is both what the vendors sign and a
 * valid query to send, so that what is sent and what is signed cannot differ.
 */
export function canonicalQuery(query: Readonly<Record<string, string>>): string {
  return Object.keys(query)
    .sort()
    .map((name) => `${percentEncode(name)}=${percentEncode(query[name] ?? "")}`)
    .join("&");
}
