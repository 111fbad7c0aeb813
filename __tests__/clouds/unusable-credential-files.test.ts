import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inFlags } from "../../src/cli/describe-error";
import { BackupsClient } from "../../src/client";
import type { Cloud, CloudSettings } from "../../src/clouds/cloud";
import { findCredentials } from "../../src/clouds/credentials";
import { findRegion } from "../../src/clouds/region";
import { render } from "../../src/core/message";
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
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A folder where the file should be: it is there, and not even root can read it. */
const FOLDER = Symbol("folder");

function put(path: string, content: unknown): void {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  if (content === FOLDER) mkdirSync(file);
  else writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
}

const keysOf = (cloud: Cloud, settings: CloudSettings = {}, env: Record<string, string> = {}) =>
  findCredentials(cloud, settings, { env, home }, noNetwork);
const regionOf = (cloud: Cloud, settings: CloudSettings = {}, env: Record<string, string> = {}) =>
  findRegion(cloud, undefined, settings, { env, home });

const ini = (profile: string, values: Record<string, string>) =>
  [`[${profile}]`, ...Object.entries(values).map(([name, value]) => `${name} = ${value}`), ""].join("\n");
const aliyun = (profile: string, values: object) => ({
  current: profile,
  profiles: [{ name: profile, ...values }],
});

/** Another account's keys, in the file that is looked at next. */
const next: Record<string, (profile: string) => void> = {
  tencentcloud: (profile) =>
    put(`.tccli/${profile}.credential`, { secretId: "other-id", secretKey: "other-secret" }),
  alicloud: (profile) => {
    const keys = { access_key_id: "other-id", access_key_secret: "other-secret" };
    put(
      ".alibabacloud/credentials",
      ini("default", keys) + (profile === "default" ? "" : ini(profile, keys)),
    );
  },
  jdcloud: () => undefined,
};

interface Format {
  readonly cloud: Cloud;
  readonly path: (profile: string) => string;
  readonly write: (profile: string, values: Record<string, string>) => unknown;
  readonly id: string;
  readonly secret: string;
  readonly broken: readonly (readonly [content: string, problem: string, remedy?: string])[];
  /** What tells that the keys have to be got elsewhere; the file may well have keys beside it. */
  readonly modes: readonly (readonly [values: Record<string, string>, problem: string])[];
}

const HEADER = "Repair the file, with nothing beside a [section] in its line";
const NAME = "Repair the file, with names in lower case and comments on lines of their own";
const BROKEN_INI: Format["broken"] = [
  ["[default\nsecret = LEAKED\n", "it has no valid [section] in line 1", HEADER],
  ["[other]\na = b\n\n  [default]\nsecret = LEAKED\n", "it has no valid [section] in line 4", HEADER],
  ["[default] # mine\nsecret = LEAKED\n", "it has no valid [section] in line 1", HEADER],
  ["[default] \r\nsecret = LEAKED\n", "it has no valid [section] in line 1", HEADER],
  ["[ default]\nsecret = LEAKED\n", "it has no valid [section] in line 1", HEADER],
  ["[other]\nLEAKED\n", 'it has no "name = value" in line 2', NAME],
  ["[other]\rsecret: LEAKED=\r", 'it has no "name = value" in line 2', NAME],
  ["[other]\nSecret = LEAKED\n", 'it has no "name = value" in line 2', NAME],
  ["[other]\nsecret[] = LEAKED\n", 'it has no "name = value" in line 2', NAME],
  ["[other]\n__proto__ = LEAKED\n", 'it has no "name = value" in line 2', NAME],
  [
    "[DEFAULT]\nsecret = LEAKED\n",
    "it has a [DEFAULT] in line 1",
    "Move its values to the profiles, such as [default]",
  ],
  ["# mine\nsecret = LEAKED\n", "it has text before its first [section] in line 2"],
  ['{"secret":"LEAKED"}', "it has text before its first [section] in line 1"],
  ["\u0000\u0001LEAKED", "it has text before its first [section] in line 1"],
];
const BROKEN_JSON: Format["broken"] = [
  ['{"profiles":[{"access_key_secret":"LEAKED"', "it is not valid JSON"],
  ["", "it is not valid JSON"],
  ["[default]\nsecret = LEAKED", "it is not valid JSON"],
  ['["LEAKED"]', "it is not a JSON object"],
  ['"LEAKED"', "it is not a JSON object"],
  ["null", "it is not a JSON object"],
];

const formats: readonly Format[] = [
  {
    cloud: tencentcloud,
    path: () => ".tencentcloud/credentials",
    write: ini,
    id: "secret_id",
    secret: "secret_key",
    broken: BROKEN_INI,
    modes: [],
  },
  {
    cloud: tencentcloud,
    path: (profile) => `.tccli/${profile}.credential`,
    write: (_profile, values) => values,
    id: "secretId",
    secret: "secretKey",
    broken: BROKEN_JSON,
    modes: [
      [{ type: "oauth", expiresAt: "1" }, "type oauth, but no keys from a login"],
      [{ type: "sso", token: "t" }, "type sso, but does not say when its keys expire"],
      [{ "role-arn": "qcs::cam::uin/1:roleName/r" }, "role-arn, but no role-session-name"],
    ],
  },
  {
    cloud: alicloud,
    path: () => ".aliyun/config.json",
    write: aliyun,
    id: "access_key_id",
    secret: "access_key_secret",
    broken: [...BROKEN_JSON, ['{"profiles":"LEAKED"}', "it has no list of profiles"]],
    modes: [
      ...["External", "RsaKeyPair", "BearerToken", "Anonymous", "Odd"].map(
        (mode) => [{ mode }, `mode ${mode}, which is not supported`] as const,
      ),
      ...["RamRoleArn", "ramrolearn", "OIDC"].map(
        (mode) => [{ mode }, `mode ${mode === "OIDC" ? mode : "RamRoleArn"}, but no ram_role_arn`] as const,
      ),
      [{ mode: "ChainableRamRoleArn" }, "mode ChainableRamRoleArn, but no source_profile"],
      [{ mode: "CredentialsURI" }, "mode CredentialsURI, but no credentials_uri"],
      [{ mode: "CloudSSO" }, "mode CloudSSO, but no keys from a login"],
      [{ mode: "oauth", sts_token: "t" }, "mode OAuth, but does not say when its keys expire"],
      [{ mode: "StsToken" }, "mode StsToken, but no sts_token"],
    ],
  },
  {
    cloud: alicloud,
    path: () => ".alibabacloud/credentials",
    write: ini,
    id: "access_key_id",
    secret: "access_key_secret",
    broken: BROKEN_INI,
    modes: [
      [{ type: "rsa_key_pair" }, "type rsa_key_pair, which is not supported"],
      ...["ram_role_arn", "oidc_role_arn"].map(
        (type) => [{ type }, `type ${type}, but no role_arn`] as const,
      ),
      [{ type: "sts" }, "type sts, but no security_token"],
    ],
  },
  {
    cloud: jdcloud,
    path: () => ".jdc/config",
    write: ini,
    id: "access_key",
    secret: "secret_key",
    broken: BROKEN_INI,
    modes: [],
  },
];

/** Each format with the profile that is in use by itself, and with one that was asked for. */
const rows = formats.flatMap((format) =>
  [undefined, "prod"].map((profile) => [format.path(profile ?? "default"), profile, format] as const),
);

describe.each(rows)("keys in ~/%s (given profile: %s)", (path, profile, format) => {
  const { cloud, write, id, secret, broken, modes } = format;
  const name = profile ?? "default";
  const variables = cloud.credentialSources.keys[0];
  const otherwise = `${profile ? "leave profile out and " : ""}set ${variables.accessKey} and ${variables.secretKey}.`;

  /** What the search ends with, in a home where the next file has another account's keys. */
  async function endOf(content: unknown, problem: string, remedy: string): Promise<void> {
    next[cloud.name]?.(name);
    rmSync(join(home, path), { force: true });
    put(path, content);
    const error = await refusalOf(keysOf(cloud, { profile }));
    expect([error.code, error.message, error.hint]).toEqual([
      "credentials",
      `the search for credentials of ${cloud.title} ended at ~/${path}: ${problem}`,
      `${remedy}, or ${otherwise}`,
    ]);
    expect(`${error.describe()} ${error.stack} ${JSON.stringify(error)}`).not.toMatch(/LEAKED|other-/);
  }

  it("with one half missing end the search, and the error names the missing half", async () => {
    for (const [has, lacks] of [
      [id, secret],
      [secret, id],
    ] as const) {
      for (const more of [{}, { [lacks]: "" }, { [lacks]: "  " }]) {
        const problem = `profile ${name} has ${has}, but no ${lacks}`;
        await endOf(write(name, { [has]: "LEAKED", ...more }), problem, `Add ${lacks} to the profile`);
      }
    }
  });

  it("are searched in the next file if the profile has none", async () => {
    next[cloud.name]?.(name);
    rmSync(join(home, path), { force: true });
    put(path, write(name, { [id]: "", x: "y" }));
    const found = keysOf(cloud, { profile });
    const withKeys = cloud.credentialSources.files({}).filter(({ format }) => "keys" in format);
    if (`~/${path}` === withKeys.at(-1)?.path(name)) {
      expect((await refusalOf(found)).message).toContain(`~/${path} (nothing for profile ${name})`);
    } else {
      expect((await found).accessKey).toBe("other-id");
    }
  });

  it("in a file that is broken are not looked for elsewhere", async () => {
    for (const [content, problem, remedy = "Repair the file"] of broken) {
      const unread = profile ? `profile ${profile}` : "the profile in use";
      await endOf(content, `${problem}, so ${unread} could not be read`, remedy);
    }
  });

  it("in an unreadable file are not searched elsewhere", async () => {
    const unread = profile ? `profile ${profile}` : "the profile in use";
    const remedy = "Make it readable for the user who runs this, or remove it";
    await endOf(FOLDER, `it cannot be read (EISDIR), so ${unread} could not be read`, remedy);
    rmSync(join(home, path), { recursive: true });
    symlinkSync(join(home, path), join(home, path));
    const error = await refusalOf(keysOf(cloud, { profile }));
    expect(error.message).toContain(`~/${path}: it cannot be read (ELOOP), so ${unread} could not be read`);
  });

  if (modes.length > 0) {
    it("of another mode end the search, even if the profile also has keys", async () => {
      for (const [values, problem] of modes) {
        next[cloud.name]?.(name);
        put(path, write(name, { [id]: "LEAKED", [secret]: "LEAKED", ...values }));
        const error = await refusalOf(keysOf(cloud, { profile }));
        expect([error.code, error.message]).toEqual([
          "credentials",
          `the search for credentials of ${cloud.title} ended at ~/${path}: profile ${name} has ${problem}`,
        ]);
        expect(render(error.parts.hint ?? "", inFlags)).toMatch(
          /^(?:Add \w[\w-]+ to the profile|Use (?:a mode|one of the types) .*|To log in again, run (?:tccli|aliyun) .*), or /,
        );
        expect(error.describe()).not.toContain("LEAKED");
      }
    });
  }

  it("after a byte-order mark are found", async () => {
    const content = write(name, { [id]: "own-id", [secret]: "own-secret" });
    put(path, `\uFEFF${typeof content === "string" ? content : JSON.stringify(content)}`);
    expect(await keysOf(cloud, { profile })).toEqual({ accessKey: "own-id", secretKey: "own-secret" });
  });

  it("are not read if the environment has keys", async () => {
    for (const content of ["\u0000[", FOLDER]) {
      rmSync(join(home, path), { recursive: true, force: true });
      put(path, content);
      const env = { [variables.accessKey]: "env-id", [variables.secretKey]: "env-secret" };
      const region = { [String(cloud.credentialSources.region[0])]: "env-1" };
      const named = profile && { [String(cloud.credentialSources.profile[0])]: profile };
      expect((await keysOf(cloud, {}, { ...env, ...named })).accessKey).toBe("env-id");
      expect(await regionOf(cloud, {}, { ...region, ...named })).toBe("env-1");
    }
  });
});

describe("the search for keys", () => {
  it("goes on if a file or the profile is missing", async () => {
    next.tencentcloud?.("default");
    next.alicloud?.("prod");
    put(".tencentcloud/credentials", ini("other", { secret_id: "x" }));
    put(".aliyun/config.json", { current: "default", profiles: [{ name: "other", mode: "EcsRamRole" }] });
    expect((await keysOf(tencentcloud)).accessKey).toBe("other-id");
    expect((await keysOf(alicloud)).accessKey).toBe("other-id");
    expect((await keysOf(alicloud, { profile: "prod" })).accessKey).toBe("other-id");
    put(".aliyun/config.json", {});
    expect((await keysOf(alicloud)).accessKey).toBe("other-id");
  });

  it("goes on if the default profile has no keys, current or not", async () => {
    next.alicloud?.("default");
    put(".aliyun/config.json", aliyun("default", { mode: "AK", region_id: "cn-1" }));
    expect((await keysOf(alicloud)).accessKey).toBe("other-id");
    put(".jdc/current", "default");
    for (const name of ["default", "other"]) {
      put(".jdc/config", ini(name, { region_id: "cn-1" }));
      expect((await refusalOf(keysOf(jdcloud))).message).toContain(
        "~/.jdc/config (nothing for profile default)",
      );
    }
  });

  it("takes a section as a profile only if it has its own values", async () => {
    put(".tencentcloud/credentials", ini("john.doe", { secret_id: "d", secret_key: "s" }));
    next.tencentcloud?.("john");
    expect((await keysOf(tencentcloud, { profile: "john" })).accessKey).toBe("other-id");
  });

  it("ends at a current profile that is missing or empty, because the next file's default is another account", async () => {
    next.alicloud?.("default");
    put(".aliyun/config.json", { current: "prod", profiles: [] });
    const error = await refusalOf(keysOf(alicloud));
    expect(error.message).toContain(
      "~/.aliyun/config.json: profile prod is the current one, but not in the file",
    );
    put(".aliyun/config.json", aliyun("prod", { mode: "AK", region_id: "cn-1" }));
    expect((await refusalOf(keysOf(alicloud))).message).toContain(
      "~/.aliyun/config.json: profile prod is the current one, but has no keys",
    );
    put(".jdc/config", ini("default", { access_key: "a", secret_key: "s" }));
    put(".jdc/current", "prod");
    expect((await refusalOf(keysOf(jdcloud))).message).toContain(
      "~/.jdc/config: profile prod is named by ~/.jdc/current, but not in the file",
    );
    put(".jdc/config", ini("prod", { region_id: "cn-1" }));
    expect((await refusalOf(keysOf(jdcloud))).message).toContain(
      "~/.jdc/config: profile prod is named by ~/.jdc/current, but has no keys",
    );
    rmSync(join(home, ".jdc/current"));
    put(".jdc/current", FOLDER);
    expect((await refusalOf(keysOf(jdcloud))).message).toContain(
      "~/.jdc/current: it cannot be read (EISDIR)",
    );
  });

  it("uses the temporary keys of a tool's login until they expire", async () => {
    const expiresAt = Math.floor(Date.now() / 1000) + 3600;
    const own = {
      accessKey: "own-id",
      secretKey: "own-secret",
      securityToken: "own-token",
      expiresAt: new Date(expiresAt * 1000),
    };
    for (const type of ["oauth", "sso"]) {
      const keys = { secretId: "own-id", secretKey: "own-secret", token: "own-token" };
      put(".tccli/default.credential", { type, ...keys, expiresAt, oauth: { expiresAt: 1 } });
      expect(await keysOf(tencentcloud)).toEqual(own);
    }
    for (const mode of ["CloudSSO", "cloudsso", "OAuth", "OAUTH"]) {
      const keys = { access_key_id: "own-id", access_key_secret: "own-secret", sts_token: "own-token" };
      put(".aliyun/config.json", aliyun("prod", { mode, ...keys, sts_expiration: expiresAt }));
      expect(await keysOf(alicloud)).toEqual(own);
    }
  });

  it("refuses those that have expired, with the command that renews them", async () => {
    const expiresAt = Math.floor(Date.now() / 1000) - 1;
    const at = `expired at ${new Date(expiresAt * 1000).toISOString().replace(".000Z", "Z")}`;
    for (const [type, command] of [
      ["oauth", "tccli auth login --profile default"],
      ["sso", "tccli sso login --profile default"],
    ]) {
      put(".tccli/default.credential", { type, secretId: "i", secretKey: "s", token: "t", expiresAt });
      const { code, message, hint } = await refusalOf(keysOf(tencentcloud));
      expect([code, message, hint]).toEqual([
        "credentials",
        expect.stringContaining(`the keys of profile default in ~/.tccli/default.credential ${at}`),
        `To log in again, run ${command}.`,
      ]);
    }
    for (const mode of ["CloudSSO", "OAuth"]) {
      const keys = { access_key_id: "i", access_key_secret: "s", sts_token: "t", sts_expiration: expiresAt };
      put(".aliyun/config.json", aliyun("prod", { mode, ...keys }));
      const { message, hint } = await refusalOf(keysOf(alicloud));
      expect(message).toContain(`the keys of profile prod in ~/.aliyun/config.json ${at}`);
      expect(hint).toBe(`To log in again, run aliyun configure --mode ${mode} --profile prod.`);
    }
  });

  it("ignores a token with keys that the profile calls permanent", async () => {
    const keys = { access_key_id: "own-id", access_key_secret: "own-secret" };
    const own = { accessKey: "own-id", secretKey: "own-secret" };
    put(
      ".alibabacloud/credentials",
      ini("default", { type: "access_key", ...keys, security_token: "stale" }),
    );
    expect(await keysOf(alicloud)).toEqual(own);
    put(".alibabacloud/credentials", ini("default", { type: "sts", ...keys, security_token: "token" }));
    expect(await keysOf(alicloud)).toEqual({ ...own, securityToken: "token" });
    put(".aliyun/config.json", aliyun("default", { mode: "AK", ...keys, sts_token: "stale" }));
    expect(await keysOf(alicloud)).toEqual(own);
    put(".aliyun/config.json", aliyun("default", { mode: "StsToken", ...keys, sts_token: "token" }));
    expect(await keysOf(alicloud)).toEqual({ ...own, securityToken: "token" });
  });

  it("cuts the names of profile and mode, and removes control characters", async () => {
    const name = `a\u001b[31m${"x".repeat(300)}`;
    for (const values of [
      { mode: `b\u0007${"y".repeat(300)}` },
      { mode: "ChainableRamRoleArn", source_profile: `c\u0007${"z".repeat(300)}` },
      { mode: "ChainableRamRoleArn", source_profile: name },
    ]) {
      put(".aliyun/config.json", aliyun(name, values));
      const { message } = await refusalOf(keysOf(alicloud));
      expect(message).not.toMatch(/\p{Cc}/u);
      expect(message.length).toBeLessThan(450);
    }
  });
});

describe("the search for a region", () => {
  it.each<[CloudName, string, unknown, string]>([
    ["alicloud", ".aliyun/config.json", "{", "it is not valid JSON"],
    ["alicloud", ".aliyun/config.json", FOLDER, "it cannot be read (EISDIR)"],
    ["jdcloud", ".jdc/config", "[default\nregion_id = cn-north-1\n", "it has no valid [section] in line 1"],
    ["jdcloud", ".jdc/config", FOLDER, "it cannot be read (EISDIR)"],
    ["tencentcloud", ".tccli/prod.configure", "{", "it is not valid JSON"],
    ["tencentcloud", ".tccli/prod.configure", FOLDER, "it cannot be read (EISDIR)"],
  ])(
    "of %s ends at ~/%s that cannot be used, not at the environment's",
    async (name, path, content, problem) => {
      const cloud = clouds[name];
      put(".tccli/prod.credential", {});
      put(path, content);
      const env = { [String(cloud.credentialSources.region[0])]: "other-1" };
      const error = await refusalOf(regionOf(cloud, { profile: "prod" }, env));
      expect([error.code, error.message]).toEqual([
        "credentials",
        `the search for a region of ${cloud.title} ended at ~/${path}: ${problem}, so profile prod could not be read`,
      ]);
      expect(error.hint).toMatch(/, or give region\.$/);
      expect(await findRegion(cloud, "own-1", { profile: "prod" }, { env, home })).toBe("own-1");
    },
  );

  it("uses the region of a profile whose keys cannot be used", async () => {
    put(".aliyun/config.json", aliyun("prod", { mode: "EcsRamRole", region_id: "cn-qingdao" }));
    put(".jdc/config", ini("default", { access_key: "half", region_id: "cn-south-1" }));
    put(".tccli/default.credential", "{");
    put(".tccli/default.configure", { _sys_param: { region: "ap-beijing" } });
    expect(await Promise.all([alicloud, jdcloud, tencentcloud].map((cloud) => regionOf(cloud)))).toEqual([
      "cn-qingdao",
      "cn-south-1",
      "ap-beijing",
    ]);
  });

  it("finds that of tccli's profile without keys in the same directory", async () => {
    put(".tccli/prod.configure", { _sys_param: { region: "ap-beijing" } });
    expect(await regionOf(tencentcloud, { profile: "prod" })).toBe("ap-beijing");
    const env = { TENCENTCLOUD_SHARED_CREDENTIALS_DIR: join(home, ".tccli"), TCCLI_PROFILE: "prod" };
    expect(await regionOf(tencentcloud, {}, env)).toBe("ap-beijing");
  });

  it("does not prevent finding keys in another file of the tool", async () => {
    put(".tccli/default.credential", { secretId: "own-id", secretKey: "own-secret" });
    put(".tccli/default.configure", "{");
    expect((await keysOf(tencentcloud)).accessKey).toBe("own-id");
    put(".tencentcloud/credentials", FOLDER);
    rmSync(join(home, ".tccli/default.configure"));
    put(".tccli/default.configure", { _sys_param: { region: "ap-beijing" } });
    expect(await regionOf(tencentcloud)).toBe("ap-beijing");
  });
});

it("is an error of the lookup, or a warning with onUnavailable", async () => {
  put(".jdc/config", ini("default", { access_key: "half" }));
  const client = new BackupsClient({ testing: { env: {}, home } });
  const query = { instanceId: "redis-1", region: "cn-north-1" } as const;
  const problem = "redis-1 in cn-north-1: the search for credentials of JD Cloud ended at ~/.jdc/config";
  expect((await refusalOf(client.lookup("jdcloud-redis", query))).message).toContain(problem);
  const { warnings } = await client.lookup("jdcloud-redis", { ...query, onUnavailable: "warn" });
  expect(warnings).toMatchObject([{ code: "credentials", message: expect.stringContaining(problem) }]);
});
