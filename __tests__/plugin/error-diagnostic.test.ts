import type { WarningCode } from "../../src/core/codes";
import { BackupsError, type BackupsErrorCode, usageError } from "../../src/core/errors";
import { arg, message, setTo } from "../../src/core/message";
import { warning } from "../../src/core/warning";
import { dataSourceSchema } from "../../src/plugin/data-source-schema";
import { blockOf, errorDiagnostic, warningDiagnostic } from "../../src/plugin/error-diagnostic";
import { registerSecret } from "../../src/plugin/wire/redact";
import { tencentcloudRedis } from "../../src/vendors/tencentcloud/redis";

const block = blockOf(dataSourceSchema(tencentcloudRedis).attributes, tencentcloudRedis.cloud);

describe("errorDiagnostic", () => {
  it("says what failed in a few words, then cause, the vendor's references and the remedy", () => {
    const error = new BackupsError("denied", "Tencent Cloud Redis crs-1: denied the request: no", {
      vendorCode: "UnauthorizedOperation",
      requestId: "r-1",
      hint: "Grant the permission.",
    });
    expect(errorDiagnostic(error, block)).toEqual({
      severity: "error",
      summary: "Listing backups denied",
      detail:
        "Tencent Cloud Redis crs-1: denied the request: no (vendor code UnauthorizedOperation, request ID r-1).\n\n" +
        "Grant the permission.",
    });
  });

  it("points at the wrong argument with Terraform's name", () => {
    expect(errorDiagnostic(usageError("startedBefore", 'got "x"', "Give a time."), block)).toMatchObject({
      summary: "Invalid argument",
      detail: 'started_before: got "x".\n\nGive a time.',
      attribute: ["started_before"],
    });
  });

  it("names its own arguments as in the block, others as in the provider's, and keeps all other text", () => {
    const error = new BackupsError(
      "too-old",
      message`older than ${arg("maxAge")} 7d; InstanceId, timeZone, max-age and node's fetchAll`,
      {
        hint: message`Raise ${arg("maxAge")}, or ${setTo("required", false)}. See ${arg("accessKey")} and ${arg("assumeRoleWithOidc.roleArn")}.`,
      },
    );
    expect(errorDiagnostic(error, block).detail).toBe(
      "older than max_age 7d; InstanceId, timeZone, max-age and node's fetchAll.\n\n" +
        "Raise max_age, or set required to false. See secret_id and assume_role_with_web_identity.role_arn.",
    );
  });

  it("points at no argument that the block does not have", () => {
    const diagnostic = errorDiagnostic(usageError("timeZone", "got nothing"), block);
    expect(diagnostic).toMatchObject({ detail: "time_zone: got nothing." });
    expect(diagnostic.attribute).toBeUndefined();
  });

  it("has a different summary for every code", () => {
    const codes: BackupsErrorCode[] = [
      "usage",
      "credentials",
      "denied",
      "not-found",
      "throttled",
      "unavailable",
      "timeout",
      "invalid-response",
      "no-eligible-backup",
      "too-old",
    ];
    const summaries = codes.map((code) => errorDiagnostic(new BackupsError(code, "x"), block).summary);
    expect(new Set(summaries).size).toBe(codes.length);
    for (const summary of summaries) expect(summary).toMatch(/^[A-Z][\w ]+\w$/);
  });

  it("shows no registered secret", () => {
    registerSecret("a-key-in-a-message");
    const error = new BackupsError("credentials", "refused a-key-in-a-message", {
      hint: "not a-key-in-a-message",
    });
    expect(errorDiagnostic(error, block).detail).toBe("refused ***.\n\nnot ***");
  });
});

describe("warningDiagnostic", () => {
  const kinds = ["passed-over", "in-the-future", "old", "no-eligible-backup", "denied", "throttled"] as const;
  const warn = (code: WarningCode, instanceId: string) =>
    warningDiagnostic(
      warning(code, { message: message`older than ${arg("warnAge")} 7d` }),
      instanceId,
      block,
      {
        listing: "tencentcloud-mysql",
        shared: undefined,
      },
    );

  it("has a different summary for every kind and instance, because Terraform folds equal ones", () => {
    const summaries = ["crs-1", "crs-2"].flatMap((id) => kinds.map((kind) => warn(kind, id).summary));
    expect(new Set(summaries).size).toBe(summaries.length);
    for (const summary of summaries) expect(summary).toMatch(/^crs-[12]: [a-z][\w ]+\w$/);
    expect(warn("throttled", "crs-1")).toEqual({
      severity: "warning",
      summary: "crs-1: listing backups throttled",
      detail: "older than warn_age 7d.",
    });
  });
});
