import type { BackupsErrorCode } from "../../src/client";
import type { Fault } from "../../src/emulator";
import { type CloudName, listingNamed } from "../../src/vendors";
import { listed } from "../emulator/running";
import { clientOf, refusalOf, testKeys } from "../helpers/client";
import { rawServers } from "../helpers/raw-server";
import { vendorOf, vendors } from "../helpers/vendors";

const start = listed();
const startRaw = rawServers();

/** HTTP status, the vendor's code, and what it means; from the vendors' tables of error codes. */
const refusals: Readonly<Record<string, readonly (readonly [number, string, BackupsErrorCode])[]>> = {
  "tencentcloud-redis": [
    [200, "AuthFailure.SignatureFailure", "credentials"],
    [200, "AuthFailure.SecretIdNotFound", "credentials"],
    [200, "AuthFailure.TokenFailure", "credentials"],
    [200, "AuthFailure.SignatureExpire", "credentials"],
    [200, "AuthFailure.UnauthorizedOperation", "denied"],
    [200, "UnauthorizedOperation.NoCAMAuthed", "denied"],
    [200, "UnauthorizedOperation", "denied"],
    [200, "ResourceNotFound.InstanceNotExists", "not-found"],
    [200, "InvalidParameter.InvalidParameter", "usage"],
    [200, "InvalidParameterValue.Whatever.New", "usage"],
    [200, "MissingParameter", "usage"],
    [200, "UnsupportedRegion", "usage"],
    [200, "RequestLimitExceeded", "throttled"],
    [200, "RequestLimitExceeded.UinLimitExceeded", "throttled"],
    [200, "RequestLimitExceeded.GlobalRegionUinLimitExceeded", "throttled"],
    [200, "InternalError.InternalError", "unavailable"],
    [200, "ServiceUnavailable", "unavailable"],
    [200, "ResourceUnavailable", "unavailable"],
    [200, "InvalidAction", "invalid-response"],
    [200, "NeverHeardOf.This", "invalid-response"],
    [200, "constructor", "invalid-response"],
    [503, "NeverHeardOf.This", "unavailable"],
  ],
  "tencentcloud-mysql": [
    [200, "CdbError", "unavailable"],
    [200, "InternalError.DatabaseAccessError", "unavailable"],
    [200, "InternalError.DesError", "unavailable"],
    [200, "InvalidParameter", "usage"],
    [200, "InvalidParameter.InstanceNotFound", "not-found"],
    [200, "OperationDenied.WrongStatus", "unavailable"],
    [200, "OperationDenied", "denied"],
  ],
  "jdcloud-redis": [
    [400, "INVALID_ARGUMENT", "usage"],
    [401, "ACCESS_ERROR", "credentials"],
    [403, "HTTP_FORBIDDEN", "denied"],
    [404, "NOT_FOUND", "not-found"],
    [429, "HTTP_RATE_LIMIT_EXCEEDED", "throttled"],
    [500, "HTTP_INTERNAL_SERVER_ERROR", "unavailable"],
    [504, "HTTP_SERVER_TIMING_OUT", "unavailable"],
    [418, "TEAPOT", "invalid-response"],
    [599, "NEW", "unavailable"],
  ],
  "tencentcloud-postgres": [
    [200, "ResourceNotFound.InstanceNotFoundError", "not-found"],
    [200, "InstanceNotExist", "not-found"],
    [200, "InvalidParameterValue.InstanceNotExist", "not-found"],
    [200, "FailedOperation.CamAuthFailed", "denied"],
    [200, "OperationDenied.CamDeniedError", "denied"],
    [200, "OperationDenied.InstanceStatusLimitOpError", "unavailable"],
    [200, "FailedOperation.OperateFrequencyLimitedError", "throttled"],
    [200, "DBError", "unavailable"],
    [200, "InvalidParameterValue.ParameterValueError", "usage"],
    [200, "InternalError.SystemError", "unavailable"],
    [200, "AuthFailure.UnauthorizedOperation", "denied"],
  ],
  "tencentcloud-mongodb": [
    [200, "InvalidParameterValue.NotFoundInstance", "not-found"],
    [200, "InvalidParameterValue.InstanceHasBeenDeleted", "not-found"],
    [200, "InvalidParameter.PermissionDenied", "denied"],
    [200, "LimitExceeded.TooManyRequests", "throttled"],
    [200, "InvalidParameterValue", "usage"],
    [200, "RequestLimitExceeded", "throttled"],
  ],
  "tencentcloud-cynosdb": [
    [200, "ResourceNotFound.ClusterNotFoundError", "not-found"],
    [200, "InvalidParameterValue.ClusterNotFound", "not-found"],
    [200, "InvalidParameterValue.InstanceNotFound", "not-found"],
    [200, "OperationDenied.ResourceNotFundError", "not-found"],
    [200, "OperationDenied.ClusterStatusDeniedError", "unavailable"],
    [200, "UnauthorizedOperation.PermissionDenied", "denied"],
    [200, "OperationDenied", "denied"],
    [200, "InternalError.DbOperationFailed", "unavailable"],
    [200, "FailedOperation.ResourceNotFoundError", "not-found"],
    [200, "OperationDenied.ServerlessClusterStatusDenied", "unavailable"],
    [200, "InvalidParameterValue.RegionNotFound", "usage"],
    [200, "AuthFailure.InstanceNotFound", "credentials"],
    [200, "UnauthorizedOperation.InstanceStatusDenied", "denied"],
  ],
  "jdcloud-rds": [
    [404, "NOT_FOUND", "not-found"],
    [403, "HTTP_FORBIDDEN", "denied"],
    [429, "HTTP_RATE_LIMIT_EXCEEDED", "throttled"],
  ],
  "alicloud-rds": [
    [404, "InvalidDBInstanceName.NotFound", "not-found"],
    [404, "InvalidDBInstanceId.NotFound", "not-found"],
    [400, "Throttling.User", "throttled"],
    [403, "Forbidden.RAM", "denied"],
    [404, "Forbidden.InstanceNotFound", "not-found"],
    [403, "Forbedden.NotSupportRAM", "denied"],
    [403, "ActionUnauthorized", "denied"],
    [403, "IncorrectDBInstanceState", "unavailable"],
    [403, "IncorrectDBInstanceLockMode", "unavailable"],
    [403, "UnsupportedHTTPMethod", "usage"],
    [400, "InvalidStartTime.Malformed", "usage"],
  ],
  "alicloud-polardb": [
    [404, "InvalidDBClusterId.NotFound", "not-found"],
    [404, "InvalidDBCluster.NotFound", "not-found"],
    [404, "InvalidDBClusterId.Malformed", "usage"],
    [400, "InvalidEndTime.Malformed", "usage"],
    [503, "ServiceUnavailable", "unavailable"],
  ],
  "alicloud-mongodb": [
    [404, "InvalidDBInstanceId.NotFound", "not-found"],
    [400, "MissingNodeId", "usage"],
    [400, "Throttling.Api", "throttled"],
  ],
  "alicloud-redis": [
    [400, "SignatureDoesNotMatch", "credentials"],
    [403, "SignatureDoesNotMatch", "credentials"],
    [400, "IncompleteSignature", "credentials"],
    [404, "InvalidAccessKeyId.NotFound", "credentials"],
    [400, "InvalidAccessKeyId.Inactive", "credentials"],
    [400, "InvalidSecurityToken.Expired", "credentials"],
    [400, "InvalidTimeStamp.Expired", "credentials"],
    [400, "SignatureNonceUsed", "unavailable"],
    [403, "Forbidden.RAM", "denied"],
    [403, "NoPermission", "denied"],
    [404, "InvalidInstanceId.NotFound", "not-found"],
    [404, "InvalidDBInstanceName.NotFound", "not-found"],
    [400, "InvalidInstance.NotExist", "not-found"],
    [400, "InvalidEndTime.Malformed", "usage"],
    [400, "MissingStartTime", "usage"],
    [400, "IncorrectDBInstanceType", "usage"],
    [400, "Throttling", "throttled"],
    [400, "Throttling.User", "throttled"],
    [400, "Throttling.Api", "throttled"],
    [400, "Rejected.Throttling", "throttled"],
    [503, "ServiceUnavailable", "unavailable"],
    [500, "InternalError", "unavailable"],
    [404, "InvalidAction.NotFound", "usage"],
    [400, "NeverHeardOf", "invalid-response"],
    [500, "NeverHeardOf", "unavailable"],
    [429, "NeverHeardOf", "throttled"],
  ],
};

const refusal = (status: number, code: string): Fault => ({
  kind: "refusal",
  status,
  code,
  message: "the vendor's own words",
});

describe("an answer of Alibaba Cloud with a code of success", () => {
  const { name, instanceId, region, row, envelope } = vendorOf("alicloud-rds");
  const answer = envelope([row("1", new Date("2026-11-20T18:00:00Z"))], 1) as object;

  it.each(["200", 200, "OK", "Success"])("with the code %j is read", async (Code) => {
    const { url } = await startRaw(() => ({ json: { ...answer, Code, Message: "success" } }));
    expect((await clientOf(url).lookup(name, { instanceId, region })).latestId).toBe("1");
  });

  it.each([
    [200, "Throttling.User", "throttled"],
    [500, "200", "unavailable"],
  ])("by HTTP %i with the code %j is a refusal all the same", async (status, Code, meaning) => {
    const { url } = await startRaw(() => ({ status, json: { ...answer, Code, Message: "success" } }));
    expect((await refusalOf(clientOf(url).lookup(name, { instanceId, region }))).code).toBe(meaning);
  });
});

describe("a refusal", () => {
  const cases = vendors.flatMap((vendor) =>
    (refusals[vendor.name] ?? []).map(([status, code, meaning]) => ({ ...vendor, status, code, meaning })),
  );

  it.each(cases)(
    "of $name by HTTP $status with $code means $meaning",
    async ({ status, code, meaning, ...vendor }) => {
      const { name, instanceId, region } = vendor;
      const { url, requests } = await start(vendor, [], { faults: [refusal(status, code)] });
      // Given, so that a refusal of an instance's kind leads to no other question.
      const given = "clusterBackups" in listingNamed(name).arguments ? { clusterBackups: false } : {};
      const error = await refusalOf(clientOf(url).lookup(name, { instanceId, region, ...given }));
      expect(error).toMatchObject({
        code: meaning,
        listing: name,
        instanceId,
        vendorCode: code,
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
      expect(error.message).toContain(instanceId);
      expect(error.message).toContain(region);
      expect(error.message).toContain("the vendor's own words");
      expect(requests).toHaveLength(1);
    },
  );

  it.each(vendors)("of the credentials by $name says what to do, and names the variables", async (vendor) => {
    const { name, instanceId, region } = vendor;
    const code = { t: "AuthFailure.SignatureFailure", j: "ACCESS_ERROR", a: "SignatureDoesNotMatch" }[
      name.charAt(0)
    ];
    const { url } = await start(vendor, [], { faults: [refusal(401, String(code))] });
    const { hint } = await refusalOf(clientOf(url).lookup(name, { instanceId, region }));
    expect(hint).toMatch(/TENCENTCLOUD_SECRET_ID|JDCLOUD_ACCESS_KEY|ALIBABA_CLOUD_ACCESS_KEY_ID/);
  });
});

describe("an empty refusal", () => {
  it("of Tencent Cloud is still a refusal", async () => {
    const { url } = await startRaw(() => ({
      json: { Response: { Error: {}, TotalCount: 0, BackupSet: [] } },
    }));
    const query = { instanceId: "crs-1", region: "ap-guangzhou", required: false };
    const error = await refusalOf(clientOf(url).lookup("tencentcloud-redis", query));
    expect([error.code, error.vendorCode]).toEqual(["invalid-response", "unknown"]);
  });

  it("of JD Cloud depends on the HTTP status", async () => {
    const { url } = await startRaw(() => ({ status: 403, json: { error: {}, result: { totalCount: 0 } } }));
    const query = { instanceId: "redis-1", region: "cn-north-1", required: false };
    expect((await refusalOf(clientOf(url).lookup("jdcloud-redis", query))).code).toBe("denied");
  });
});

describe("refused credentials", () => {
  const refused = {
    tencentcloud: refusal(200, "AuthFailure.TokenFailure"),
    alicloud: refusal(400, "InvalidSecurityToken.Malformed"),
    jdcloud: refusal(401, "ACCESS_ERROR"),
  };

  it.each<[string, string]>([
    ["tencentcloud-redis", "TENCENTCLOUD_SESSION_TOKEN, TENCENTCLOUD_SECURITY_TOKEN, TENCENTCLOUD_TOKEN"],
    ["alicloud-redis", "ALIBABA_CLOUD_SECURITY_TOKEN, ALICLOUD_SECURITY_TOKEN, ALIBABACLOUD_SECURITY_TOKEN"],
    ["jdcloud-redis", "JDCLOUD_SECURITY_TOKEN, JDCLOUD_SESSION_TOKEN, JDC_SECURITY_TOKEN"],
  ])(
    "of %s are said to have had a session token where one was sent, and where it is unset",
    async (name, variables) => {
      const vendor = vendorOf(name);
      const { instanceId, region } = vendor;
      const faults = [refused[listingNamed(vendor.name).cloud.name as CloudName]];
      const hintWith = async (securityToken?: string) => {
        const query = { instanceId, region };
        const credentials = [{ ...testKeys, securityToken }];
        const { url } = await start(vendor, [], { faults, credentials });
        const error = await refusalOf(clientOf(url, {}, { securityToken }).lookup(vendor.name, query));
        expect(error.code).toBe("credentials");
        return String(error.hint);
      };
      const plain = await hintWith();
      expect(plain).toMatch(/^Check \w+ and \w+, or the profile in use\.$/);
      expect(await hintWith(testKeys.securityToken)).toBe(
        `${plain} A session token was sent with the keys: if they are temporary, they may have expired; if they are ` +
          `permanent, unset it (${variables}, or where the keys come from).`,
      );
    },
  );
});
