import { BackupsError, type BackupsErrorCode, usageError } from "../../src/core/errors";
import type { WarningKind } from "../../src/core/selection";
import { dataSourceSchema } from "../../src/plugin/data-source-schema";
import { errorDiagnostic, warningDiagnostic } from "../../src/plugin/error-diagnostic";
import { registerSecret } from "../../src/plugin/wire/redact";
import { tencentcloudRedis } from "../../src/vendors/tencentcloud/redis";

const { attributes } = dataSourceSchema(tencentcloudRedis);

describe("errorDiagnostic", () => {
  it("says what failed in a few words, then cause, the vendor's references and the remedy", () => {
    const error = new BackupsError("denied", "Tencent Cloud Redis crs-1: denied the request: no", {
      vendorCode: "UnauthorizedOperation",
      requestId: "r-1",
      hint: "Grant the permission.",
    });
    expect(errorDiagnostic(error, attributes)).toEqual({
      severity: "error",
      summary: "Listing backups denied",
      detail:
        "Tencent Cloud Redis crs-1: denied the request: no (vendor code UnauthorizedOperation, request ID r-1)\n" +
        "Grant the permission.",
    });
  });

  it("points at the argument at fault and calls it by Terraform's name", () => {
    expect(errorDiagnostic(usageError("startedBefore", 'got "x"', "Give a time."), attributes)).toMatchObject(
      {
        summary: "Invalid argument",
        detail: 'started_before: got "x"\nGive a time.',
        attribute: ["started_before"],
      },
    );
  });

  it("calls every argument of the block by its name there, and leaves all other words", () => {
    const error = new BackupsError(
      "too-old",
      "older than maxAge 7d; InstanceId, timeZone and node's fetchAll",
      {
        hint: "Raise maxAge, or set startedBefore.",
      },
    );
    expect(errorDiagnostic(error, attributes).detail).toBe(
      "older than max_age 7d; InstanceId, timeZone and node's fetchAll\nRaise max_age, or set started_before.",
    );
  });

  it("points at no argument that the block does not have", () => {
    const diagnostic = errorDiagnostic(usageError("timeZone", "got nothing"), attributes);
    expect(diagnostic).toMatchObject({ detail: "timeZone: got nothing" });
    expect(diagnostic).not.toHaveProperty("attribute");
  });

  it("has a summary for every code, each another one", () => {
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
    const summaries = codes.map((code) => errorDiagnostic(new BackupsError(code, "x"), attributes).summary);
    expect(new Set(summaries).size).toBe(codes.length);
    for (const summary of summaries) expect(summary).toMatch(/^[A-Z][\w ]+\w$/);
  });

  it("shows no registered secret", () => {
    registerSecret("a-key-in-a-message");
    const error = new BackupsError("credentials", "refused a-key-in-a-message", {
      hint: "not a-key-in-a-message",
    });
    expect(errorDiagnostic(error, attributes).detail).toBe("refused ***\nnot ***");
  });
});

describe("warningDiagnostic", () => {
  const kinds = ["passed-over", "in-the-future", "old", "no-eligible-backup", "denied", "throttled"] as const;
  const warn = (kind: WarningKind, instanceId: string) =>
    warningDiagnostic({ kind, text: "older than warnAge 7d" }, instanceId, attributes, {
      listing: "tencentcloud-mysql",
      shared: undefined,
    });

  it("has a summary for every kind and instance, each another one, since Terraform folds those that are the same", () => {
    const summaries = ["crs-1", "crs-2"].flatMap((id) => kinds.map((kind) => warn(kind, id).summary));
    expect(new Set(summaries).size).toBe(summaries.length);
    for (const summary of summaries) expect(summary).toMatch(/^crs-[12]: [a-z][\w ]+\w$/);
    expect(warn("throttled", "crs-1")).toEqual({
      severity: "warning",
      summary: "crs-1: listing backups throttled",
      detail: "older than warn_age 7d",
    });
  });
});
