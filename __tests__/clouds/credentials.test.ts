import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Cloud, CloudSettings } from "../../src/clouds/cloud";
import { findCredentials } from "../../src/clouds/credentials";
import { findRegion } from "../../src/clouds/region";
import { BackupsError } from "../../src/core/errors";
import type { CloudName } from "../../src/vendors";
import { alicloud } from "../../src/vendors/alicloud/cloud";
import { jdcloud } from "../../src/vendors/jdcloud/cloud";
import { tencentcloud } from "../../src/vendors/tencentcloud/cloud";
import { refusalOf } from "../helpers/client";
import { noNetwork } from "../helpers/no-network";

const clouds = { tencentcloud, alicloud, jdcloud };

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "backups-home-"));
});

function put(path: string, content: unknown): void {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
}

const keysOf = (cloud: Cloud, settings: CloudSettings = {}, env: Record<string, string> = {}) =>
  findCredentials(cloud, settings, { env, home }, noNetwork);
const regionOf = (cloud: Cloud, settings: CloudSettings = {}, env: Record<string, string> = {}) =>
  findRegion(cloud, undefined, settings, { env, home });

/** Files in which every value is recognisable as a secret. */
const files = {
  tencentSdk: "[default]\nsecret_id = file-id\nsecret_key = file-secret\ntoken = file-token\n",
  aliyun: {
    current: "work",
    profiles: [
      {
        name: "default",
        mode: "AK",
        access_key_id: "default-id",
        access_key_secret: "s1",
        region_id: "cn-beijing",
      },
      {
        name: "work",
        mode: "AK",
        access_key_id: "work-id",
        access_key_secret: "s2",
        region_id: "cn-hangzhou",
      },
      {
        name: "sts",
        mode: "StsToken",
        access_key_id: "sts-id",
        access_key_secret: "s3",
        sts_token: "sts-token",
        region_id: "cn-shenzhen",
      },
      {
        name: "role",
        mode: "External",
        access_key_id: "role-id",
        access_key_secret: "s4",
        region_id: "cn-qingdao",
      },
      { name: "empty", mode: "AK", access_key_id: "", access_key_secret: "" },
    ],
  },
  jdc: "[default]\naccess_key = jd-default\nsecret_key = s1\nregion_id = cn-north-1\n[work]\naccess_key = jd-work\nsecret_key = s2\nregion_id = cn-south-1\n",
};

describe("credentials", () => {
  it("that are given override the environment and the files", async () => {
    put(".tencentcloud/credentials", files.tencentSdk);
    const env = { TENCENTCLOUD_SECRET_ID: "env-id", TENCENTCLOUD_SECRET_KEY: "env-secret" };
    const given = { accessKey: "given-id", secretKey: "given-secret", securityToken: "given-token" };
    expect(await keysOf(tencentcloud, given, env)).toEqual(given);
    expect(await keysOf(tencentcloud, {}, env)).toEqual({ accessKey: "env-id", secretKey: "env-secret" });
    expect(await keysOf(tencentcloud)).toEqual({
      accessKey: "file-id",
      secretKey: "file-secret",
      securityToken: "file-token",
    });
  });

  it.each<[CloudName, string, string, string | undefined]>([
    ["tencentcloud", "TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_SESSION_TOKEN"],
    ["tencentcloud", "TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_SECURITY_TOKEN"],
    ["tencentcloud", "TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_TOKEN"],
    [
      "alicloud",
      "ALIBABA_CLOUD_ACCESS_KEY_ID",
      "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
      "ALIBABA_CLOUD_SECURITY_TOKEN",
    ],
    ["alicloud", "ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_SECURITY_TOKEN"],
    [
      "alicloud",
      "ALIBABACLOUD_ACCESS_KEY_ID",
      "ALIBABACLOUD_ACCESS_KEY_SECRET",
      "ALIBABACLOUD_SECURITY_TOKEN",
    ],
    ["jdcloud", "JDCLOUD_ACCESS_KEY", "JDCLOUD_SECRET_KEY", "JDCLOUD_SECURITY_TOKEN"],
    ["jdcloud", "JDCLOUD_ACCESS_KEY_ID", "JDCLOUD_ACCESS_KEY_SECRET", undefined],
    ["jdcloud", "JDC_ACCESS_KEY", "JDC_SECRET_KEY", undefined],
  ])("of %s are read from %s and %s", async (name, id, secret, token) => {
    const env = { [id]: " an-id ", [secret]: "a-secret\n", ...(token ? { [token]: "a-token" } : {}) };
    expect(await keysOf(clouds[name], {}, env)).toEqual({
      accessKey: "an-id",
      secretKey: "a-secret",
      securityToken: token && "a-token",
    });
  });

  it("under the SDK's names override those under the Terraform provider's", async () => {
    const env = {
      ALICLOUD_ACCESS_KEY: "terraform",
      ALICLOUD_SECRET_KEY: "s",
      ALIBABA_CLOUD_ACCESS_KEY_ID: "sdk",
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: "s",
    };
    expect((await keysOf(alicloud, {}, env)).accessKey).toBe("sdk");
  });

  it.each<[CloudSettings, Record<string, string>, string, string]>([
    [{ accessKey: "half" }, {}, "accessKey", "secretKey"],
    [{ secretKey: "half" }, {}, "secretKey", "accessKey"],
    [{ securityToken: "half" }, {}, "securityToken", "accessKey"],
    [{}, { ALICLOUD_ACCESS_KEY: "half" }, "ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY"],
    [
      {},
      { ALIBABA_CLOUD_ACCESS_KEY_SECRET: "half" },
      "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
      "ALIBABA_CLOUD_ACCESS_KEY_ID",
    ],
  ])(
    "of which only half is there (%j, %j) are a mistake, not a reason to go on",
    async (settings, env, has, lacks) => {
      put(".aliyun/config.json", files.aliyun);
      const error = await refusalOf(keysOf(alicloud, settings, env));
      expect([error.code, error.message]).toEqual(["credentials", `${has} is set, but ${lacks} is not`]);
      expect(error.describe()).not.toContain("half");
    },
  );

  it("come from the profile that is current, that the environment names, or that was asked for", async () => {
    put(".aliyun/config.json", files.aliyun);
    expect((await keysOf(alicloud)).accessKey).toBe("work-id");
    expect((await keysOf(alicloud, { profile: "" })).accessKey).toBe("work-id");
    expect((await keysOf(alicloud, {}, { ALIBABA_CLOUD_PROFILE: "default" })).accessKey).toBe("default-id");
    expect(await keysOf(alicloud, { profile: "sts" }, { ALIBABA_CLOUD_PROFILE: "default" })).toEqual({
      accessKey: "sts-id",
      secretKey: "s3",
      securityToken: "sts-token",
    });
    put(".jdc/config", files.jdc);
    expect((await keysOf(jdcloud)).accessKey).toBe("jd-default");
    put(".jdc/current", "work\n");
    expect((await keysOf(jdcloud)).accessKey).toBe("jd-work");
    expect((await keysOf(jdcloud, { profile: "default" })).accessKey).toBe("jd-default");
    put(".jdc/current", "\n");
    expect((await keysOf(jdcloud)).accessKey).toBe("jd-default");
  });

  it("of a given profile override variables, which belong to another account", async () => {
    put(".jdc/config", files.jdc);
    const env = { JDCLOUD_ACCESS_KEY: "env", JDCLOUD_SECRET_KEY: "env" };
    expect((await keysOf(jdcloud, { profile: "work" }, env)).accessKey).toBe("jd-work");
    expect((await keysOf(jdcloud, {}, { ...env, JDCLOUD_PROFILE: "work" })).accessKey).toBe("env");
    const error = await refusalOf(keysOf(jdcloud, { profile: "none" }, env));
    expect(error.message).toContain("skipped, because profile none was given");
    expect(error.message).toContain("~/.jdc/config (nothing for profile none)");
    // Variables alone would be skipped again.
    expect(error.hint).toBe(
      "Add profile none to one of the files, or leave profile out and set JDCLOUD_ACCESS_KEY and JDCLOUD_SECRET_KEY.",
    );
  });

  it("are found under a profile whose name has dots", async () => {
    put(
      ".jdc/config",
      "[john.doe]\naccess_key = dotted\nsecret_key = s\n[john]\naccess_key = j\nsecret_key = s\n",
    );
    expect((await keysOf(jdcloud, { profile: "john.doe" })).accessKey).toBe("dotted");
    expect((await keysOf(jdcloud, { profile: "john" })).accessKey).toBe("j");
    expect((await refusalOf(keysOf(jdcloud, { profile: "john.none" }))).code).toBe("credentials");
  });

  it("come from tccli's files if the SDK's has none", async () => {
    put(".tccli/default.credential", { secretId: "cli-id", secretKey: "cli-secret", token: "cli-token" });
    put(".tccli/default.configure", { _sys_param: { region: "ap-beijing" } });
    put(".tccli/work.credential", { secretId: "work-id", secretKey: "work-secret" });
    expect(await keysOf(tencentcloud)).toEqual({
      accessKey: "cli-id",
      secretKey: "cli-secret",
      securityToken: "cli-token",
    });
    expect(await regionOf(tencentcloud)).toBe("ap-beijing");
    expect((await keysOf(tencentcloud, {}, { TENCENTCLOUD_PROFILE: "work" })).accessKey).toBe("work-id");
    put(".tencentcloud/credentials", files.tencentSdk);
    expect((await keysOf(tencentcloud)).accessKey).toBe("file-id");
  });

  it("come from the SDK's file of Alibaba Cloud if the command line tool has none", async () => {
    put(
      ".alibabacloud/credentials",
      "[default]\naccess_key_id = ini-id\naccess_key_secret = ini-secret\n[sts]\naccess_key_id = i\naccess_key_secret = s\nsecurity_token = t\n",
    );
    expect(await keysOf(alicloud)).toEqual({ accessKey: "ini-id", secretKey: "ini-secret" });
    expect((await keysOf(alicloud, { profile: "sts" })).securityToken).toBe("t");
  });

  it("that are nowhere give an error with a list of the sources", async () => {
    const error = await refusalOf(keysOf(alicloud));
    expect(error.code).toBe("credentials");
    expect(error.message).toBe(
      "no credentials for Alibaba Cloud were found; tried the environment (" +
        "ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET; " +
        "ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY; " +
        "ALIBABACLOUD_ACCESS_KEY_ID and ALIBABACLOUD_ACCESS_KEY_SECRET; " +
        "ALICLOUD_ACCESS_KEY_ID and ALICLOUD_ACCESS_KEY_SECRET), ALIBABA_CLOUD_OIDC_TOKEN_FILE (not set), " +
        "~/.aliyun/config.json (not there), ~/.alibabacloud/credentials (not there), " +
        "ALIBABA_CLOUD_CREDENTIALS_URI (not set), " +
        "the metadata server 100.100.100.200 (no connection within a second)",
    );
    expect(error.hint).toBe("Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET.");
  });

  it.each<[string, CloudName, string, unknown]>([
    ["JSON that breaks off", "alicloud", ".aliyun/config.json", '{"profiles":[{"access_key_secret":"LEAKED"'],
    ["a file that is no JSON", "alicloud", ".aliyun/config.json", "LEAKED"],
    ["JSON of another shape", "alicloud", ".aliyun/config.json", { profiles: "LEAKED" }],
    ["JSON that is a text", "alicloud", ".aliyun/config.json", '"LEAKED"'],
    [
      "an INI file with half a pair",
      "alicloud",
      ".alibabacloud/credentials",
      "[default]\naccess_key_secret = LEAKED",
    ],
    ["an INI file without sections", "jdcloud", ".jdc/config", "secret_key = LEAKED"],
    ["an INI file that is none", "jdcloud", ".jdc/config", "\u0000LEAKED{[[\n[default\n=LEAKED"],
    ["a broken tccli file", "tencentcloud", ".tccli/default.credential", '{"secretKey": "LEAKED'],
    ["a tccli file of another shape", "tencentcloud", ".tccli/default.credential", '["LEAKED"]'],
  ])("in %s of %s are not found, and nothing of the file is told", async (_what, name, path, content) => {
    put(path, content);
    const error = await refusalOf(keysOf(clouds[name]));
    expect(error.code).toBe("credentials");
    expect(error.message).toContain(`~/${path}`);
    expect(`${error.describe()} ${error.stack} ${JSON.stringify(error)}`).not.toContain("LEAKED");
  });

  it("come from a given function, before everything else", async () => {
    const credentials = async () => ({
      accessKey: "fn-id",
      secretKey: "fn-secret",
      securityToken: "fn-token",
    });
    const env = { JDCLOUD_ACCESS_KEY: "env", JDCLOUD_SECRET_KEY: "env" };
    expect(await keysOf(jdcloud, { credentials, accessKey: "given", secretKey: "given" }, env)).toEqual({
      accessKey: "fn-id",
      secretKey: "fn-secret",
      securityToken: "fn-token",
    });
  });

  it("of a function that fails or returns nothing are a clear error", async () => {
    const failing = async () => {
      throw new Error("the vault is sealed");
    };
    const error = await refusalOf(keysOf(jdcloud, { credentials: failing }));
    expect([error.code, error.message]).toEqual([
      "credentials",
      "the credentials function for JD Cloud failed: the vault is sealed",
    ]);
    for (const nothing of [
      undefined,
      null,
      {},
      { accessKey: "a" },
      { accessKey: "a", secretKey: "" },
      { accessKey: 1, secretKey: {} },
    ]) {
      const credentials = async () => nothing as never;
      expect((await refusalOf(keysOf(jdcloud, { credentials }))).message).toContain("gave no keys");
    }
    const own = new BackupsError("denied", "no role");
    await expect(keysOf(jdcloud, { credentials: () => Promise.reject(own) })).rejects.toBe(own);
  });
});

describe("a region", () => {
  it("is the argument, the setting, a variable, or the profile's, in this order", async () => {
    put(".aliyun/config.json", files.aliyun);
    const env = { ALICLOUD_REGION: "cn-env" };
    expect(await findRegion(alicloud, "cn-arg", { region: "cn-set" }, { env, home })).toBe("cn-arg");
    expect(await regionOf(alicloud, { region: "cn-set" }, env)).toBe("cn-set");
    expect(await regionOf(alicloud, {}, env)).toBe("cn-env");
    expect(await regionOf(alicloud, { region: "" }, env)).toBe("cn-env");
    expect(await regionOf(alicloud)).toBe("cn-hangzhou");
    expect(await regionOf(alicloud, { profile: "role" })).toBe("cn-qingdao");
    put(".jdc/config", files.jdc);
    expect(await regionOf(jdcloud, { profile: "work" })).toBe("cn-south-1");
  });

  it.each<[CloudName, readonly string[]]>([
    ["tencentcloud", ["TENCENTCLOUD_REGION"]],
    [
      "alicloud",
      ["ALICLOUD_REGION", "ALIBABA_CLOUD_REGION", "ALIBABA_CLOUD_REGION_ID", "ALIBABACLOUD_REGION_ID"],
    ],
    ["jdcloud", ["JDCLOUD_REGION", "JDCLOUD_REGION_ID"]],
  ])("of %s is read from %j", async (name, names) => {
    for (const variable of names) expect(await regionOf(clouds[name], {}, { [variable]: "r-1" })).toBe("r-1");
  });

  it("that is nowhere is a usage error, with what to do", async () => {
    const error = await refusalOf(regionOf(jdcloud));
    expect([error.code, error.argument, error.hint]).toEqual([
      "usage",
      "region",
      "Give region, set JDCLOUD_REGION, or set it in the profile.",
    ]);
  });

  it.each(["evil.example.com", "a/b", "cn-north-1#", "..", "-a", "A", "a b", "x".repeat(70)])(
    "of %j is an error, because it would become part of a host name",
    async (region) => {
      const error = await refusalOf(findRegion(jdcloud, region, {}, { env: {}, home }));
      expect([error.code, error.argument]).toEqual(["usage", "region"]);
    },
  );
});
