import type { ApiCall } from "../../clouds/call";
import {
  canonicalQuery,
  canonicalRequest,
  hmacSha256,
  hmacSha256Hex,
  percentEncode,
} from "../../clouds/crypto";

/** Parts of a request that JDCLOUD2-HMAC-SHA256 signs. */
interface Jdcloud2Input {
  accessKey: string;
  secretKey: string;
  /** The product the API belongs to, such as `redis`. */
  service: string;
  /** Region of the path, or `jdcloud-api` for a path without one. */
  region: string;
  /** Upper case, such as `GET`. */
  method: string;
  /** Path, not encoded. */
  path: string;
  /** Query parameters, not encoded. */
  query: ApiCall["parameters"];
  /**
   * All sent headers. All are signed except `authorization`, `user-agent` and `x-jdcloud-request-id`. The API requires
   * `x-jdcloud-nonce`; `x-jdcloud-date` is added from `date`.
   */
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Time of the request. */
  date: Date;
}

/** Headers that proxies and clients change or add after signing. Source: core/Signer.go of jdcloud-sdk-go. */
const unsignedHeaders = new Set(["authorization", "user-agent", "x-jdcloud-request-id"]);

/**
 * Signs a request of JD Cloud's OpenAPI.
 *
 * Source: JD Cloud, "Signature", its steps 1 to 4, and `signers/v2.js` of jdcloud-sdk-js.
 *
 * @returns the Authorization and `x-jdcloud-date` headers, and the signed query (without the question mark) and path, to
 *   be sent as they are
 */
export function signJdcloud2(input: Jdcloud2Input) {
  const timestamp = input.date.toISOString().replace(/[-:]|\.\d+/g, "");
  const day = timestamp.slice(0, 8);
  const scope = `${day}/${input.region}/${input.service}/jdcloud2_request`;

  const headers = Object.entries({ ...input.headers, "x-jdcloud-date": timestamp })
    .map(([name, value]) => [name.toLowerCase(), value.replace(/\s+/g, " ").trim()] as const)
    .filter(([name]) => !unsignedHeaders.has(name));
  const path = input.path.split("/").map(percentEncode).join("/");
  const query = canonicalQuery(input.query);
  const { hash, signedHeaders } = canonicalRequest(input.method, path, query, headers, input.body);
  const stringToSign = ["JDCLOUD2-HMAC-SHA256", timestamp, scope, hash].join("\n");

  const dayKey = hmacSha256(`JDCLOUD2${input.secretKey}`, day);
  const regionKey = hmacSha256(dayKey, input.region);
  const signingKey = hmacSha256(hmacSha256(regionKey, input.service), "jdcloud2_request");
  const signature = hmacSha256Hex(signingKey, stringToSign);
  return {
    authorization: `JDCLOUD2-HMAC-SHA256 Credential=${input.accessKey}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
    signature,
    canonicalQuery: query,
    canonicalPath: path,
    timestamp,
  };
}
