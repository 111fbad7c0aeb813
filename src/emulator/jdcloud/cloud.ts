import { canonicalQuery } from "../../clouds/crypto";
import { canonicalPath, signJdcloud2 } from "../../vendors/jdcloud/signature";
import { type Call, type EmulatedCloud, Refusal } from "../cloud";
import type { HttpRequest } from "../request";
import { equalInConstantTime, type Verifier } from "../verifier";
import { isWithin, timeIn } from "../window";

/** HTTP status and JD Cloud's word for it. Source: "Public Error Code Reference during Calling". */
const statuses = {
  INVALID_ARGUMENT: 400,
  ACCESS_ERROR: 401,
  HTTP_FORBIDDEN: 403,
  NOT_FOUND: 404,
  HTTP_RATE_LIMIT_EXCEEDED: 429,
  HTTP_INTERNAL_SERVER_ERROR: 500,
} as const;

/** Refusal of JD Cloud's OpenAPI: the HTTP status is the error's code. */
export function refuse(status: keyof typeof statuses, message: string): Refusal {
  return new Refusal(status, message, statuses[status]);
}

function invalid(parameter: string, problem: string): Refusal {
  return refuse("INVALID_ARGUMENT", `${parameter} ${problem}`);
}

/** Allowed difference of x-jdcloud-date, in minutes. JD Cloud documents no number; this is the usual one. */
const skewMinutes = 15;

const AUTHORIZATION =
  /^JDCLOUD2-HMAC-SHA256 Credential=([^/,\s]+)\/[^,\s]+, SignedHeaders=([^,\s]+), Signature=[0-9a-f]{64}$/;

/** JD Cloud OpenAPI. Source: "Signature", and the address in each operation's document. */
export const cloud: EmulatedCloud = {
  recognises: (request) => request.path.startsWith("/v1/regions/"),

  read(request, operations) {
    const operation = operations.find(({ path }) => placesIn(path, request.path));
    const { region, instance } = placesIn(operation?.path, request.path) ?? {};
    const known = operation && request.method === "GET";
    return {
      action: known ? operation.action : `${request.method} ${request.path}`,
      // Services have operations with the same name, so the path is needed.
      version: operation?.version,
      path: operation?.path,
      region: region && decode(region),
      instanceId: instance && decode(instance),
      params: request.query,
    };
  },

  authenticate,
  regionField: "regionId",
  integer(call, name, fallback) {
    const value = call.params[name];
    if (value !== undefined && !/^\d{1,9}$/.test(String(value))) throw invalid(name, "must be an integer");
    return Number(value ?? fallback);
  },
  missing: (parameter) => invalid(parameter, "is required"),
  invalid,
  success: (payload, requestId) => ({ status: 200, body: { requestId, result: payload } }),
  failure: (refusal, requestId) => ({
    status: refusal.status,
    body: { requestId, error: { code: refusal.status, status: refusal.code, message: refusal.message } },
  }),
  unknownAction: (call) => refuse("NOT_FOUND", `no such operation: ${call.action}`),
  denied: refuse("HTTP_FORBIDDEN", "no permission"),
  throttled: refuse("HTTP_RATE_LIMIT_EXCEEDED", "minute rate limit exceeded, role:ak"),
  broken: refuse("HTTP_INTERNAL_SERVER_ERROR", "internal server error"),
};

/** The values of `{region}` and `{instance}` in a path; undefined if it does not match the template. */
function placesIn(template: string | undefined, path: string): Record<string, string> | undefined {
  if (template === undefined) return undefined;
  return new RegExp(`^${template.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`).exec(path)?.groups;
}

function authenticate(
  request: HttpRequest,
  { region = "" }: Call,
  service: string,
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
  const token = "x-jdcloud-security-token";
  if (!tokens(known.securityToken).includes(headers[token] ?? "")) {
    throw refuse("ACCESS_ERROR", `${token} does not belong to the accessKey`);
  }
  if (headers[token] && !names.includes(token)) throw refuse("ACCESS_ERROR", `${token} is not signed`);
  const { authorization } = signJdcloud2({
    accessKey,
    secretKey: known.secretKey,
    service,
    region,
    method: request.method,
    path: canonicalPath(decode(request.path)),
    query: canonicalQuery(request.query),
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

/** Some of the vendor's SDKs send the token as it is, others in base64: both are accepted. */
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

/** The format of the filters is not documented; this is the format of the times in the answer. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Whether a row's time is between startTime and endTime of a call; each may be missing. */
export function inWindow(call: Call): (startTime: unknown) => boolean {
  const [start, end] = ["startTime", "endTime"].map((name) =>
    timeIn(call.params[name], TIME, "Z", invalid(name, "must be like 2018-04-04T06:01:46Z")),
  );
  return (startTime) => isWithin(startTime, "Z", start, end);
}
