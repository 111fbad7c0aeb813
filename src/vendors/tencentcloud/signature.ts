import { canonicalRequest, hmacSha256, hmacSha256Hex } from "../../clouds/crypto";

/** Parts of a request that TC3-HMAC-SHA256 signs. */
interface Tc3Input {
  secretId: string;
  secretKey: string;
  /** The service, such as `redis`, also for another endpoint. */
  service: string;
  /** Value of the Host header. The official SDKs leave out a port; the API accepts both. */
  host: string;
  /** Value of the Content-Type header, byte for byte as it is sent. */
  contentType: string;
  body: string;
  /** Time of the request; the API accepts a difference of five minutes. */
  date: Date;
  /** Default `POST`. */
  method?: "POST" | "GET";
  /** The query string exactly as it is sent, without the question mark. Default: none. */
  query?: string;
  /**
   * Further headers to sign, such as `x-tc-action`, with names in lower case. Values are signed in lower case. Default:
   * none.
   */
  headers?: Readonly<Record<string, string>>;
}

/**
 * Signs a request of Tencent Cloud's API 3.0. A session token is sent (X-TC-Token) but is not part of it.
 *
 * Source: Tencent Cloud, "Common Params / Signature v3", and `common/sign.js` of tencentcloud-sdk-nodejs.
 *
 * @returns the Authorization header, and X-TC-Timestamp in seconds since 1970
 */
export function signTc3(input: Tc3Input) {
  const timestamp = String(Math.floor(input.date.getTime() / 1000));
  const day = input.date.toISOString().slice(0, 10);
  const scope = `${day}/${input.service}/tc3_request`;

  const headers = [
    ...Object.entries(input.headers ?? {}).map(
      ([name, value]) => [name, value.trim().toLowerCase()] as const,
    ),
    ["content-type", input.contentType] as const,
    ["host", input.host] as const,
  ];
  const { hash, signedHeaders } = canonicalRequest(
    input.method ?? "POST",
    "/",
    input.query ?? "",
    headers,
    input.body,
  );
  const stringToSign = ["TC3-HMAC-SHA256", timestamp, scope, hash].join("\n");

  const dayKey = hmacSha256(`TC3${input.secretKey}`, day);
  const signingKey = hmacSha256(hmacSha256(dayKey, input.service), "tc3_request");
  const signature = hmacSha256Hex(signingKey, stringToSign);
  return {
    authorization: `TC3-HMAC-SHA256 Credential=${input.secretId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
    timestamp,
    signature,
  };
}
