import { signJdcloud2 } from "../../clouds/jdcloud/signature";
import { type EmulatedCloud, Refusal } from "../cloud";
import type { HttpRequest } from "../request";
import { equalInConstantTime, type Verifier } from "../verifier";

/** HTTP status and JD Cloud's word for it. Source: "Public Error Code Reference during Calling". */
const statuses = {
  INVALID_ARGUMENT: 400,
  ACCESS_ERROR: 401,
  NOT_FOUND: 404,
  HTTP_RATE_LIMIT_EXCEEDED: 429,
  HTTP_INTERNAL_SERVER_ERROR: 500,
} as const;

/** Refusal of JD Cloud's OpenAPI: the HTTP status is the error's code. */
export function refuse(status: keyof typeof statuses, message: string): Refusal {
  return new Refusal(status, message, statuses[status]);
}

/** Minutes by which x-jdcloud-date may be off. JD Cloud documents no number: this is the usual one. */
const skewMinutes = 15;

const PATH = /^\/v1\/regions\/([^/]+)\/cacheInstance\/([^/]+)\/backup$/;
const AUTHORIZATION =
  /^JDCLOUD2-HMAC-SHA256 Credential=([^/,\s]+)\/[^,\s]+, SignedHeaders=([^,\s]+), Signature=[0-9a-f]{64}$/;

/** JD Cloud OpenAPI. Source: "Signature", and the address in each operation's document. */
export const jdcloud: EmulatedCloud = {
  recognises: (request) => request.path.startsWith("/v1/regions/"),

  read(request) {
    const [, region, instanceId] = PATH.exec(request.path) ?? [];
    const read = region !== undefined && instanceId !== undefined && request.method === "GET";
    return {
      action: read ? "describeBackups" : `${request.method} ${request.path}`,
      region: region && decode(region),
      instanceId: instanceId && decode(instanceId),
      params: request.query,
    };
  },

  authenticate(request, call, service, verifier) {
    checkSignature(request, { service, region: call.region ?? "" }, verifier);
  },

  success: (payload, requestId) => ({ status: 200, body: { requestId, result: payload } }),
  failure: (refusal, requestId) => ({
    status: refusal.status,
    body: { requestId, error: { code: refusal.status, status: refusal.code, message: refusal.message } },
  }),
  unknownAction: (call) => refuse("NOT_FOUND", `no such operation: ${call.action}`),
  throttled: refuse("HTTP_RATE_LIMIT_EXCEEDED", "minute rate limit exceeded, role:ak"),
  broken: refuse("HTTP_INTERNAL_SERVER_ERROR", "internal server error"),
};

function checkSignature(
  request: HttpRequest,
  scope: { service: string; region: string },
  verifier: Verifier,
): void {
  const { headers } = request;
  const parts = AUTHORIZATION.exec(headers.authorization ?? "");
  if (!parts) throw refuse("ACCESS_ERROR", "lack of header authorization, or it is malformed");
  const [, accessKey = "", signedHeaders = ""] = parts;
  const names = signedHeaders.split(";");
  for (const name of ["x-jdcloud-date", "x-jdcloud-nonce"]) {
    if (!headers[name] || !names.includes(name)) throw refuse("ACCESS_ERROR", `lack of header ${name}`);
  }
  const timestamp = headers["x-jdcloud-date"] ?? "";
  const date = new Date(timestamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
  if (!verifier.isFresh(date, skewMinutes)) {
    throw refuse("ACCESS_ERROR", "x-jdcloud-date is malformed, or differs too much from the server's time");
  }
  const known = verifier.find(accessKey);
  if (!known) throw refuse("ACCESS_ERROR", "Invalid accessKey");
  if (!tokens(known.securityToken).includes(headers["x-jdcloud-security-token"] ?? "")) {
    throw refuse("ACCESS_ERROR", "x-jdcloud-security-token does not belong to the accessKey");
  }

  const token = "x-jdcloud-security-token";
  if (headers[token] && !names.includes(token)) throw refuse("ACCESS_ERROR", `${token} is not signed`);
  const { authorization } = signJdcloud2({
    accessKey,
    secretKey: known.secretKey,
    ...scope,
    method: request.method,
    path: decode(request.path),
    query: request.query,
    headers: Object.fromEntries(names.map((name) => [name, headers[name] ?? ""])),
    body: request.body,
    date,
  });
  if (!equalInConstantTime(headers.authorization ?? "", authorization)) {
    throw refuse("ACCESS_ERROR", "sign result is not same [gw]");
  }
  if (!verifier.useNonce(accessKey, headers["x-jdcloud-nonce"] ?? "")) {
    throw refuse("ACCESS_ERROR", "x-jdcloud-nonce was used before");
  }
}

/** The vendor's SDKs disagree on whether the token is sent as it is or in base64: both are accepted. */
function tokens(securityToken: string | undefined): string[] {
  return securityToken ? [securityToken, Buffer.from(securityToken).toString("base64")] : [""];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
