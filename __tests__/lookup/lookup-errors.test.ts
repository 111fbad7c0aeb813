import { BackupsError } from "../../src/core/errors";
import { argumentAtFault, isUnavailable } from "../../src/lookup/lookup-errors";
import { listingNamed } from "../../src/vendors";

const mongodb = listingNamed("alicloud-mongodb");
const redis = listingNamed("alicloud-redis");
const refusal = (vendorCode: string, message = "host refused the arguments: no") =>
  new BackupsError("usage", message, { vendorCode });

it.each<[string, string | undefined, string | undefined, Record<string, unknown>]>([
  ["InvalidRegionId.NotFound", undefined, "region", {}],
  ["UnsupportedRegion", undefined, "region", {}],
  ["InvalidBackupId.Malformed", undefined, "backupId", { backupId: "x" }],
  ["InvalidParameter", "the value of BackupId is not valid", "backupId", { backupId: "x" }],
  ["InvalidNodeId.NotFound", undefined, "nodeIds", { nodeIds: ["d-1"] }],
  ["InvalidBackupId.Malformed", undefined, undefined, {}],
  ["MissingNodeId", undefined, undefined, {}],
  ["IncorrectDBInstanceType", undefined, undefined, { backupId: "x" }],
])("%s (%p) is about %p where %p is given", (vendorCode, message, argument, given) => {
  const listing = "backupId" in given ? redis : mongodb;
  expect(argumentAtFault(listing, given, refusal(vendorCode, message))).toBe(argument);
});

it("what the user did not spell is unavailable: any refusal of the vendor's that names no argument", () => {
  expect(isUnavailable(refusal("MissingNodeId"))).toBe(true);
  expect(isUnavailable(refusal("UnsupportedRegion").with({ argument: "region" }))).toBe(false);
  expect(isUnavailable(new BackupsError("usage", "got nothing", { argument: "instanceId" }))).toBe(false);
  expect(isUnavailable(new BackupsError("usage", "contradicts itself"))).toBe(false);
  for (const code of ["denied", "credentials", "timeout", "not-found", "invalid-response"] as const) {
    expect(isUnavailable(new BackupsError(code, "no"))).toBe(true);
  }
  expect(isUnavailable(new BackupsError("too-old", "no"))).toBe(false);
});
