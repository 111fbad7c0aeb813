import {
  canonicalRequest,
  hmacSha256,
  hmacSha256Hex,
  percentEncode,
  type ToSignInScope,
} from "../../clouds/crypto";

interface Jdcloud2Input extends ToSignInScope {
  /** Region of the path, or `jdcloud-api` for a path without one. */
  readonly region: string;
  /** Path as it is sent: see {@link canonicalPath}. */
  readonly path: string;
}

/** A path in the form in which it is signed and sent. */
export function canonicalPath(path: string): string {
  return path.split("/").map(percentEncode).join("/");
}

/** Headers that proxies and clients change or add after signing. Source: core/Signer.go of jdcloud-sdk-go. */
const unsignedHeaders = new Set(["authorization", "user-agent", "x-jdcloud-request-id"]);

/**
 * Signs a request of JD Cloud's OpenAPI.
 *
 * Source: JD Cloud, "Signature", its steps 1 to 4, and `signers/v2.js` of jdcloud-sdk-js.
 *
 * @param input all its headers are signed except {@link unsignedHeaders}. The API requires `x-jdcloud-nonce`;
 *   `x-jdcloud-date` is added
 * @returns the Authorization and `x-jdcloud-date` headers
 */
export function signJdcloud2(input: Jdcloud2Input) {
  const timestamp = input.date.toISOString().replace(/[-:]|\.\d+/g, "");
  const day = timestamp.slice(0, 8);
  const scope = `${day}/${input.region}/${input.service}/jdcloud2_request`;

  const headers = Object.entries({ ...input.headers, "x-jdcloud-date": timestamp })
    .map(([name, value]) => [name.toLowerCase(), value.replace(/\s+/g, " ").trim()] as const)
    .filter(([name]) => !unsignedHeaders.has(name));
  const { method, path, query, body } = input;
  const { hash, signedHeaders } = canonicalRequest(method, path, query, headers, body);
  const stringToSign = ["JDCLOUD2-HMAC-SHA256", timestamp, scope, hash].join("\n");

  const dayKey = hmacSha256(`JDCLOUD2${input.secretKey}`, day);
  const regionKey = hmacSha256(dayKey, input.region);
  const signingKey = hmacSha256(hmacSha256(regionKey, input.service), "jdcloud2_request");
  const signature = hmacSha256Hex(signingKey, stringToSign);
  return {
    authorization: `JDCLOUD2-HMAC-SHA256 Credential=${input.accessKey}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
    signature,
    timestamp,
  };
}
