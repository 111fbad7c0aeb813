import type { Fault } from "../cloud";

/**
 * Meanings of Tencent Cloud's error codes; the longest matching prefix counts, at a dot.
 * Sources: "Common error codes" of API 3.0; DescribeInstanceBackups, section 6; DescribeBackups, section 4.
 */
const MEANINGS: Readonly<Record<string, Fault["kind"]>> = {
  AuthFailure: "credentials",
  "AuthFailure.SignatureExpire": "skew",
  "AuthFailure.UnauthorizedOperation": "denied",
  UnauthorizedOperation: "denied",
  OperationDenied: "denied",
  // The backup task of the instance is in a state that cannot be listed now.
  "OperationDenied.WrongStatus": "unavailable",
  UnsupportedOperation: "usage",
  ResourceNotFound: "not-found",
  "InvalidParameter.InstanceNotFound": "not-found",
  "InvalidParameterValue.InstanceNotExists": "not-found",
  "InvalidParameterValue.NotFoundInstance": "not-found",
  InvalidParameter: "usage",
  InvalidParameterValue: "usage",
  MissingParameter: "usage",
  UnknownParameter: "usage",
  UnsupportedRegion: "usage",
  RequestLimitExceeded: "throttled",
  LimitExceeded: "throttled",
  InternalError: "unavailable",
  FailedOperation: "unavailable",
  ServiceUnavailable: "unavailable",
  ResourceUnavailable: "unavailable",
  ResourceInUse: "unavailable",
  CdbError: "unavailable",
};

/** Meaning of an error code; a code that is not known is not retried. */
export function meaningOf(code: string): Fault["kind"] {
  for (let prefix = code; prefix; prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf(".")))) {
    if (Object.hasOwn(MEANINGS, prefix)) return MEANINGS[prefix] as Fault["kind"];
  }
  return "invalid-response";
}
