/** Answers of a proxy to CONNECT. */
import { toJson } from "../../src/core/json";
import { jdRedis, type Vendor, vendors } from "../helpers/vendors";

/** A listing of each cloud. */
export const oneOfEachCloud: readonly Vendor[] = [
  ...vendors.filter(({ name }) => name === "tencentcloud-redis" || name === "alicloud-redis"),
  jdRedis,
];

/** What the proxy says, and no vendor does. */
export const INVENTED = "invented-by-the-proxy";

/** What a proxy writes after its status line. */
export const bodies = ["listing", "refusal", "half a body"] as const;
export type Body = (typeof bodies)[number];

function refusalOf({ name }: Vendor): unknown {
  if (name.startsWith("tencentcloud"))
    return { Response: { RequestId: "r", Error: { Code: "AuthFailure", Message: INVENTED } } };
  if (name.startsWith("alicloud")) return { Code: "InvalidAccessKeyId.NotFound", Message: INVENTED };
  return { requestId: "r", error: { code: 401, status: "UNAUTHENTICATED", message: INVENTED } };
}

/** An answer as bytes: the status, and JSON as that of the vendor's own envelope. */
export function answerOf(vendor: Vendor, status: number, body: Body): string {
  const listing = vendor.envelope([vendor.row(INVENTED, new Date("2026-11-20T02:00:00Z"))], 1);
  const text = toJson(body === "refusal" ? refusalOf(vendor) : listing);
  const sent = body === "half a body" ? text.slice(0, text.length / 2) : text;
  return (
    `HTTP/1.1 ${status} ${INVENTED}\r\nContent-Type: application/json; by=${INVENTED}\r\n` +
    `X-Request-Id: ${INVENTED}\r\nContent-Length: ${text.length}\r\n\r\n${sent}`
  );
}
