/** Alibaba Cloud, RPC-style OpenAPI with signature version 3. */

import type { Cloud } from "../../clouds/cloud";
import { canonicalQuery, sha256Hex } from "../../clouds/crypto";
import { field, text } from "../../clouds/envelope";
import { toRfc3339 } from "../../core/time";
import { endpointOf } from "./endpoint";
import { hintFor, meaningOf } from "./faults";
import { credentialSources } from "./keys/credentials";
import { regions } from "./regions";
import { settings } from "./settings";
import { signAcs3 } from "./signature";

/** Codes of success. */
const GOOD = /^(?:200|OK|Success)$/i;

export const alicloud: Cloud = {
  name: "alicloud",
  title: "Alibaba Cloud",
  credentialSources,
  settings,
  domains: ["aliyuncs.com"],
  // Source: "Throttling": in milliseconds.
  retryAfterHeader: "x-acs-retry-after",
  // Source: RAM, "Policy structure and syntax": Version is 1.
  policy: {
    service: "RAM",
    write: (statements) => ({
      Version: "1",
      Statement: statements.map((Action) => ({ Effect: "Allow", Action, Resource: "*" })),
    }),
  },
  regions,
  timeZone: "Z",
  method: "GET",

  endpoint: endpointOf,

  /** Parameters are in the URL for every method: a body would need a signed content type. */
  sign(call, endpoint, { accessKey, secretKey, securityToken }, { date, nonce }) {
    const method = call.method ?? this.method;
    const headers: Record<string, string> = {
      host: endpoint.host,
      accept: "application/json",
      "x-acs-action": call.action,
      "x-acs-version": call.version,
      "x-acs-date": toRfc3339(date),
      "x-acs-signature-nonce": nonce,
      "x-acs-content-sha256": sha256Hex(""),
      ...(securityToken && { "x-acs-security-token": securityToken, "x-acs-accesskey-id": accessKey }),
    };
    const query = canonicalQuery(call.parameters);
    const { authorization } = signAcs3({ accessKey, secretKey, method, query, headers, body: "" });
    return {
      method,
      url: `${endpoint.origin}/?${query}`,
      headers: { ...headers, authorization },
    };
  },

  /** Refusals are HTTP 4xx or 5xx with `Code` and `Message` at the top level. */
  open(body, { status }) {
    if (typeof body !== "object" || body === null || Object.keys(body).length === 0) return null;
    const vendorCode = text(field(body, "Code"));
    // Some services also send `Code` with an answer: 200 or OK, with the HTTP status 200.
    const isAnswer = status < 400 && (field(body, "Message") === undefined || GOOD.test(String(vendorCode)));
    if (vendorCode === undefined || isAnswer) return { payload: body };
    return {
      fault: {
        kind: meaningOf(vendorCode),
        vendorCode,
        message: text(field(body, "Message")) ?? "no message",
        requestId: text(field(body, "RequestId")),
        hint: hintFor(vendorCode),
      },
    };
  },
};
