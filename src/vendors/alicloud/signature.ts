import { canonicalRequest, hmacSha256Hex, type ToSign } from "../../clouds/crypto";

/**
 * Signs a request of Alibaba Cloud's OpenAPI, version 3 of its signature.
 *
 * Source: Alibaba Cloud, "V3 request body and signature mechanism", and `getAuthorization` of @alicloud/openapi-util.
 *
 * @param input of its headers are signed: `host` (with its port), `content-type` if there is one, and every `x-acs-*`:
 *   action, version, date, signature-nonce, content-sha256 and, with a session, security-token. Its path is `/`
 */
export function signAcs3(input: ToSign) {
  const headers = Object.entries(input.headers)
    .map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
    .filter(([name]) => name === "host" || name === "content-type" || name.startsWith("x-acs-"));
  const { hash, signedHeaders } = canonicalRequest(input.method, "/", input.query, headers, input.body);
  const stringToSign = `ACS3-HMAC-SHA256\n${hash}`;
  const signature = hmacSha256Hex(input.secretKey, stringToSign);
  return {
    // No space after the commas, unlike the other vendors.
    authorization: `ACS3-HMAC-SHA256 Credential=${input.accessKey},SignedHeaders=${signedHeaders},Signature=${signature}`,
    signature,
  };
}
