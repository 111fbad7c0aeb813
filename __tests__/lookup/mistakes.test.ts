import { TencentCloudRedisBackups } from "../../src";
import type { CloudSettings } from "../../src/clouds/cloud";
import { checkSettings } from "../../src/clouds/settings";
import { parseFleetFile } from "../../src/fleet/file/read-file";
import { backupsProvider } from "../../src/plugin/backups-provider";
import { listingNamed } from "../../src/vendors";
import { command } from "../cli/command";
import { newStack } from "../constructs/synthesised";
import { thrownBy } from "../helpers/client";

const SOURCE = "backups_tencentcloud_redis";

describe("two wrong arguments", () => {
  it("are both in the command's error", async () => {
    const flags = ["--instance-id", "crs-1", "--warn-age", "soon", "--min-size-bytes", "0"];
    const { code, err } = await command(["latest", "tencentcloud-redis", ...flags]);
    expect(code).toBe(2);
    expect(err).toMatch(/^error: --min-size-bytes: got 0, .*\.\n--warn-age: got "soon", .*\.\n$/);
  });

  it("are both in the one line of check", async () => {
    const flags = ["--instance-id", "crs-1", "--warn-age", "soon", "--min-size-bytes", "0"];
    const { out } = await command(["check", "tencentcloud-redis", ...flags]);
    expect(out).toMatch(/^BACKUP UNKNOWN - --min-size-bytes: got 0, .*\. --warn-age: got "soon", .*\.\n$/);
  });

  it("are two diagnostics of Terraform, each at its argument", () => {
    const config = {
      instance_id: "crs-1",
      warn_age: "soon",
      history: 0,
      given: ["started_before"],
      started_before: null,
    };
    const diagnostics = backupsProvider({}).dataSources[SOURCE]?.validate?.(config) ?? [];
    expect(diagnostics.map(({ attribute }) => attribute)).toEqual([
      ["started_before"],
      ["warn_age"],
      ["history"],
    ]);
  });

  it("are both reported for the provider's settings", () => {
    const settings = { assume_role: { role_arn: "", session_expiration: 1 }, allowed_account_ids: ["x"] };
    const diagnostics = backupsProvider({}).validateConfig?.({ alicloud: settings, timeout: 0 }) ?? [];
    expect(diagnostics.map(({ attribute }) => attribute?.at(-1))).toEqual([
      "timeout",
      "role_arn",
      "session_expiration",
      "allowed_account_ids",
    ]);
  });

  it("are both in a construct's error", () => {
    const props = { instanceId: "crs-1", warnAge: "soon", history: 0 };
    expect(() => new TencentCloudRedisBackups(newStack(), "it", props)).toThrow(
      /^\[stack\/it\] warnAge: got "soon", .*\nhistory: got 0, /,
    );
  });

  it("are both reported for an entry of a file, each at its place", () => {
    const text =
      "instances:\n- listing: tencentcloud-redis\n  instance_id: crs-1\n  max_age: 1d\n  started_before: now\n  min_size_bytes: 0\n";
    expect(thrownBy(() => parseFleetFile("f", text)).message).toMatch(/f:5:\d+: .*\nf:6:\d+: /);
  });

  it("are both reported for the client's settings, with one that the vendor does not have", () => {
    const settings = { timeZone: "Shanghai", allowedAccountIds: [], domain: "x" } as CloudSettings;
    const cloud = listingNamed("alicloud-redis").cloud;
    const { each } = thrownBy(() => checkSettings(cloud, settings));
    expect(each.map(({ argument }) => argument)).toContain("allowedAccountIds");
    expect(each.length).toBeGreaterThan(1);
  });
});
