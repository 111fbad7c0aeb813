import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { BackupsProvider, TencentCloudRedisBackups } from "../../src";
import { BackupsClient } from "../../src/client";
import { backupsProvider } from "../../src/plugin/backups-provider";
import { temporaryDirectory } from "../helpers/terraform";
import { newStack, synthesised } from "./synthesised";

const SAMPLE = { instanceId: "crs-5a4py64p", region: "ap-guangzhou" };

describe("BackupsProvider", () => {
  it("is added to a stack that has none, once, with its source and version", () => {
    const stack = newStack();
    new TencentCloudRedisBackups(stack, "one", SAMPLE);
    new TencentCloudRedisBackups(stack, "two", SAMPLE);
    const { provider, terraform } = synthesised(stack);
    expect(provider).toEqual({ backups: [{}] });
    expect(terraform?.required_providers).toEqual({
      backups: { source: "cdktf-backups.internal/npm/backups", version: "1.0.0" },
    });
  });

  it("uses no id that a user would give to a lookup", () => {
    const stack = newStack();
    new TencentCloudRedisBackups(stack, "backups", SAMPLE);
    new TencentCloudRedisBackups(stack, "provider", SAMPLE);
    expect(synthesised(stack).provider).toEqual({ backups: [{}] });
  });

  it.each(["before", "after"])("replaces the automatic one if it is declared %s the lookups", (when) => {
    const stack = newStack();
    const declare = () => new BackupsProvider(stack, "mine", { timeout: 30, maxRetries: 2 });
    if (when === "before") declare();
    new TencentCloudRedisBackups(stack, "one", SAMPLE);
    if (when === "after") declare();
    expect(synthesised(stack).provider).toEqual({ backups: [{ timeout: 30, max_retries: 2 }] });
  });

  it.each([
    [{ timeout: 86_401 }, "timeout: got 86401, expected a whole number from 1 to 86400"],
    [{ timeout: 0.5 }, "timeout: got 0.5, expected a whole number from 1 to 86400"],
    [{ maxRetries: 101 }, "maxRetries: got 101, expected a whole number from 0 to 100"],
  ])("refuses at synthesis what the plan would refuse: %p", (props, problem) => {
    expect(() => new BackupsProvider(newStack(), "mine", props)).toThrow(`mine] ${problem}`);
  });

  it("accepts numbers at their limits, and those that only Terraform knows", () => {
    for (const [timeout, maxRetries] of [
      [1, 0],
      [86_400, 100],
    ] as const) {
      const stack = newStack();
      const provider = new BackupsProvider(stack, "mine", { timeout, maxRetries });
      expect(() => new BackupsClient(provider.clientOptions())).not.toThrow();
      const config = { timeout, max_retries: maxRetries };
      expect(backupsProvider({}).validateConfig(config)).toEqual([]);
      expect(synthesised(stack).provider).toEqual({ backups: [config] });
    }
    const stack = newStack();
    const { numberValue } = new TerraformVariable(stack, "seconds", {});
    new BackupsProvider(stack, "mine", { timeout: numberValue });
    expect(synthesised(stack).provider).toEqual({ backups: [{ timeout: "${var.seconds}" }] });
  });

  it("is not added for a lookup with its own provider", () => {
    const stack = newStack();
    const north = new BackupsProvider(stack, "north", { alias: "north" });
    new TencentCloudRedisBackups(stack, "one", { ...SAMPLE, provider: north });
    const json = synthesised(stack);
    expect(json.provider).toEqual({ backups: [{ alias: "north" }] });
    expect(json.data?.backups_tencentcloud_redis?.one).toMatchObject({ provider: "backups.north" });
    new TencentCloudRedisBackups(stack, "two", SAMPLE);
    expect(synthesised(stack).provider).toEqual({ backups: [{ alias: "north" }, {}] });
  });

  it("writes the settings of each vendor by Terraform's names; keys may be variables", () => {
    const stack = newStack();
    const { stringValue } = new TerraformVariable(stack, "key", { sensitive: true });
    new BackupsProvider(stack, "mine", {
      tencentcloud: { region: "ap-guangzhou", secretId: stringValue, timeZone: "+08:00", profile: undefined },
      alicloud: { accessKey: stringValue, securityToken: stringValue },
      jdcloud: { endpoint: "https://redis.example.com" },
    });
    expect(synthesised(stack).provider).toEqual({
      backups: [
        {
          tencentcloud: { region: "ap-guangzhou", secret_id: "${var.key}", time_zone: "+08:00" },
          alicloud: { access_key: "${var.key}", security_token: "${var.key}" },
          jdcloud: { endpoint: "https://redis.example.com" },
        },
      ],
    });
  });
});

describe("synthesis of a stack with lookups", () => {
  const home = temporaryDirectory();

  function appOfTwoStacks(): App {
    const app = new App({ outdir: join(home, "cdktf.out") });
    for (const id of ["one", "two"]) new TencentCloudRedisBackups(new TerraformStack(app, id), "it", SAMPLE);
    new TerraformStack(app, "without-lookups");
    return app;
  }

  it("puts the plugin and its lock entry beside each stack that needs them, and changes nothing the next time", () => {
    appOfTwoStacks().synth();
    const at = (...path: string[]) => join(home, "cdktf.out/stacks", ...path);
    for (const id of ["one", "two"]) {
      const mirror = at(id, "terraform.d/plugins/cdktf-backups.internal/npm/backups");
      expect(readdirSync(mirror)).toContain("terraform-provider-backups_1.0.0_linux_amd64.zip");
      expect(existsSync(at(id, "cdk.tf.json"))).toBe(true);
    }
    expect(readdirSync(at("without-lookups"))).toEqual(["cdk.tf.json"]);
    const lock = readFileSync(at("one", ".terraform.lock.hcl"), "utf8");
    expect(lock).toContain('provider "cdktf-backups.internal/npm/backups"');
    appOfTwoStacks().synth();
    expect(readFileSync(at("one", ".terraform.lock.hcl"), "utf8")).toBe(lock);
  });

  it("does so also in a unit test with fullSynth", () => {
    const stack = newStack();
    new TencentCloudRedisBackups(stack, "it", SAMPLE);
    const outdir = Testing.fullSynth(stack);
    expect(existsSync(join(outdir, "stacks/stack/terraform.d/plugins"))).toBe(true);
    rmSync(outdir, { recursive: true });
  });
});

describe("roles and accounts", () => {
  const props = {
    alicloud: {
      assumeRole: { roleArn: "acs:ram::1:role/restore", sessionExpiration: 900, externalId: "partner-1" },
      assumeRoleWithOidc: { oidcProviderArn: "p", oidcTokenFile: "/token", roleSessionName: "ci" },
      allowedAccountIds: ["100012345678"],
    },
    tencentcloud: {
      assumeRole: {
        roleArn: "qcs::cam::uin/1:roleName/r",
        sessionName: "ci",
        sessionDuration: 3600,
        sourceIdentity: "me",
      },
      assumeRoleWithWebIdentity: { providerId: "gh", webIdentityTokenFile: "/token" },
      forbiddenAccountIds: ["100012345679"],
    },
  };
  const inTerraform = {
    alicloud: {
      assume_role: { role_arn: "acs:ram::1:role/restore", session_expiration: 900, external_id: "partner-1" },
      assume_role_with_oidc: { oidc_provider_arn: "p", oidc_token_file: "/token", role_session_name: "ci" },
      allowed_account_ids: ["100012345678"],
    },
    tencentcloud: {
      assume_role: {
        role_arn: "qcs::cam::uin/1:roleName/r",
        session_name: "ci",
        session_duration: 3600,
        source_identity: "me",
      },
      assume_role_with_web_identity: { provider_id: "gh", web_identity_token_file: "/token" },
      forbidden_account_ids: ["100012345679"],
    },
  };

  it("are in the block under the names of the vendors' own providers, and are validated", () => {
    const stack = newStack();
    new BackupsProvider(stack, "mine", props);
    const [block] = (synthesised(stack).provider as { backups: [Record<string, never>] }).backups;
    expect(block).toEqual(inTerraform);
    expect(backupsProvider({}).validateConfig(block)).toEqual([]);
  });

  it("are the same for lookups at synthesis", () => {
    const { alicloud, tencentcloud } = new BackupsProvider(newStack(), "mine", props).clientOptions();
    expect(alicloud).toEqual({
      assumeRole: { roleArn: "acs:ram::1:role/restore", sessionDuration: 900, externalId: "partner-1" },
      assumeRoleWithOidc: { provider: "p", tokenFile: "/token", sessionName: "ci" },
      allowedAccountIds: ["100012345678"],
    });
    expect(tencentcloud?.assumeRoleWithOidc).toEqual({ provider: "gh", tokenFile: "/token" });
  });

  it("that only Terraform knows are an error at synthesis", () => {
    const stack = newStack();
    const role = new TerraformVariable(stack, "role", { type: "string" });
    const provider = new BackupsProvider(stack, "mine", {
      alicloud: { assumeRole: { roleArn: role.stringValue } },
    });
    expect(() => provider.clientOptions()).toThrow("contains a value that only Terraform knows");
  });
});
