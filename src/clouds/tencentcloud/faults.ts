import type { Fault } from "../cloud";

/**
 * Meanings of Tencent Cloud's error codes; the longest matching prefix counts, at a dot.
 * Sources: "Common error codes" of API 3.0; DescribeInstanceBackups, section 6; DescribeBackups, section 4; the error
 * codes of postgres, mongodb and cynosdb in the vendor's SDK for Python.
 */
const MEANINGS: Readonly<Record<string, Fault["kind"]>> = {
  AuthFailure: "credentials",
  "AuthFailure.SignatureExpire": "skew",
  "AuthFailure.UnauthorizedOperation": "denied",
  UnauthorizedOperation: "denied",
  OperationDenied: "denied",
  // The backup task of the instance is in a state that cannot be listed now.
  "OperationDenied.WrongStatus": "unavailable",
  "OperationDenied.ClusterStatusDeniedError": "unavailable",
  "OperationDenied.InstanceStatusDeniedError": "unavailable",
  "OperationDenied.InstanceStatusLimitError": "unavailable",
  "OperationDenied.InstanceStatusLimitOpError": "unavailable",
  "OperationDenied.ServerlessClusterStatusDenied": "unavailable",
  // The vendor's own spelling.
  "OperationDenied.ResourceNotFundError": "not-found",
  UnsupportedOperation: "usage",
  ResourceNotFound: "not-found",
  InstanceNotExist: "not-found",
  "InvalidParameter.InstanceNotFound": "not-found",
  "InvalidParameterValue.ClusterNotFound": "not-found",
  "InvalidParameterValue.InstanceHasBeenDeleted": "not-found",
  "InvalidParameterValue.InstanceNotExist": "not-found",
  "InvalidParameterValue.InstanceNotExists": "not-found",
  "InvalidParameterValue.InstanceNotFound": "not-found",
  "InvalidParameterValue.NotFoundInstance": "not-found",
  "InvalidParameter.PermissionDenied": "denied",
  InvalidParameter: "usage",
  InvalidParameterValue: "usage",
  MissingParameter: "usage",
  UnknownParameter: "usage",
  UnsupportedRegion: "usage",
  RequestLimitExceeded: "throttled",
  LimitExceeded: "throttled",
  InternalError: "unavailable",
  FailedOperation: "unavailable",
  "FailedOperation.CamAuthFailed": "denied",
  "FailedOperation.OperateFrequencyLimitedError": "throttled",
  ServiceUnavailable: "unavailable",
  ResourceUnavailable: "unavailable",
  ResourceInUse: "unavailable",
  CdbError: "unavailable",
  DBError: "unavailable",
};

/** Meaning of an error code; a code that is not known is not retried. */
export function meaningOf(code: string): Fault["kind"] {
  for (let prefix = code; prefix; prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf(".")))) {
    if (Object.hasOwn(MEANINGS, prefix)) return MEANINGS[prefix] as Fault["kind"];
  }
  return "invalid-response";
}
