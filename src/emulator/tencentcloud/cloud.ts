import { signTc3 } from "../../vendors/tencentcloud/signature";
import { type AnyOperation, type Call, type EmulatedCloud, Refusal } from "../cloud";
import { type HttpRequest, readForm } from "../request";
import { equalInConstantTime, type Verifier } from "../verifier";

/** Refusal of Tencent Cloud's API 3.0: its errors come with HTTP 200. */
export function refuse(code: string, message: string): Refusal {
  return new Refusal(code, message, 200);
}

/** A required parameter is absent. Source: "Common Error Codes". */
export function missing(parameter: string): Refusal {
  return refuse("MissingParameter", `The request is missing a required parameter \`${parameter}\`.`);
}

/** The notation of times in parameters. */
export const WALL_CLOCK = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** Allowed difference of a timestamp, in minutes. Source: "Common Params", X-TC-Timestamp. */
const skewMinutes = 5;

const AUTHORIZATION =
  /^TC3-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{4}-\d{2}-\d{2})\/([^/,\s]+)\/tc3_request, ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/;

/** Tencent Cloud API 3.0. Source: "Common Params" and "Signature v3". */
export const cloud: EmulatedCloud = {
  recognises: (request) => "x-tc-action" in request.headers,

  read(request) {
    const { headers } = request;
    const params = request.method === "GET" ? unflatten(readForm(request.rawQuery)) : readJson(request);
    return {
      action: headers["x-tc-action"] ?? "",
      version: headers["x-tc-version"],
      region: headers["x-tc-region"],
      params,
    };
  },

  authenticate,
  regionField: "Region",
  check,
  integer,
  missing,
  invalid: (parameter, problem, code = "InvalidParameterValue") => refuse(code, `${parameter} ${problem}.`),
  success: (payload, requestId) => ({
    status: 200,
    body: { Response: { ...payload, RequestId: requestId } },
  }),
  failure: (refusal, requestId) => ({
    status: refusal.status,
    body: { Response: { Error: { Code: refusal.code, Message: refusal.message }, RequestId: requestId } },
  }),
  unknownAction: (call) => refuse("InvalidAction", `The action \`${call.action}\` is not known to this API.`),
  denied: refuse("UnauthorizedOperation", "You are not authorized to perform the operation."),
  throttled: refuse("RequestLimitExceeded", "Your current request times exceed the limit of this API."),
  broken: refuse("InternalError", "An internal error has occurred. Retry your request."),
};

function authenticate(request: HttpRequest, call: Call, service: string, verifier: Verifier): void {
  const { headers } = request;
  const parts = AUTHORIZATION.exec(headers.authorization ?? "");
  if (!parts) {
    throw refuse("AuthFailure.InvalidAuthorization", "The Authorization header is missing or malformed.");
  }
  const [, secretId = "", day, scopeService = "", signedHeaders = "", signature = ""] = parts;
  const timestamp = headers["x-tc-timestamp"] ?? "";
  if (!/^\d{1,11}$/.test(timestamp)) throw missing("Timestamp");
  const date = new Date(Number(timestamp) * 1000);
  if (!verifier.isFresh(date, skewMinutes)) {
    throw refuse(
      "AuthFailure.SignatureExpire",
      "The signature has expired: Timestamp differs by over five minutes.",
    );
  }
  const known = verifier.find(secretId);
  if (!known) throw refuse("AuthFailure.SecretIdNotFound", "The SecretId is not found.");
  if ((headers["x-tc-token"] ?? "") !== (known.securityToken ?? "")) {
    throw refuse("AuthFailure.TokenFailure", "The token does not belong to the SecretId.");
  }

  const mismatch = refuse(
    "AuthFailure.SignatureFailure",
    "The provided credentials could not be validated. Please check your signature is correct.",
  );
  const names = signedHeaders.split(";");
  const host = headers.host ?? "";
  const hostname = host.replace(/:\d+$/, "");
  // An SDK with another address signs for the first label of the host as service.
  const services = [service, hostname.split(".")[0]];
  if (day !== date.toISOString().slice(0, 10) || !services.includes(scopeService)) throw mismatch;
  if (!names.includes("content-type") || !names.includes("host")) throw mismatch;
  const signed = Object.fromEntries(names.map((name) => [name, headers[name] ?? ""]));
  // The official SDKs sign the host without its port and send it with the port.
  const genuine = [host, hostname].some((signedHost) =>
    equalInConstantTime(
      signature,
      signTc3({
        accessKey: secretId,
        secretKey: known.secretKey,
        service: scopeService,
        method: request.method,
        query: request.rawQuery,
        headers: { ...signed, host: signedHost },
        body: request.body,
        date,
      }).signature,
    ),
  );
  if (!genuine) throw mismatch;
  if (!call.version) throw missing("Version");
  if (!call.region) throw missing("Region");
}

/** Throws a {@link Refusal} for another version or an unknown parameter. */
function check(call: Call, { version, page: names }: AnyOperation, parameters: readonly string[]): void {
  if (call.version !== version) {
    throw refuse("NoSuchVersion", `The API version \`${call.version}\` does not exist.`);
  }
  const known = [...parameters, names.size, names.offset];
  const unknown = Object.keys(call.params).find((name) => !known.includes(name));
  if (unknown) throw refuse("UnknownParameter", `The parameter \`${unknown}\` is not recognized.`);
}

/** A parameter has a value of another type. */
export function wrongType(parameter: string): Refusal {
  return refuse("InvalidParameter", `The value type of parameter \`${parameter}\` is not valid.`);
}

/** An integer parameter, or `fallback`. Digits as text are an integer only in a GET request. */
export function integer(call: Call, name: string, fallback: number): number {
  const value = call.params[name] ?? fallback;
  if (!Number.isSafeInteger(value)) throw wrongType(name);
  return value as number;
}

/** A text parameter, or undefined. */
export function text(call: Call, name: string): string | undefined {
  const value = call.params[name];
  if (value !== undefined && typeof value !== "string") throw wrongType(name);
  return value;
}

function readJson(request: HttpRequest): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(request.body || "{}");
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Refused below, like JSON of another kind.
  }
  throw refuse("InvalidParameter", "The request body is not a JSON object.");
}

/** Parameters of a GET request: `Status.0=2` is an array's first element, and digits are an integer. */
function unflatten(query: Record<string, string>): Record<string, unknown> {
  const params: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(query)) {
    const scalar = /^-?\d{1,15}$/.test(value) ? Number(value) : value;
    const [, array] = /^(\w+)\.\d+$/.exec(name) ?? [];
    if (array) params[array] = [...((params[array] as unknown[] | undefined) ?? []), scalar];
    else params[name] = scalar;
  }
  return params;
}
