/** Tencent Cloud, API 3.0. */

import type { ApiCall } from "../../clouds/call";
import type { Cloud } from "../../clouds/cloud";
import { canonicalQuery } from "../../clouds/crypto";
import { field, text } from "../../clouds/envelope";
import { toJson } from "../../core/json";
import { meaningOf } from "./faults";
import { credentialSources } from "./keys/credentials";
import { regions } from "./regions";
import { settings } from "./settings";
import { signTc3 } from "./signature";

/** Content types by method. Source: "Signature v3", which allows no other for GET. */
const CONTENT_TYPES = { POST: "application/json", GET: "application/x-www-form-urlencoded" } as const;
const REGION_HEADER = "X-TC-Region";
const ROOT_DOMAIN = "tencentcloudapi.com";
/** Finance regions are isolated and have their own hosts. Source: both documents, section 1. */
const FINANCE_REGION = /-fsi(?:-|$)/;

/** Parameters as query values: lists and objects with dots, such as `Filters.0.Name`. Source: "Signature v3", GET. */
function flattened(parameters: ApiCall["parameters"]): ApiCall["parameters"] {
  const flat = ([name, value]: readonly [string, unknown]): [string, string | undefined][] =>
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => flat([`${name}.${key}`, inner]))
      : [[name, value === undefined ? undefined : String(value)]];
  return Object.fromEntries(Object.entries(parameters).flatMap(flat));
}

export const tencentcloud: Cloud = {
  name: "tencentcloud",
  title: "Tencent Cloud",
  credentialSources,
  settings,
  domains: [ROOT_DOMAIN],
  // Source: CAM, "Syntax logic": version is 2.0, names of elements in lower case.
  policy: {
    service: "CAM",
    write: (statements) => ({
      version: "2.0",
      statement: statements.map((action) => ({ effect: "allow", action, resource: ["*"] })),
    }),
  },
  regions,
  timeZone: "+08:00",
  method: "POST",
  regionHeader: REGION_HEADER,

  endpoint(service, region, { domain = ROOT_DOMAIN }) {
    return FINANCE_REGION.test(region)
      ? `https://${service}.${region}.${domain}`
      : `https://${service}.${domain}`;
  },

  sign(call, endpoint, { accessKey, secretKey, securityToken }, { date }) {
    const method = call.method ?? this.method;
    const contentType = CONTENT_TYPES[method];
    const query = method === "GET" ? canonicalQuery(flattened(call.parameters)) : "";
    const body = method === "GET" ? "" : toJson(call.parameters);
    const { authorization, timestamp } = signTc3({
      accessKey,
      secretKey,
      service: call.service,
      method,
      query,
      headers: { host: endpoint.host, "content-type": contentType },
      body,
      date,
    });
    return {
      method,
      url: `${endpoint.origin}/${query && `?${query}`}`,
      headers: {
        Host: endpoint.host,
        "Content-Type": contentType,
        Authorization: authorization,
        "X-TC-Action": call.action,
        "X-TC-Version": call.version,
        [REGION_HEADER]: call.region,
        "X-TC-Timestamp": timestamp,
        "X-TC-Language": "en-US",
        ...(securityToken && { "X-TC-Token": securityToken }),
      },
      ...(method === "POST" && { body }),
    };
  },

  /** Refusals come with HTTP 200 in `Response.Error`. */
  open(body) {
    const response = field(body, "Response");
    if (typeof response !== "object" || response === null) return null;
    const error = field(response, "Error");
    if (error === undefined || error === null) return { payload: response };
    const vendorCode = text(field(error, "Code")) ?? "unknown";
    return {
      fault: {
        kind: meaningOf(vendorCode),
        vendorCode,
        message: text(field(error, "Message")) ?? "no message",
        requestId: text(field(response, "RequestId")),
      },
    };
  },
};
