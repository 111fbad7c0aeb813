import { canonicalRequest, hmacSha256, hmacSha256Hex, type ToSignInScope } from "../../clouds/crypto";

/**
 * Signs a request of Tencent Cloud's API 3.0. A session token is sent (X-TC-Token) but is not part of it.
 *
 * Source: Tencent Cloud, "Common Params / Signature v3", and `common/sign.js` of tencentcloud-sdk-nodejs.
 *
 * @param input all its headers are signed, and only `host` and `content-type` must be among them: byte for byte as it is
 *   sent. The official SDKs leave out the host's port; the API accepts both. Of the date, it accepts a difference of five
 *   minutes
 * @returns the Authorization header, and X-TC-Timestamp in seconds since 1970
 */
export function signTc3(input: ToSignInScope) {
  const timestamp = String(Math.floor(input.date.getTime() / 1000));
  const day = input.date.toISOString().slice(0, 10);
  const scope = `${day}/${input.service}/tc3_request`;

  // The other values are signed in lower case, such as that of `x-tc-action`.
  const headers = Object.entries(input.headers).map(
    ([name, value]) => [name, name === "content-type" ? value : value.trim().toLowerCase()] as const,
  );
  const { hash, signedHeaders } = canonicalRequest(input.method, "/", input.query, headers, input.body);
  const stringToSign = ["TC3-HMAC-SHA256", timestamp, scope, hash].join("\n");

  const dayKey = hmacSha256(`TC3${input.secretKey}`, day);
  const signingKey = hmacSha256(hmacSha256(dayKey, input.service), "tc3_request");
  const signature = hmacSha256Hex(signingKey, stringToSign);
  return {
    authorization: `TC3-HMAC-SHA256 Credential=${input.accessKey}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
    timestamp,
    signature,
  };
}
