import type { Fault } from "../../clouds/call";

/**
 * Meanings of Tencent Cloud's error codes that their ends do not show; the longest prefix up to a dot counts. Sources:
 * "Common error codes" of API 3.0; DescribeInstanceBackups, section 6; DescribeBackups, section 4; the error codes of
 * all services and of each operation in the vendor's SDKs for Python and Go.
 */
const MEANINGS: Readonly<Record<string, Fault["kind"]>> = {
  AuthFailure: "credentials",
  "AuthFailure.SignatureExpire": "skew",
  "AuthFailure.UnauthorizedOperation": "denied",
  UnauthorizedOperation: "denied",
  OperationDenied: "denied",
  // The instance's backup task is in a state that cannot be listed now.
  "OperationDenied.WrongStatus": "unavailable",
  UnsupportedOperation: "usage",
  ResourceNotFound: "not-found",
  "InvalidParameterValue.InstanceHasBeenDeleted": "not-found",
  "InvalidParameter.PermissionDenied": "denied",
  InvalidParameter: "usage",
  // The operation itself is unknown there.
  "InvalidParameter.ControllerNotFoundError": "invalid-response",
  "InvalidParameter.ActionNotFound": "invalid-response",
  InvalidParameterValue: "usage",
  // Where a cluster's data and backups are.
  "InvalidParameterValue.StoragePoolNotFound": "not-found",
  MissingParameter: "usage",
  UnknownParameter: "usage",
  UnsupportedRegion: "usage",
  RequestLimitExceeded: "throttled",
  LimitExceeded: "throttled",
  InternalError: "unavailable",
  // About the role that is to be assumed: asking again would not help. Source: STS, error codes.
  "InternalError.GetRoleError": "denied",
  "InternalError.IllegalRole": "denied",
  FailedOperation: "unavailable",
  "FailedOperation.CamAuthFailed": "denied",
  "FailedOperation.OperateFrequencyLimitedError": "throttled",
  ServiceUnavailable: "unavailable",
  ResourceUnavailable: "unavailable",
  ResourceInUse: "unavailable",
  CdbError: "unavailable",
  DBError: "unavailable",
};

/**
 * Prefixes that decide without the end of the code: keys, signatures, permissions, the region, unknown parameters,
 * throttles.
 */
const DECIDED =
  /^(?:AuthFailure|Unauthorized|UnsupportedRegion|UnknownParameter|RequestLimitExceeded|LimitExceeded)/;

/** Meanings by the end of a code, because services use different prefixes. `NotFund` is the vendor's own spelling. */
const TAILS: readonly (readonly [RegExp, Fault["kind"]])[] = [
  [/(?:Instance|Cluster|Resource)Not(?:Found|Fund|Exist)\w*$|NotFound(?:Instance|Cluster)$/, "not-found"],
  [/(?:Instance|Cluster)Status\w*$/, "unavailable"],
];

/** Meaning of an error code; an unknown code is not retried. */
export function meaningOf(code: string): Fault["kind"] {
  const tail = DECIDED.test(code) ? undefined : TAILS.find(([pattern]) => pattern.test(code));
  if (tail) return tail[1];
  for (let prefix = code; prefix; prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf(".")))) {
    if (Object.hasOwn(MEANINGS, prefix)) return MEANINGS[prefix] as Fault["kind"];
  }
  return "invalid-response";
}
