import type { ApiCall } from "../../clouds/call";
import { canonicalQuery, canonicalRequest, hmacSha256Hex } from "../../clouds/crypto";

/** Parts of a request that ACS3-HMAC-SHA256 signs. */
interface Acs3Input {
  accessKey: string;
  secretKey: string;
  /** Upper case, such as `GET`. */
  method: string;
  /** Percent-encoded path: `/` for every RPC-style API. */
  path: string;
  /** Query parameters, not encoded. */
  query: ApiCall["parameters"];
  /**
   * All sent headers. Signed are `host` (with its port), `content-type` if there is one, and every `x-acs-*`: action,
   * version, date, signature-nonce, content-sha256 and, with a session, security-token.
   */
  headers: Readonly<Record<string, string>>;
  body: string;
}

/**
 * Signs a request of Alibaba Cloud's OpenAPI, version 3 of its signature.
 *
 * Source: Alibaba Cloud, "V3 request body and signature mechanism", and `getAuthorization` of @alicloud/openapi-util.
 *
 * @returns the Authorization header, and the signed query, to be sent as it is, without the question mark
 */
export function signAcs3(input: Acs3Input) {
  const headers = Object.entries(input.headers)
    .map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
    .filter(([name]) => name === "host" || name === "content-type" || name.startsWith("x-acs-"));
  const query = canonicalQuery(input.query);
  const { hash, signedHeaders } = canonicalRequest(input.method, input.path, query, headers, input.body);
  const stringToSign = `ACS3-HMAC-SHA256\n${hash}`;
  const signature = hmacSha256Hex(input.secretKey, stringToSign);
  return {
    // No space after the commas, unlike the other vendors.
    authorization: `ACS3-HMAC-SHA256 Credential=${input.accessKey},SignedHeaders=${signedHeaders},Signature=${signature}`,
    signature,
    canonicalQuery: query,
  };
}
