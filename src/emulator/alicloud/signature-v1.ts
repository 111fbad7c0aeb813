import { createHmac } from "node:crypto";
import { canonicalQuery, percentEncode } from "../../clouds/crypto";

/**
 * The signature of Alibaba Cloud's older RPC requests, HMAC-SHA1 in base64, as @alicloud/pop-core still makes it.
 * `Signature` itself is not signed.
 *
 * Source: Alibaba Cloud, "Signature method of RPC requests".
 */
export function signRpcV1(
  secretKey: string,
  method: string,
  params: Readonly<Record<string, string>>,
): string {
  const { Signature: _, ...signed } = params;
  const text = `${method}&${percentEncode("/")}&${percentEncode(canonicalQuery(signed))}`;
  return createHmac("sha1", `${secretKey}&`).update(text, "utf8").digest("base64");
}
