import type { Fault } from "../../src/clouds/call";
import { meaningOf as alicloud } from "../../src/vendors/alicloud/faults";
import { jdcloud } from "../../src/vendors/jdcloud/cloud";
import { meaningOf as tencentcloud } from "../../src/vendors/tencentcloud/faults";

type Kind = Fault["kind"];
type Codes = Readonly<Partial<Record<Kind, string>>>;

/**
 * The codes that the vendor publishes for each operation that is asked.
 * Source: tencentcloud-sdk-go, the error codes at each operation of client.go, 2026-11.
 */
const TENCENTCLOUD: Readonly<Record<string, Codes>> = {
  "redis DescribeInstanceBackups": {
    unavailable: "FailedOperation.SystemError InternalError.DbOperationFailed InternalError.InternalError",
    usage: "InvalidParameter.InvalidParameter UnsupportedOperation",
    denied: "InvalidParameter.PermissionDenied UnauthorizedOperation.NoCAMAuthed",
    "not-found": "ResourceNotFound.InstanceNotExists",
  },
  "redis DescribeInstances": {
    unavailable: "FailedOperation.SystemError FailedOperation.Unknown InternalError.DbOperationFailed",
    usage:
      "InvalidParameter InvalidParameter.EmptyParam InvalidParameter.InvalidParameter UnsupportedOperation",
    denied: "InvalidParameter.PermissionDenied UnauthorizedOperation.NoCAMAuthed",
  },
  "cdb DescribeBackups": {
    credentials: "AuthFailure",
    unavailable:
      "CdbError InternalError.CdbError InternalError.DBError InternalError.DBOperationError InternalError.DatabaseAccessError " +
      "InternalError.DesError InternalError.FtpError InternalError.HttpError InternalError.UndefinedError " +
      "InternalError.UnknownError OperationDenied.WrongStatus",
    usage: "InvalidParameter InvalidParameterValue.InvalidParameterValueError UnsupportedOperation",
    "not-found": "InvalidParameter.InstanceNotFound",
    denied: "OperationDenied.UserHasNoStrategy",
    "invalid-response": "InvalidParameter.ControllerNotFoundError",
  },
  "cdb DescribeDBInstances": {
    credentials: "AuthFailure",
    unavailable:
      "CdbError InternalError.CdbError InternalError.DBOperationError InternalError.DatabaseAccessError InternalError.DesError " +
      "InternalError.InternalHttpServerError InternalError.InternalServiceErrorErr InternalError.UndefinedError " +
      "InternalError.UnknownError OperationDenied.WrongStatus",
    usage:
      "InvalidParameter InvalidParameter.ExceptionParam InvalidParameterValue.DataConvertError " +
      "InvalidParameterValue.InvalidParameterValueError UnsupportedOperation",
    "not-found": "InvalidParameter.InstanceNotFound",
    denied: "OperationDenied.UserHasNoStrategy",
  },
  "postgres DescribeBaseBackups": {
    unavailable: "FailedOperation.DatabaseAccessError FailedOperation.FailedOperationError",
    usage: "InvalidParameterValue.InvalidParameterValueError",
    denied: "OperationDenied.CamDeniedError",
  },
  "postgres DescribeDBInstances": {
    // Of the rights it says that asking for them failed, and to try again.
    unavailable:
      "FailedOperation.CamCheckResourceError FailedOperation.CamCheckResourceFailed FailedOperation.CamSigAndAuthError " +
      "FailedOperation.DatabaseAccessError FailedOperation.DatabaseAffectedError FailedOperation.FailedOperationError " +
      "FailedOperation.LimitOperation FailedOperation.OssAccessError InternalError.DBError InternalError.InternalHttpServerError " +
      "InternalError.SystemError InternalError.TransactioBeginError InternalError.UnknownError " +
      "ResourceUnavailable.InvalidInstanceStatus",
    usage:
      "InvalidParameter InvalidParameterValue.DataConvertError InvalidParameterValue.IllegalRegion " +
      "InvalidParameterValue.InvalidParameterValueError InvalidParameterValue.InvalidRegionIdError " +
      "InvalidParameterValue.ParameterHandleError InvalidParameterValue.RegionNotSupported " +
      "InvalidParameterValue.StructParseFailed UnsupportedOperation",
    denied: "AuthFailure.UnauthorizedOperation OperationDenied.CamDeniedError",
    "not-found": "InvalidParameterValue.InstanceNotExist ResourceNotFound.InstanceNotFoundError",
  },
  "mongodb DescribeDBBackups": {
    usage: "InvalidParameter",
    denied: "InvalidParameter.PermissionDenied",
    "not-found": "InvalidParameterValue.NotFoundInstance",
  },
  "mongodb DescribeDBInstances": {
    usage:
      "InvalidParameterValue.RegionError InvalidParameterValue.VpcIdOrSubnetIdNotFound InvalidParameterValue.ZoneError " +
      "UnsupportedOperation",
    denied: "InvalidParameter.PermissionDenied",
    unavailable: "InvalidParameterValue.IllegalInstanceStatus",
    throttled: "LimitExceeded.TooManyRequests",
  },
  "cynosdb DescribeBackupList": {
    unavailable:
      "FailedOperation.GetBackupStrategyError FailedOperation.OperationFailedError InternalError.DbOperationFailed " +
      "InternalError.SystemError InternalError.UnknownError",
    usage: "InvalidParameterValue.InvalidParameterValueError InvalidParameterValue.ParamError",
    "not-found": "InvalidParameterValue.StoragePoolNotFound ResourceNotFound.ClusterNotFoundError",
    denied: "UnauthorizedOperation.PermissionDenied",
  },
  "cynosdb DescribeClusters": {
    unavailable:
      "FailedOperation.CamCheckResourceError FailedOperation.DatabaseAccessError InternalError.DbOperationFailed " +
      "InternalError.InternalHttpServerError InternalError.SystemError InternalError.UnknownError",
    usage:
      "InvalidParameterValue.IllegalOrderBy InvalidParameterValue.InvalidParameterValueError " +
      "InvalidParameterValue.ParamBothSetError",
    denied: "UnauthorizedOperation.PermissionDenied",
  },
};

/** The vendor publishes tables for a product, not for an operation: those of its codes that a listing can meet. */
const ALICLOUD: Readonly<Record<string, Codes>> = {
  // Source: "Common error codes" of the API gateway.
  "all services": {
    credentials:
      "InvalidAccessKeyId.NotFound InvalidAccessKeyId.Inactive IncompleteSignature SignatureDoesNotMatch InvalidSecurityToken.Expired",
    skew: "InvalidTimeStamp.Expired InvalidTimeStamp.Format",
    throttled: "Throttling Throttling.User Throttling.Api",
    usage: "MissingParameter InvalidParameter InvalidParameter.Format UnsupportedHTTPMethod",
    unavailable: "SignatureNonceUsed ServiceUnavailable InternalError",
  },
  // Source: ApsaraDB RDS, "Error codes" and the common table of its API reference.
  rds: {
    "not-found": "Forbidden.InstanceNotFound InvalidDBInstanceId.NotFound InvalidDBInstanceName.NotFound",
    denied:
      "Forbidden.RAM Forbedden.NotSupportRAM Forbidden.RiskControl Forbidden.Authentication ActionUnauthorized " +
      "InsufficientBalance OperationDenied",
    skew: "IllegalTimestamp",
    throttled: "Throttling Throttling.Api",
    unavailable:
      "IncorrectDBInstanceState IncorrectDBInstanceLockMode OperationDenied.DBInstanceStatus LockTimeout ProxyError InternalError",
    usage:
      "InvalidOwnerId InvalidOwnerAccount InvalidOwner InvalidAction UnsupportedParameter InvalidStartTime.Format InvalidEndTime.Format",
  },
  // Source: PolarDB, "Client error codes" and the error codes of API version 2017-08-01.
  polardb: {
    "not-found": "Forbidden.ClusterNotFound InvalidDBClusterId.NotFound InvalidDBCluster.NotFound",
    denied:
      "Forbidden Forbidden.SubUser Forbidden.RAM Forbidden.NotSupportRAM Forbidden.RiskControl InsufficientBalance RealNameAuthenticationError",
    skew: "IllegalTimestamp",
    unavailable:
      "ServiceUnavailable InternalError InternalFailure InternalServerError OperationDenied.DBClusterStatus",
    usage: "InvalidDBClusterId.Malformed InvalidPageSize.Malformed MissingParameter UnsupportedParameter",
  },
  // Source: ApsaraDB for MongoDB, "Error codes"; the error codes of its operations, with their own spelling.
  dds: {
    "not-found": "InvalidDBInstanceId.NotFound InvalidDbInstanceId.NotFound",
    denied: "Forbidden.RAM Forbedden.NotSupportRAM Forbidden.NotAdminUser",
    unavailable: "ServiceUnavailable OperationDenied.DBInstanceStatus",
    usage:
      "InvalidStatus.NotFound InvalidParameter MissingParameter InvalidToken.Malformed InvalidInstanceName.Malformed",
  },
  // Source: Tair and Redis, error center of r-kvstore.
  "r-kvstore": {
    "not-found": "InvalidInstanceId.NotFound InvalidDBInstance.NotFound InvalidDbInstanceId.NotFound",
    unavailable: "IncorrectDBInstanceState OperationDenied.KVstoreInstanceStatus",
    usage: "IncorrectEngineVersion IncorrectDBInstanceType",
  },
};

/** Source: JD Cloud, "Public error code reference": the HTTP status equals the code. */
const JDCLOUD: readonly (readonly [number, string, Kind])[] = [
  [400, "INVALID_ARGUMENT", "usage"],
  [401, "ACCESS_ERROR", "credentials"],
  [403, "HTTP_FORBIDDEN", "denied"],
  [404, "NOT_FOUND", "not-found"],
  [429, "HTTP_RATE_LIMIT_EXCEEDED", "throttled"],
  [500, "HTTP_INTERNAL_SERVER_ERROR", "unavailable"],
  [502, "HTTP_BAD_GATEWAY", "unavailable"],
  [503, "HTTP_SERVICE_UNAVAILABLE", "unavailable"],
  [504, "HTTP_SERVER_TIMING_OUT", "unavailable"],
];

/** Each code with the kind that the table says. */
function listed(
  table: Readonly<Record<string, Codes>>,
): (readonly [string, Readonly<Record<string, Kind>>])[] {
  return Object.entries(table).map(([name, kinds]) => {
    const codes = Object.entries(kinds).flatMap(([kind, text]) =>
      text.split(" ").map((code) => [code, kind as Kind] as const),
    );
    return [name, Object.fromEntries(codes)] as const;
  });
}

/** Each code with the kind that it is taken for. */
function taken(codes: Readonly<Record<string, Kind>>, meaningOf: (code: string) => Kind) {
  return Object.fromEntries(Object.keys(codes).map((code) => [code, meaningOf(code)]));
}

describe("the vendors' published codes have the meaning of their families", () => {
  it.each(listed(TENCENTCLOUD))("Tencent Cloud %s", (_name, codes) => {
    expect(taken(codes, tencentcloud)).toEqual(codes);
  });

  it.each(listed(ALICLOUD))("Alibaba Cloud %s", (_name, codes) => {
    expect(taken(codes, alicloud)).toEqual(codes);
  });

  it.each(JDCLOUD)("JD Cloud %i %s", (code, status, kind) => {
    const body = { requestId: "r", error: { code, status, message: "no" } };
    expect(jdcloud.open(body, { status: code, headers: {}, text: "" })).toMatchObject({
      fault: { kind, vendorCode: status },
    });
  });
});
