/** Tencent Cloud, API 3.0. */

import type { Cloud } from "../../clouds/cloud";
import { field, text } from "../../clouds/envelope";
import { toJson } from "../../core/json";
import { meaningOf } from "./faults";
import { credentialSources } from "./keys/credentials";
import { regions } from "./regions";
import { signTc3 } from "./signature";

const CONTENT_TYPE = "application/json";
const REGION_HEADER = "X-TC-Region";
const ROOT_DOMAIN = "tencentcloudapi.com";
/** Finance regions are isolated and have a host of their own. Source: both documents, section 1. */
const FINANCE_REGION = /-fsi(?:-|$)/;

export const tencentcloud: Cloud = {
  name: "tencentcloud",
  title: "Tencent Cloud",
  credentialSources,
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
    const body = toJson(call.parameters);
    const { authorization, timestamp } = signTc3({
      secretId: accessKey,
      secretKey,
      service: call.service,
      host: endpoint.host,
      contentType: CONTENT_TYPE,
      body,
      date,
    });
    return {
      method: this.method,
      url: `${endpoint.origin}/`,
      headers: {
        Host: endpoint.host,
        "Content-Type": CONTENT_TYPE,
        Authorization: authorization,
        "X-TC-Action": call.action,
        "X-TC-Version": call.version,
        [REGION_HEADER]: call.region,
        "X-TC-Timestamp": timestamp,
        "X-TC-Language": "en-US",
        ...(securityToken && { "X-TC-Token": securityToken }),
      },
      body,
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
