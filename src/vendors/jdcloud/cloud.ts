/** JD Cloud, REST-style OpenAPI with one global host per service; the region is in the path. */

import type { Fault } from "../../clouds/call";
import type { Cloud } from "../../clouds/cloud";
import { canonicalQuery } from "../../clouds/crypto";
import { field, text } from "../../clouds/envelope";
import { toJson } from "../../core/json";
import { credentialSources } from "./keys/credentials";
import { settings } from "./settings";
import { canonicalPath, signJdcloud2 } from "./signature";

/** Meanings of the error's code, which is also the HTTP status. Source: "Public error code reference". */
const MEANINGS: Readonly<Record<string, Fault["kind"]>> = {
  400: "usage",
  401: "credentials",
  403: "denied",
  404: "not-found",
  429: "throttled",
  500: "unavailable",
  502: "unavailable",
  503: "unavailable",
  504: "unavailable",
};

function meaningOf(code: string): Fault["kind"] | undefined {
  return Object.hasOwn(MEANINGS, code) ? MEANINGS[code] : undefined;
}

export const jdcloud: Cloud = {
  name: "jdcloud",
  title: "JD Cloud",
  credentialSources,
  settings,
  domains: ["jdcloud-api.com"],
  // Source: IAM, "Policy syntax": Version is 3.
  policy: {
    service: "IAM",
    write: (statements) => ({
      Version: "3",
      Statement: statements.map((Action) => ({ Effect: "Allow", Action, Resource: ["*"] })),
    }),
  },
  // Source: the vendor's SDK for Go.
  regions: new Set(["cn-east-1", "cn-east-2", "cn-north-1", "cn-south-1"]),
  timeZone: "Z",
  method: "GET",

  endpoint: (service) => `https://${service}.jdcloud-api.com`,

  sign(call, endpoint, { accessKey, secretKey, securityToken }, { date, nonce }) {
    const headers: Record<string, string> = {
      host: endpoint.host,
      "content-type": "application/json",
      "x-jdcloud-nonce": nonce,
      ...(securityToken && { "x-jdcloud-security-token": securityToken }),
    };
    const method = call.method ?? this.method;
    const isGet = method === "GET";
    const body = isGet ? "" : toJson(call.parameters);
    const path = canonicalPath(call.path ?? "/");
    const query = isGet ? canonicalQuery(call.parameters) : "";
    const { authorization, timestamp } = signJdcloud2({
      accessKey,
      secretKey,
      service: call.service,
      region: call.region,
      method,
      path,
      query,
      headers,
      body,
      date,
    });
    return {
      method,
      url: `${endpoint.origin}${path}${query && `?${query}`}`,
      headers: { ...headers, "x-jdcloud-date": timestamp, authorization },
      ...(!isGet && { body }),
    };
  },

  /** The HTTP status of a refusal equals `error.code`; a result is in `result`. */
  open(body, { status }) {
    const requestId = text(field(body, "requestId"));
    const error = field(body, "error");
    if (typeof error === "object" && error !== null) {
      const code = text(field(error, "code")) ?? String(status);
      return {
        fault: {
          kind: meaningOf(code) ?? meaningOf(String(status)) ?? "invalid-response",
          vendorCode: text(field(error, "status")) ?? code,
          message: text(field(error, "message")) ?? "no message",
          requestId,
        },
      };
    }
    const result = field(body, "result");
    return typeof result === "object" && result !== null ? { payload: result } : null;
  },
};
