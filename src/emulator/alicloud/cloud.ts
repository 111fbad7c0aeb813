import { canonicalQuery, sha256Hex } from "../../clouds/crypto";
import { signAcs3 } from "../../vendors/alicloud/signature";
import { type Call, type EmulatedCloud, Refusal } from "../cloud";
import { type HttpRequest, readForm } from "../request";
import { equalInConstantTime, type Verifier } from "../verifier";
import { isWithin, timeIn } from "../window";
import { signRpcV1 } from "./signature-v1";

/** Refusal of Alibaba Cloud's OpenAPI. */
export function refuse(code: string, message: string, status = 400): Refusal {
  return new Refusal(code, message, status);
}

/** A required parameter is absent. Source: the gateway's common error codes, `Missing<Parameter>`. */
export function missing(parameter: string): Refusal {
  return refuse(`Missing${parameter}`, `${parameter} is mandatory for this action.`);
}

/** The operation does not list instances of this kind. */
export const WRONG_OPERATION = refuse(
  "IncorrectDBInstanceType",
  "Current DB instance type does not support this operation.",
);

/** Sizes of most pages. Sources: PageSize of DescribeBackups, of RDS, PolarDB and MongoDB. */
export const PAGES = { default: 30, max: 100, only: [30, 50, 100] };

/** Allowed difference of a request's time, in minutes. Source: "Common error codes", InvalidTimeStamp.Expired. */
const skewMinutes = 15;

const mismatch = refuse(
  "SignatureDoesNotMatch",
  "The request signature does not conform to Aliyun standards: it is not the one we calculated.",
);
const incomplete = refuse(
  "IncompleteSignature",
  "The request signature does not conform to Aliyun standards.",
);

const AUTHORIZATION =
  /^ACS3-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;

/** Parameters of every RPC request. Source: "Common parameters". */
const COMMON =
  /^(?:Action|Version|Format|Timestamp|AccessKeyId|SecurityToken|Signature(?:Method|Version|Nonce)?)$/;

/** Alibaba Cloud OpenAPI: signature version 3 (ACS3, in headers) and version 1 (RPC, in parameters). */
export const cloud: EmulatedCloud = {
  recognises: (request) => isAcs3(request) || "Action" in parametersOf(request),

  read(request) {
    const params = parametersOf(request);
    const acs3 = isAcs3(request);
    return {
      action: (acs3 ? request.headers["x-acs-action"] : params.Action) ?? "",
      version: acs3 ? request.headers["x-acs-version"] : params.Version,
      region: params.RegionId,
      method: request.method,
      params: acs3
        ? params
        : Object.fromEntries(Object.entries(params).filter(([name]) => !COMMON.test(name))),
    };
  },

  authenticate(request, call, _service, verifier) {
    const accessKey = isAcs3(request) ? checkAcs3(request, verifier) : checkRpcV1(request, verifier);
    const nonce = isAcs3(request)
      ? request.headers["x-acs-signature-nonce"]
      : parametersOf(request).SignatureNonce;
    if (!nonce) throw missing("SignatureNonce");
    if (!verifier.useNonce(accessKey, nonce)) {
      throw refuse("SignatureNonceUsed", "Specified signature nonce was used already.");
    }
    if (!call.version) throw missing("Version");
  },

  check(call, operation) {
    if (call.version !== operation.version) {
      throw refuse("InvalidVersion", "Specified parameter Version is not valid.");
    }
    if (operation.method !== undefined && call.method !== operation.method) {
      throw refuse("UnsupportedHTTPMethod", "This http method is not supported.", 403);
    }
  },

  regionField: "RegionId",
  integer(call, name, fallback) {
    const value = call.params[name];
    if (value !== undefined && !/^\d{1,9}$/.test(String(value))) throw invalid(name);
    return Number(value ?? fallback);
  },
  // Source of MaxResults: DescribeClusterBackupList: the number of records in this answer, not of all that match.
  echo: ({ size, offset }, { total }, rows) => ({
    PageNumber: offset / size + 1,
    PageSize: size,
    ...(total === null && { MaxResults: rows }),
  }),
  missing,
  invalid,

  success: (payload, requestId) => ({ status: 200, body: { ...payload, RequestId: requestId } }),
  failure: (refusal, requestId) => ({
    status: refusal.status,
    body: {
      Code: refusal.code,
      Message: refusal.message,
      RequestId: requestId,
      HostId: "r-kvstore.aliyuncs.com",
      Recommend: `https://api.aliyun.com/troubleshoot?q=${refusal.code}&product=R-kvstore`,
    },
  }),
  unknownAction: () => refuse("InvalidAction.NotFound", "Specified api is not found.", 404),
  denied: refuse("Forbidden.RAM", "User not authorized to operate on the specified resource.", 403),
  throttled: refuse("Throttling.User", "Request was denied due to user flow control."),
  broken: refuse(
    "ServiceUnavailable",
    "The request has failed due to a temporary failure of the server.",
    503,
  ),
  retryHeaders: (seconds) => ({ "x-acs-retry-after": String(seconds * 1000) }),
};

/** The refusal for an invalid parameter. */
export function invalid(parameter: string): Refusal {
  return refuse(`Invalid${parameter}.Malformed`, `The Specified parameter ${parameter} is not valid.`);
}

/** A time that the vendor requires, in whole minutes. */
function minute(call: Call, name: "StartTime" | "EndTime"): Date {
  const time = timeIn(call.params[name], /^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/, "Z", invalid(name));
  if (!time) throw missing(name);
  return time;
}

/** Whether a row's time is in the window of a call; both ends are required. */
export function inWindow(call: Call): (startTime: unknown) => boolean {
  const [start, end] = [minute(call, "StartTime"), minute(call, "EndTime")];
  if (end <= start) throw invalid("EndTime");
  return (startTime) => isWithin(startTime, "Z", start, end);
}

/** Requests of version 1 have the signature among their parameters; some clients also send x-acs-action. */
function isAcs3(request: HttpRequest): boolean {
  return "x-acs-action" in request.headers && !("Signature" in parametersOf(request));
}

function parametersOf(request: HttpRequest): Record<string, string> {
  const form = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
  return form ? { ...request.query, ...readForm(request.body) } : request.query;
}

/** @returns the access key, once it is known to have signed the request */
function checkAcs3(request: HttpRequest, verifier: Verifier): string {
  const { headers } = request;
  const parts = AUTHORIZATION.exec(headers.authorization ?? "");
  if (!parts) throw incomplete;
  const [, accessKey = "", signedHeaders = "", signature = ""] = parts;
  const names = signedHeaders.split(";");
  for (const name of ["host", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-content-sha256"]) {
    if (!headers[name] || !names.includes(name)) throw incomplete;
  }
  const mustSign = Object.keys(headers).filter(
    (name) => name === "content-type" || name.startsWith("x-acs-"),
  );
  if (!mustSign.every((name) => names.includes(name))) throw incomplete;
  const secretKey = checkKey(accessKey, headers["x-acs-date"], headers["x-acs-security-token"], verifier);
  const expected = signAcs3({
    accessKey,
    secretKey,
    method: request.method,
    query: canonicalQuery(request.query),
    headers: Object.fromEntries(names.map((name) => [name, headers[name] ?? ""])),
    body: request.body,
  });
  if (headers["x-acs-content-sha256"] !== sha256Hex(request.body)) throw mismatch;
  if (!equalInConstantTime(signature, expected.signature)) throw mismatch;
  return accessKey;
}

/** @returns the access key, once it is known to have signed the request */
function checkRpcV1(request: HttpRequest, verifier: Verifier): string {
  const params = parametersOf(request);
  if (params.SignatureMethod !== "HMAC-SHA1" || params.SignatureVersion !== "1.0") throw incomplete;
  if (!params.AccessKeyId || !params.Signature) throw incomplete;
  const secretKey = checkKey(params.AccessKeyId, params.Timestamp, params.SecurityToken, verifier);
  if (!equalInConstantTime(params.Signature, signRpcV1(secretKey, request.method, params))) throw mismatch;
  return params.AccessKeyId;
}

/** @returns the secret key of an access key, if time and token are right */
function checkKey(
  accessKey: string,
  timestamp: string | undefined,
  token: string | undefined,
  verifier: Verifier,
): string {
  const illFormed = refuse(
    "InvalidTimeStamp.Format",
    "Specified time stamp or date value is not well formatted.",
  );
  const date = timeIn(timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, "Z", illFormed);
  if (!date) throw illFormed;
  if (!verifier.isFresh(date, skewMinutes)) {
    throw refuse("InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
  }
  const known = verifier.find(accessKey);
  if (!known) throw refuse("InvalidAccessKeyId.NotFound", "Specified access key is not found.", 404);
  if (known.securityToken && !token) throw missing("SecurityToken");
  if ((token ?? "") !== (known.securityToken ?? "")) {
    throw refuse(
      "InvalidSecurityToken.MismatchWithAccessKey",
      "Specified SecurityToken mismatch with AccessKey.",
    );
  }
  return known.secretKey;
}
