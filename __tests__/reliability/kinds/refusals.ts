/** Every code of the clouds' tables of refusals; from their documents, not from the tables under test. */
import type { BackupsErrorCode } from "../../../src/client";
import type { CloudName } from "../../../src/vendors";
import { type Family, fails, found, type Kind } from "./kind";

const DAY = 86_400_000;
type Code = readonly [status: number, code: string, meaning: BackupsErrorCode];

const codes: Readonly<Record<CloudName, readonly Code[]>> = {
  tencentcloud: [
    [200, "AuthFailure.SignatureFailure", "credentials"],
    [200, "AuthFailure.SecretIdNotFound", "credentials"],
    [200, "AuthFailure.TokenFailure", "credentials"],
    [200, "AuthFailure.InvalidSecretId", "credentials"],
    [200, "AuthFailure.SignatureExpire", "credentials"],
    [200, "AuthFailure.UnauthorizedOperation", "denied"],
    [200, "UnauthorizedOperation", "denied"],
    [200, "UnauthorizedOperation.NoCAMAuthed", "denied"],
    [200, "OperationDenied", "denied"],
    [200, "OperationDenied.WrongStatus", "unavailable"],
    [200, "UnsupportedOperation", "usage"],
    [200, "ResourceNotFound.InstanceNotExists", "not-found"],
    [200, "InvalidParameter.InstanceNotFound", "not-found"],
    [200, "InvalidParameterValue.InstanceNotExists", "not-found"],
    [200, "InvalidParameter.InvalidParameter", "usage"],
    [200, "InvalidParameterValue", "usage"],
    [200, "MissingParameter", "usage"],
    [200, "UnknownParameter", "usage"],
    [200, "UnsupportedRegion", "usage"],
    [200, "RequestLimitExceeded", "throttled"],
    [200, "RequestLimitExceeded.UinLimitExceeded", "throttled"],
    [200, "LimitExceeded", "throttled"],
    [200, "InternalError.InternalError", "unavailable"],
    [200, "FailedOperation", "unavailable"],
    [200, "ServiceUnavailable", "unavailable"],
    [200, "ResourceUnavailable", "unavailable"],
    [200, "ResourceInUse", "unavailable"],
    [200, "CdbError", "unavailable"],
    [200, "NeverHeardOf.This", "invalid-response"],
  ],
  alicloud: [
    [400, "SignatureDoesNotMatch", "credentials"],
    [400, "IncompleteSignature", "credentials"],
    [404, "InvalidAccessKeyId.NotFound", "credentials"],
    [400, "InvalidAccessKeyId.Inactive", "credentials"],
    [400, "InvalidSecurityToken.Expired", "credentials"],
    [400, "MissingSecurityToken", "credentials"],
    [400, "InvalidTimeStamp.Expired", "credentials"],
    [400, "SignatureNonceUsed", "unavailable"],
    [403, "Forbidden.RAM", "denied"],
    [403, "NoPermission", "denied"],
    [403, "Unauthorized", "denied"],
    [403, "OperationDenied", "denied"],
    [404, "InvalidInstanceId.NotFound", "not-found"],
    [404, "InvalidDBInstanceName.NotFound", "not-found"],
    [400, "InvalidInstance.NotExist", "not-found"],
    [400, "Throttling", "throttled"],
    [400, "Throttling.User", "throttled"],
    [429, "Throttling.Api", "throttled"],
    [503, "ServiceUnavailable.Throttling", "throttled"],
    [400, "Rejected.Throttling", "throttled"],
    [503, "ServiceUnavailable", "unavailable"],
    [500, "InternalError", "unavailable"],
    [400, "SystemBusy", "unavailable"],
    [400, "OperationConflict", "unavailable"],
    [400, "MissingStartTime", "usage"],
    [400, "InvalidEndTime.Malformed", "usage"],
    [400, "IncorrectDBInstanceType", "usage"],
    [400, "NeverHeardOf", "invalid-response"],
  ],
  jdcloud: [
    [400, "INVALID_ARGUMENT", "usage"],
    [401, "ACCESS_ERROR", "credentials"],
    [403, "HTTP_FORBIDDEN", "denied"],
    [404, "NOT_FOUND", "not-found"],
    [429, "HTTP_RATE_LIMIT_EXCEEDED", "throttled"],
    [500, "HTTP_INTERNAL_SERVER_ERROR", "unavailable"],
    [502, "HTTP_BAD_GATEWAY", "unavailable"],
    [503, "HTTP_SERVICE_UNAVAILABLE", "unavailable"],
    [504, "HTTP_SERVER_TIMING_OUT", "unavailable"],
    [418, "TEAPOT", "invalid-response"],
  ],
};

const TITLES: Readonly<Record<CloudName, string>> = {
  tencentcloud: "Tencent Cloud",
  alicloud: "Alibaba Cloud",
  jdcloud: "JD Cloud",
};

/** After a refusal of the instance's kind, a listing calls its other operation, if it has one. */
function requestsAfter(meaning: string, code: string): number | readonly [number, number] {
  if (code === "IncorrectDBInstanceType") return [1, 2];
  return meaning === "throttled" || meaning === "unavailable" ? 2 : 1;
}

const refused: readonly Kind[] = (Object.keys(codes) as CloudName[]).flatMap((cloud) =>
  codes[cloud].map(([status, code, meaning]) => ({
    name: `${TITLES[cloud]} says \`${code}\` (HTTP ${status})`,
    cloud,
    refusal: { vendor: TITLES[cloud], code, status },
    answer: (ground) => () => ground.refusal(status, code),
    expected: fails(
      meaning,
      requestsAfter(meaning, code),
      new RegExp(`vendor code ${code.replaceAll(".", "\\.")}, request ID req-42`),
    ),
  })),
);

const kinds: readonly Kind[] = [
  {
    name: "The vendor throttles once, and then lists",
    answer: (ground) => (_request, index) => (index === 0 ? ground.refusalOf("throttled") : ground.well()),
    expected: found(2),
  },
  {
    name: "The token of temporary keys has expired",
    answer: (ground) => () => ground.refusalOf("expired"),
    expected: fails("credentials", 1, /ACCESS_?KEY|SECRET_ID/),
  },
  ...[1, -1].flatMap((days): Kind[] => [
    {
      name: `The server's clock is a day ${days > 0 ? "ahead" : "behind"}, and refuses any other time`,
      answer: (ground) => (request) =>
        ground.clockAhead(days * DAY, request, (now) => ground.page(ground.rows({}, now))),
      // A window that ends now is asked for again, by the server's clock.
      expected: found(days > 0 ? [2, 3] : 2),
    },
    {
      name: `The server's clock is a day ${days > 0 ? "ahead" : "behind"}, and it refuses every time`,
      answer: (ground) => (request) =>
        ground.clockAhead(days * DAY, request, () => ground.refusalOf("skewed")),
      expected: fails("credentials", 2),
    },
  ]),
  ...refused,
];

export const refusals: Family = { title: "Refusals", kinds };
