import { randomUUID } from "node:crypto";
import { parse, parseNumberAndBigInt } from "lossless-json";
import { canonicalQuery, sha256Hex } from "../../src/clouds/crypto";
import { toRfc3339 } from "../../src/core/time";
import { demoCredentials, type Emulator } from "../../src/emulator";
import { signRpcV1 } from "../../src/emulator/alicloud/signature-v1";
import { signAcs3 } from "../../src/vendors/alicloud/signature";
import { canonicalPath, signJdcloud2 } from "../../src/vendors/jdcloud/signature";
import { signTc3 } from "../../src/vendors/tencentcloud/signature";

/** What a test changes of a signed request. */
export interface Signing {
  accessKey?: string;
  secretKey?: string;
  token?: string;
  date?: Date;
  nonce?: string;
  /** Headers that are added, or changed after they were signed. */
  tamper?: Record<string, string>;
}

/** An answer, with integers as bigints, so that none is rounded. */
export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON was answered
  body: any;
}

async function send(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, { redirect: "manual", ...init });
  const text = await response.text();
  const json = response.headers.get("content-type") === "application/json";
  return {
    status: response.status,
    headers: response.headers,
    body: json ? parse(text, undefined, parseNumberAndBigInt) : text,
  };
}

const apis = {
  redis: { action: "DescribeInstanceBackups", version: "2018-04-12" },
  cdb: { action: "DescribeBackups", version: "2017-03-20" },
  postgres: { action: "DescribeBaseBackups", version: "2017-03-12" },
};

/** Asks a Tencent Cloud listing with a TC3 signature. */
export function askTencent(
  emulator: Emulator,
  service: keyof typeof apis,
  params: Record<string, unknown>,
  options: Signing & { region?: string; method?: "GET" | "POST"; query?: string; host?: string } = {},
): Promise<Answer> {
  const method = options.method ?? "POST";
  const body = method === "GET" ? "" : JSON.stringify(params);
  const contentType = method === "GET" ? "application/x-www-form-urlencoded" : "application/json";
  const { authorization, timestamp } = signTc3({
    accessKey: options.accessKey ?? demoCredentials.accessKey,
    secretKey: options.secretKey ?? demoCredentials.secretKey,
    service,
    headers: { host: options.host ?? new URL(emulator.url).host, "content-type": contentType },
    body,
    date: options.date ?? new Date(),
    method,
    query: options.query ?? "",
  });
  return send(`${emulator.url}/${options.query ? `?${options.query}` : ""}`, {
    method,
    body: method === "GET" ? undefined : body,
    headers: {
      authorization,
      "content-type": contentType,
      "x-tc-action": apis[service].action,
      "x-tc-version": apis[service].version,
      "x-tc-timestamp": timestamp,
      "x-tc-region": options.region ?? "ap-guangzhou",
      ...(options.token ? { "x-tc-token": options.token } : {}),
      ...options.tamper,
    },
  });
}

/** Asks the Alibaba Cloud listing with an ACS3 signature. */
export function askAlicloud(
  emulator: Emulator,
  query: Record<string, string>,
  options: Signing & { action?: string; method?: "GET" | "POST"; bodyHash?: string } = {},
): Promise<Answer> {
  const headers: Record<string, string> = {
    host: new URL(emulator.url).host,
    "x-acs-action": options.action ?? "DescribeBackups",
    "x-acs-version": "2015-01-01",
    "x-acs-date": toRfc3339(options.date ?? new Date()),
    "x-acs-signature-nonce": options.nonce ?? randomUUID(),
    "x-acs-content-sha256": options.bodyHash ?? sha256Hex(""),
    ...(options.token ? { "x-acs-security-token": options.token } : {}),
  };
  const method = options.method ?? "GET";
  const signed = signAcs3({
    accessKey: options.accessKey ?? demoCredentials.accessKey,
    secretKey: options.secretKey ?? demoCredentials.secretKey,
    method,
    query: canonicalQuery(query),
    headers,
    body: "",
  });
  const { host: _, ...sent } = headers;
  return send(`${emulator.url}/?${canonicalQuery(query)}`, {
    method,
    headers: { ...sent, authorization: signed.authorization, ...options.tamper },
  });
}

/** Asks the Alibaba Cloud listing with the older signature in the query. */
export function askAlicloudV1(
  emulator: Emulator,
  query: Record<string, string>,
  options: Signing = {},
): Promise<Answer> {
  const params: Record<string, string> = {
    Action: "DescribeBackups",
    Version: "2015-01-01",
    Format: "JSON",
    Timestamp: toRfc3339(options.date ?? new Date()),
    SignatureMethod: "HMAC-SHA1",
    SignatureVersion: "1.0",
    SignatureNonce: options.nonce ?? randomUUID(),
    AccessKeyId: options.accessKey ?? demoCredentials.accessKey,
    ...(options.token ? { SecurityToken: options.token } : {}),
    ...query,
  };
  const Signature = signRpcV1(options.secretKey ?? demoCredentials.secretKey, "GET", params);
  return send(`${emulator.url}/?${canonicalQuery({ ...params, Signature })}`, { method: "GET" });
}

/** Asks the JD Cloud listing. */
export function askJdcloud(
  emulator: Emulator,
  instanceId: string,
  query: Record<string, string> = {},
  options: Signing & { region?: string } = {},
): Promise<Answer> {
  const region = options.region ?? "cn-north-1";
  const headers: Record<string, string> = {
    host: new URL(emulator.url).host,
    "x-jdcloud-nonce": options.nonce ?? randomUUID(),
    ...(options.token ? { "x-jdcloud-security-token": options.token } : {}),
  };
  const path = canonicalPath(`/v1/regions/${region}/cacheInstance/${instanceId}/backup`);
  const signed = signJdcloud2({
    accessKey: options.accessKey ?? demoCredentials.accessKey,
    secretKey: options.secretKey ?? demoCredentials.secretKey,
    service: "redis",
    region,
    method: "GET",
    path,
    query: canonicalQuery(query),
    headers,
    body: "",
    date: options.date ?? new Date(),
  });
  const { host: _, ...sent } = headers;
  return send(`${emulator.url}${path}?${canonicalQuery(query)}`, {
    headers: {
      ...sent,
      "x-jdcloud-date": signed.timestamp,
      authorization: signed.authorization,
      ...options.tamper,
    },
  });
}
