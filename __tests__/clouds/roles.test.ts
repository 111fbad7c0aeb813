import { chmodSync } from "node:fs";
import { join } from "node:path";
import { BackupsClient, type CloudSettings, type TestingOptions } from "../../src/client";
import { refusalOf } from "../helpers/client";
import {
  ACCOUNT,
  baseKeys,
  type KeyServerOptions,
  sessionKeys,
  stsAction,
  stsRefusal,
  webToken,
} from "../helpers/key-server";
import { keysOf, LOOKUPS, machines, type RoleCloud } from "../helpers/machine";

const start = machines();

const ROLE = "acs:ram::100012345678:role/restore";
const TENCENT_ROLE = "qcs::cam::uin/100012345678:roleName/restore";

describe("the role of an instance", () => {
  it("of ECS is requested with a token of the metadata server, if nothing else is set", async () => {
    const machine = await start({ onlyV2: true });
    expect(await machine.find("alicloud")).not.toBeNull();
    expect(machine.metadataPaths).toEqual([
      "PUT /latest/api/token",
      "GET /latest/meta-data/ram/security-credentials/",
      "GET /latest/meta-data/ram/security-credentials/restore-role",
    ]);
  });

  it("of ECS is requested without a token if the server has none, unless that is forbidden", async () => {
    const instead: KeyServerOptions["instead"] = ({ method }) =>
      method === "PUT" ? { status: 404 } : undefined;
    const machine = await start({ instead });
    expect(await machine.find("alicloud", { ALIBABA_CLOUD_ECS_METADATA: "restore-role" })).not.toBeNull();
    expect(machine.metadataPaths.at(-1)).toBe("GET /latest/meta-data/ram/security-credentials/restore-role");
    const error = await refusalOf(machine.find("alicloud", { ALIBABA_CLOUD_IMDSV1_DISABLED: "True" }));
    expect(error.message).toContain("ALIBABA_CLOUD_IMDSV1_DISABLED forbids asking without one");
  });

  it("of CVM is requested if nothing else is set", async () => {
    const machine = await start();
    expect(await machine.find("tencentcloud")).not.toBeNull();
    expect(machine.metadataPaths).toEqual([
      "GET /latest/meta-data/cam/security-credentials/",
      "GET /latest/meta-data/cam/security-credentials/restore-role",
    ]);
  });

  it.each<[RoleCloud, Record<string, string>]>([
    ["alicloud", {}],
    ["tencentcloud", {}],
  ])("of %s is not asked for where there are keys", async (cloud) => {
    const machine = await start({}, baseKeys);
    expect(await machine.find(cloud, keysOf[cloud])).not.toBeNull();
    expect(machine.keys.connections()).toBe(0);
  });

  it("of CVM in a variable overrides keys, as in the vendor's Terraform provider", async () => {
    const machine = await start();
    const env = { ...keysOf.tencentcloud, TENCENTCLOUD_CAM_ROLE_NAME: "restore-role" };
    expect(await machine.find("tencentcloud", env)).not.toBeNull();
    expect(machine.metadataPaths).toEqual(["GET /latest/meta-data/cam/security-credentials/restore-role"]);
  });

  it("is not requested if that is turned off", async () => {
    const machine = await start();
    const off = await refusalOf(machine.find("alicloud", { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true" }));
    expect(off.message).toContain("the metadata server (turned off by ALIBABA_CLOUD_ECS_METADATA_DISABLED)");
    const none = await refusalOf(machine.find("tencentcloud", { BACKUPS_METADATA_URL: "none" }));
    expect(none.message).toContain(
      "the metadata server metadata.tencentyun.com (turned off by BACKUPS_METADATA_URL)",
    );
    expect(machine.keys.connections()).toBe(0);
  });

  it("is requested if a profile says so", async () => {
    const machine = await start();
    machine.put(".aliyun/config.json", {
      current: "ecs",
      profiles: [{ name: "ecs", mode: "ecsramrole", ram_role_name: "restore-role" }],
    });
    machine.put(".tccli/default.credential", { type: "cvm-role" });
    expect(await machine.find("alicloud")).not.toBeNull();
    expect(await machine.find("tencentcloud")).not.toBeNull();
  });

  it.each(["http://192.0.2.1", "https://127.0.0.1:1", "ftp://127.0.0.1", "nonsense"])(
    "is not requested at %s, where others may answer",
    async (address) => {
      const machine = await start();
      const error = await refusalOf(machine.find("tencentcloud", { BACKUPS_METADATA_URL: address }));
      expect([error.code, error.argument]).toEqual(["usage", "BACKUPS_METADATA_URL"]);
    },
  );
});

describe("a role that is assumed with keys", () => {
  it.each<[string, RoleCloud, Record<string, string>, Record<string, unknown>]>([
    [
      "ALIBABA_CLOUD_ROLE_ARN",
      "alicloud",
      {
        ALIBABA_CLOUD_ROLE_ARN: ROLE,
        ALIBABA_CLOUD_EXTERNAL_ID: "partner-1",
        ALIBABA_CLOUD_ROLE_SESSION_NAME: "ci",
      },
      { RoleArn: ROLE, RoleSessionName: "ci", ExternalId: "partner-1" },
    ],
    [
      "ALICLOUD_ASSUME_ROLE_ARN",
      "alicloud",
      { ALICLOUD_ASSUME_ROLE_ARN: ROLE, ALICLOUD_ASSUME_ROLE_SESSION_EXPIRATION: "900" },
      { RoleArn: ROLE, RoleSessionName: "cdktf-backups", DurationSeconds: "900" },
    ],
    [
      "TENCENTCLOUD_ASSUME_ROLE_ARN",
      "tencentcloud",
      {
        TENCENTCLOUD_ASSUME_ROLE_ARN: TENCENT_ROLE,
        TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME: "ci",
        TENCENTCLOUD_ASSUME_ROLE_SESSION_DURATION: "1800",
        TENCENTCLOUD_ASSUME_ROLE_EXTERNAL_ID: "partner-1",
      },
      { RoleArn: TENCENT_ROLE, RoleSessionName: "ci", DurationSeconds: 1800, ExternalId: "partner-1" },
    ],
    [
      "TENCENTCLOUD_ROLE_ARN",
      "tencentcloud",
      { TENCENTCLOUD_ROLE_ARN: TENCENT_ROLE, TENCENTCLOUD_ROLE_SESSION_NAME: "cli" },
      { RoleArn: TENCENT_ROLE, RoleSessionName: "cli" },
    ],
  ])("is the one that %s asks for", async (_name, cloud, env, asked) => {
    const machine = await start();
    expect(await machine.find(cloud, { ...keysOf[cloud], ...env })).not.toBeNull();
    expect(machine.stsCalls).toHaveLength(1);
    expect(machine.stsCalls[0]).toMatchObject({ action: "AssumeRole", asked });
    expect(machine.told.map(({ accessKey }) => accessKey)).toEqual([
      baseKeys.accessKey,
      sessionKeys.accessKey,
    ]);
  });

  it.each<RoleCloud>(["alicloud", "tencentcloud"])(
    "of %s is the one that the settings ask for",
    async (cloud) => {
      const machine = await start();
      const roleArn = cloud === "alicloud" ? ROLE : TENCENT_ROLE;
      const assumeRole = {
        roleArn,
        sessionName: "client",
        sessionDuration: 900,
        externalId: "partner-1",
        policy: "{}",
      };
      expect(await machine.find(cloud, {}, { ...baseKeys, assumeRole })).not.toBeNull();
      expect(machine.stsCalls[0]?.asked).toMatchObject({
        RoleArn: roleArn,
        RoleSessionName: "client",
        ExternalId: "partner-1",
        Policy: cloud === "alicloud" ? "{}" : "%7B%7D",
      });
    },
  );

  it("is assumed with the keys of an instance, a profile, a function and another role alike", async () => {
    const machine = await start();
    const assumeRole = { roleArn: ROLE };
    const credentials = async () => baseKeys;
    machine.put(".aliyun/config.json", {
      profiles: [
        { name: "ak", mode: "AK", access_key_id: baseKeys.accessKey, access_key_secret: baseKeys.secretKey },
        {
          name: "one",
          mode: "ChainableRamRoleArn",
          source_profile: "ak",
          ram_role_arn: "acs:ram::1:role/one",
        },
        {
          name: "two",
          mode: "ChainableRamRoleArn",
          source_profile: "one",
          ram_role_arn: ROLE,
          ram_session_name: "chained",
          expired_seconds: 900,
          external_id: "partner-1",
        },
        { name: "ecs", mode: "RamRoleArnWithRoleName", ram_role_name: "restore-role", ram_role_arn: ROLE },
      ],
    });
    for (const [settings, roles] of [
      [{ assumeRole }, [ROLE]],
      [{ profile: "ak", assumeRole }, [ROLE]],
      [{ credentials, assumeRole }, [ROLE]],
      [{ profile: "two" }, ["acs:ram::1:role/one", ROLE]],
      [{ profile: "ecs" }, [ROLE]],
    ] as const) {
      const before = machine.stsCalls.length;
      expect(await machine.find("alicloud", {}, settings)).not.toBeNull();
      expect(machine.stsCalls.slice(before).map(({ asked }) => asked.RoleArn)).toEqual(roles);
    }
    expect(machine.stsCalls.find(({ asked }) => asked.RoleSessionName === "chained")?.asked).toMatchObject({
      DurationSeconds: "900",
      ExternalId: "partner-1",
    });
  });

  it("is an error if profiles take their keys from each other in a circle", async () => {
    const machine = await start();
    const chained = (name: string, source_profile: string) => ({
      name,
      mode: "ChainableRamRoleArn",
      source_profile,
      ram_role_arn: ROLE,
    });
    machine.put(".aliyun/config.json", {
      profiles: [chained("a", "b"), chained("b", "a"), chained("c", "gone")],
    });
    expect((await refusalOf(machine.find("alicloud", {}, { profile: "a" }))).message).toContain(
      "profile b takes its keys from itself, by way of a → b → a",
    );
    expect((await refusalOf(machine.find("alicloud", {}, { profile: "c" }))).message).toContain(
      "profile c has the source_profile gone, which is not there",
    );
    expect(machine.keys.connections()).toBe(0);
  });

  it("gives the warning about a file that others can read", async () => {
    const machine = await start();
    const file = machine.put(".aliyun/config.json", {
      profiles: [
        {
          name: "default",
          mode: "RamRoleArn",
          access_key_id: baseKeys.accessKey,
          access_key_secret: baseKeys.secretKey,
          ram_role_arn: ROLE,
        },
      ],
    });
    chmodSync(file, 0o644);
    const advice: string[] = [];
    const client = machine.client({}, {}, { onAdvice: (text) => advice.push(text) });
    await client.lookup(...LOOKUPS.alicloud);
    expect(advice.filter((text) => text.includes("chmod"))).toEqual(
      process.platform === "win32" ? [] : [expect.stringContaining("chmod 600 ~/.aliyun/config.json")],
    );
  });

  it("of tccli's profile is assumed with its keys", async () => {
    const machine = await start();
    machine.put("dir/prod.credential", {
      secretId: baseKeys.accessKey,
      secretKey: baseKeys.secretKey,
      "role-arn": TENCENT_ROLE,
      "role-session-name": "tccli",
    });
    const env = { TENCENTCLOUD_SHARED_CREDENTIALS_DIR: join(machine.home, "dir/"), TCCLI_PROFILE: "prod" };
    expect(await machine.find("tencentcloud", env)).not.toBeNull();
    expect(machine.stsCalls[0]?.asked).toMatchObject({ RoleArn: TENCENT_ROLE, RoleSessionName: "tccli" });
  });

  it("is an error if only a part of it is set, because the keys alone are another identity", async () => {
    const machine = await start({}, baseKeys);
    for (const name of ["TENCENTCLOUD_ASSUME_ROLE_ARN", "TENCENTCLOUD_ROLE_ARN"]) {
      const error = await refusalOf(
        machine.find("tencentcloud", { ...keysOf.tencentcloud, [name]: TENCENT_ROLE }),
      );
      expect([error.code, error.message]).toEqual([
        "credentials",
        expect.stringContaining(`${name} is set, but`),
      ]);
    }
    for (const name of [
      "TENCENTCLOUD_ASSUME_ROLE_SAML_ASSERTION",
      "TENCENTCLOUD_MFA_CERTIFICATION_TOKEN_CODE",
    ]) {
      const error = await refusalOf(
        machine.find("tencentcloud", { ...keysOf.tencentcloud, [name]: "LEAKED" }),
      );
      expect(error.message).toContain(
        `${name} asks for keys by SAML or a second factor, which is not supported`,
      );
      expect(error.describe()).not.toContain("LEAKED");
    }
    expect(machine.used).toEqual([]);
  });

  it("is an error if a profile and a variable name different ones", async () => {
    const machine = await start();
    machine.put(".aliyun/config.json", {
      profiles: [
        {
          name: "default",
          mode: "RamRoleArn",
          access_key_id: baseKeys.accessKey,
          access_key_secret: baseKeys.secretKey,
          ram_role_arn: ROLE,
        },
      ],
    });
    expect(await machine.find("alicloud", { ALIBABA_CLOUD_ROLE_ARN: ROLE })).not.toBeNull();
    expect(machine.stsCalls).toHaveLength(1);
    const error = await refusalOf(
      machine.find("alicloud", { ALIBABA_CLOUD_ROLE_ARN: "acs:ram::2:role/other" }),
    );
    expect(error.message).toContain(
      `profile default in ~/.aliyun/config.json assumes the role ${ROLE}, but ALIBABA_CLOUD_ROLE_ARN asks for acs:ram::2:role/other`,
    );
  });

  it("of the environment is assumed with given keys as the vendor's Terraform provider does", async () => {
    const tencent = await start();
    const pair = {
      TENCENTCLOUD_ASSUME_ROLE_ARN: TENCENT_ROLE,
      TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME: "ci",
    };
    expect(await tencent.find("tencentcloud", pair, baseKeys)).not.toBeNull();
    const ali = await start({}, baseKeys);
    expect(await ali.find("alicloud", { ALIBABA_CLOUD_ROLE_ARN: ROLE }, baseKeys)).not.toBeNull();
    expect(ali.stsCalls).toEqual([]);
  });

  it("of the environment does not apply to a lookup's own profile", async () => {
    const machine = await start({}, baseKeys);
    machine.put(".tccli/own.credential", { secretId: baseKeys.accessKey, secretKey: baseKeys.secretKey });
    const client = machine.client({
      TENCENTCLOUD_ASSUME_ROLE_ARN: TENCENT_ROLE,
      TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME: "ci",
    });
    const [name, query] = LOOKUPS.tencentcloud;
    expect((await client.lookup(name, { ...query, profile: "own" })).latestId).not.toBeNull();
    expect(machine.stsCalls).toEqual([]);
  });

  it("is requested at the host in the vendor's variables and profiles", async () => {
    const hosts: string[] = [];
    const http: TestingOptions["http"] = async ({ url }) => {
      hosts.push(new URL(url).host);
      throw new Error("nobody");
    };
    const machine = await start();
    machine.put(".aliyun/config.json", {
      profiles: [
        {
          name: "vpc",
          mode: "RamRoleArn",
          access_key_id: "a",
          access_key_secret: "s",
          ram_role_arn: ROLE,
          sts_region: "cn-beijing",
          enable_vpc: true,
        },
      ],
    });
    const none = {
      BACKUPS_ENDPOINT_URL: "",
      BACKUPS_ENDPOINT_URL_ALICLOUD_STS: "",
      BACKUPS_ENDPOINT_URL_TENCENTCLOUD_STS: "",
    };
    const ask = async (cloud: RoleCloud, env: Record<string, string>, settings: CloudSettings = {}) => {
      const [name, query] = LOOKUPS[cloud];
      await refusalOf(
        machine.client({ ...none, ...env }, settings, { testing: { http } }).lookup(name, query),
      );
    };
    await ask("alicloud", { ...keysOf.alicloud, ALIBABA_CLOUD_ROLE_ARN: ROLE });
    await ask("alicloud", {
      ...keysOf.alicloud,
      ALIBABA_CLOUD_ROLE_ARN: ROLE,
      ALIBABA_CLOUD_STS_REGION: "cn-shanghai",
    });
    await ask("alicloud", {}, { profile: "vpc" });
    const pair = { TENCENTCLOUD_ASSUME_ROLE_ARN: TENCENT_ROLE, TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME: "ci" };
    await ask("tencentcloud", { ...keysOf.tencentcloud, ...pair });
    await ask("tencentcloud", {
      ...keysOf.tencentcloud,
      ...pair,
      TENCENTCLOUD_DOMAIN: "intl.tencentcloudapi.com",
    });
    expect(hosts).toEqual([
      "sts.aliyuncs.com",
      "sts.cn-shanghai.aliyuncs.com",
      "sts-vpc.cn-beijing.aliyuncs.com",
      "sts.tencentcloudapi.com",
      "sts.intl.tencentcloudapi.com",
    ]);
  });

  it("that is refused names the part of the trust policy to check", async () => {
    for (const [cloud, env, hint] of [
      [
        "alicloud",
        { ALIBABA_CLOUD_ROLE_ARN: ROLE },
        /Principal of the role's trust policy.*sts:ExternalId \(no external ID was sent\)/,
      ],
      [
        "tencentcloud",
        { TENCENTCLOUD_ROLE_ARN: TENCENT_ROLE, TENCENTCLOUD_ROLE_SESSION_NAME: "s" },
        /trust policy names the account of the keys.*sts:external_id/,
      ],
    ] as const) {
      const secrets = Object.values(baseKeys).join(" ");
      for (const code of cloud === "alicloud"
        ? ["NoPermission", "EntityNotExist.Role", "InvalidParameter.RoleArn"]
        : ["UnauthorizedOperation", "InternalError.GetRoleError", "ResourceNotFound.RoleNotExist"]) {
        const machine = await start({
          instead: (request) => (stsAction(request) ? stsRefusal(cloud, code, `no: ${secrets}`) : undefined),
        });
        const error = await refusalOf(machine.find(cloud, { ...keysOf[cloud], ...env }));
        expect([error.code, error.vendorCode]).toEqual(["credentials", code]);
        expect(error.hint).toMatch(hint);
        expect(error.message).toContain(`that ${Object.keys(env)[0]} asks for could not be assumed`);
        expect(error.describe()).not.toContain(baseKeys.secretKey);
        expect(machine.stsCalls).toHaveLength(1);
      }
    }
  });
});

describe("a role by token", () => {
  const oidc = (tokenFile: string) => ({
    ALIBABA_CLOUD_ROLE_ARN: ROLE,
    ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "acs:ram::100012345678:oidc-provider/ack",
    ALIBABA_CLOUD_OIDC_TOKEN_FILE: tokenFile,
  });
  const tke = (tokenFile: string) => ({
    TKE_REGION: "ap-guangzhou",
    TKE_PROVIDER_ID: "cls-1",
    TKE_ROLE_ARN: TENCENT_ROLE,
    TKE_WEB_IDENTITY_TOKEN_FILE: tokenFile,
  });

  it.each<[string, RoleCloud, (tokenFile: string) => Record<string, string>, Record<string, unknown>]>([
    [
      "ACK's variables",
      "alicloud",
      oidc,
      {
        Action: "AssumeRoleWithOIDC",
        OIDCProviderArn: "acs:ram::100012345678:oidc-provider/ack",
        RoleArn: ROLE,
        OIDCToken: webToken,
      },
    ],
    [
      "TKE's variables",
      "tencentcloud",
      tke,
      { ProviderId: "cls-1", RoleArn: TENCENT_ROLE, WebIdentityToken: webToken },
    ],
    [
      "the Terraform provider's variables",
      "tencentcloud",
      (file) => ({
        ...keysOf.tencentcloud,
        TENCENTCLOUD_ASSUME_ROLE_ARN: TENCENT_ROLE,
        TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME: "gh",
        TENCENTCLOUD_ASSUME_ROLE_WEB_IDENTITY_TOKEN_FILE: file,
      }),
      { ProviderId: "OIDC", RoleArn: TENCENT_ROLE, RoleSessionName: "gh", WebIdentityToken: webToken },
    ],
  ])("is asked for by %s, without a signature", async (_what, cloud, env, asked) => {
    const machine = await start();
    expect(await machine.find(cloud, env(machine.put("token", `${webToken}\n`)))).not.toBeNull();
    expect(machine.stsCalls).toHaveLength(1);
    expect(machine.stsCalls[0]?.asked).toMatchObject(asked);
    expect(machine.stsCalls[0]?.headers.authorization).toBe(cloud === "alicloud" ? undefined : "SKIP");
    expect(JSON.stringify(machine.stsCalls)).not.toContain(baseKeys.accessKey);
    expect(machine.told.map(({ secretKey }) => secretKey)).toEqual([webToken, sessionKeys.secretKey]);
  });

  it("is requested with settings, a profile, and JSON as the Terraform provider reads it", async () => {
    const machine = await start();
    const tokenFile = machine.put("token", JSON.stringify({ web_identity_token: webToken }));
    expect(
      await machine.find(
        "tencentcloud",
        {},
        { assumeRoleWithOidc: { roleArn: TENCENT_ROLE, provider: "gh", tokenFile } },
      ),
    ).not.toBeNull();
    expect(machine.stsCalls[0]?.asked).toMatchObject({ ProviderId: "gh", WebIdentityToken: webToken });
    machine.put(".aliyun/config.json", {
      profiles: [
        {
          name: "default",
          mode: "OIDC",
          oidc_provider_arn: "p",
          oidc_token_file: machine.put("raw", webToken),
          ram_role_arn: ROLE,
        },
      ],
    });
    expect(await machine.find("alicloud")).not.toBeNull();
    expect(machine.stsCalls[1]?.asked).toMatchObject({ OIDCProviderArn: "p", OIDCToken: webToken });
  });

  it("is not assumed if there are keys, as in the vendor's SDK", async () => {
    const machine = await start({}, baseKeys);
    expect(
      await machine.find("alicloud", { ...keysOf.alicloud, ...oidc(machine.put("token", webToken)) }),
    ).not.toBeNull();
    expect(machine.stsCalls).toEqual([]);
  });

  it("is an error if given keys contradict it, or a part is missing", async () => {
    const machine = await start();
    const both = await refusalOf(
      machine.find("alicloud", oidc("token"), { ...baseKeys, assumeRoleWithOidc: { tokenFile: "token" } }),
    );
    expect([both.code, both.argument]).toEqual(["usage", "assumeRoleWithOidc"]);
    const part = await refusalOf(machine.find("alicloud", { ALIBABA_CLOUD_OIDC_TOKEN_FILE: "token" }));
    expect(part.message).toContain(
      "ALIBABA_CLOUD_OIDC_TOKEN_FILE is set, but ALIBABA_CLOUD_OIDC_PROVIDER_ARN is not",
    );
    const pod = await refusalOf(machine.find("tencentcloud", { TKE_ROLE_ARN: TENCENT_ROLE }));
    expect(pod.message).toContain("TKE_ROLE_ARN is set, but TKE_WEB_IDENTITY_TOKEN_FILE is not");
    for (const settings of [{ assumeRole: {} }, { assumeRoleWithOidc: {} }])
      expect((await refusalOf(machine.find("alicloud", keysOf.alicloud, settings))).code).toBe("usage");
  });

  it("that is refused shows the token's claims, not the token", async () => {
    const instead: KeyServerOptions["instead"] = (request) =>
      stsAction(request)
        ? stsRefusal("alicloud", "AuthenticationFail.NoPermission", `no ${webToken}`)
        : undefined;
    const machine = await start({ instead });
    const error = await refusalOf(machine.find("alicloud", oidc(machine.put("token", webToken))));
    expect(error.hint).toContain(
      "The token says iss https://oidc.example.com, aud sts.aliyuncs.com, sub system:serviceaccount:prod:restore.",
    );
    expect(error.describe()).not.toContain(webToken.split(".")[2]);
  });
});

describe("a credentials URI", () => {
  it.each(["ALIBABA_CLOUD_CREDENTIALS_URI", "ALICLOUD_CREDENTIALS_URI"])(
    "that %s names gives keys",
    async (name) => {
      const machine = await start();
      expect(await machine.find("alicloud", { [name]: `${machine.keys.url}/keys?user=me` })).not.toBeNull();
      expect(machine.metadataPaths).toEqual(["GET /keys"]);
    },
  );

  it("of a profile gives keys", async () => {
    const machine = await start();
    machine.put(".aliyun/config.json", {
      profiles: [{ name: "default", mode: "CredentialsURI", credentials_uri: `${machine.keys.url}/keys` }],
    });
    expect(await machine.find("alicloud")).not.toBeNull();
  });

  it.each([
    "http://192.0.2.7/keys",
    "https://127.0.0.1/keys",
    "http://127.0.0.1.example.com/",
    "http://me:pw@127.0.0.1/",
    "keys",
  ])("such as %s is refused: others may answer in its place", async (uri) => {
    const machine = await start();
    const error = await refusalOf(machine.find("alicloud", { ALIBABA_CLOUD_CREDENTIALS_URI: uri }));
    expect(error.message).toContain(
      "ALIBABA_CLOUD_CREDENTIALS_URI names an address from which keys are not accepted",
    );
    expect(error.describe()).not.toContain("pw");
  });
});

describe("the account that answers", () => {
  it.each<RoleCloud>(["alicloud", "tencentcloud"])(
    "of %s is held against the lists before anything is read",
    async (cloud) => {
      const machine = await start({}, baseKeys);
      const find = (settings: CloudSettings) => machine.find(cloud, keysOf[cloud], settings);
      expect(await find({ allowedAccountIds: ["200000000000", ACCOUNT] })).not.toBeNull();
      expect(await find({ forbiddenAccountIds: ["200000000000"] })).not.toBeNull();
      const read = machine.used.length;
      for (const [field, ids] of [
        ["allowedAccountIds", ["200000000000"]],
        ["forbiddenAccountIds", [ACCOUNT]],
      ] as const) {
        const error = await refusalOf(find({ [field]: ids }));
        expect([error.code, error.argument]).toEqual(["usage", field]);
        expect(error.message).toContain(`the keys belong to account ${ACCOUNT}`);
      }
      expect(machine.used).toHaveLength(read);
    },
  );

  it("is an error, not a warning, if it is wrong", async () => {
    const machine = await start({}, baseKeys);
    const [name, query] = LOOKUPS.alicloud;
    const client = machine.client(keysOf.alicloud, { allowedAccountIds: ["200000000000"] });
    expect((await refusalOf(client.lookup(name, { ...query, onUnavailable: "warn" }))).code).toBe("usage");
  });

  it.each<[CloudSettings, string]>([
    [{ allowedAccountIds: [] }, "allowedAccountIds: got [], expected a list of at least one account ID"],
    [
      { allowedAccountIds: ["me"] },
      'allowedAccountIds: got ["me"], expected a list of at least one account ID',
    ],
    [{ assumeRole: { roleArn: " " } }, 'assumeRole.roleArn: got " ", expected a non-empty text'],
    [
      { assumeRole: { sessionDuration: 899 } },
      "assumeRole.sessionDuration: got 899, expected a whole number from 900 to 43200",
    ],
    [{ assumeRole: { roleARN: "x" } as never }, "assumeRole.roleARN: there is no such field"],
    [{ assumeRoleWithOidc: { token: 5 } as never }, "assumeRoleWithOidc.token: expected a non-empty text"],
    [{ profile: 5 } as never, "profile: got 5, expected a non-empty text"],
    [{ secretKey: ["LEAKED"] } as never, "secretKey: expected a non-empty text"],
  ])("and the roles that %j asks for are checked", async (settings, problem) => {
    const machine = await start();
    const { message } = await refusalOf(machine.find("alicloud", keysOf.alicloud, settings));
    expect(message).toContain(problem);
    expect(message).not.toContain("LEAKED");
  });

  it.each<[keyof CloudSettings, unknown, string]>([
    ["assumeRole", {}, "its tools do not support roles"],
    ["assumeRoleWithOidc", { token: "LEAKED" }, "its tools do not support roles"],
    ["allowedAccountIds", ["1"], "its API does not say which account a key belongs to"],
    ["domain", "example.com", "JD Cloud has no such setting"],
    ["secretID" as keyof CloudSettings, "LEAKED", "JD Cloud has no such setting"],
  ])("cannot be held against %s for JD Cloud, which says so", async (field, value, reason) => {
    const client = new BackupsClient({ jdcloud: { [field]: value }, testing: { env: {}, home: "/nowhere" } });
    const error = await refusalOf(
      client.lookup("jdcloud-redis", { instanceId: "redis-1", region: "cn-north-1" }),
    );
    expect([error.code, error.argument]).toEqual(["usage", field]);
    expect(error.message).toContain(reason);
    expect(error.describe()).not.toContain("LEAKED");
  });
});
