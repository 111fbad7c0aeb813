import { spawn } from "node:child_process";
import { join } from "node:path";
import { baseKeys, sessionKeys, stsAction, webToken } from "../helpers/key-server";
import { keysOf, LOOKUPS, type Machine, machines, type RoleCloud } from "../helpers/machine";

const start = machines();
const ROLE = "acs:ram::100012345678:role/restore";

/** Which keys were found, and who was asked for them, in order. */
interface Found {
  readonly key: string | undefined;
  readonly asked: readonly string[];
}

/** Who was asked by the requests that came since then; the first version of a protocol and its second are one. */
function askedSince(machine: Machine, index: number): readonly string[] {
  const asked = machine.keys.seen.slice(index).flatMap((request) => {
    const action = stsAction(request);
    if (action) return [action];
    if (request.path === "/keys") return ["uri"];
    return /security-credentials\/.+/.test(request.path) ? ["metadata"] : [];
  });
  return asked;
}

async function byVendor(machine: Machine, cloud: RoleCloud, env: Record<string, string>): Promise<Found> {
  const before = machine.keys.seen.length;
  const child = spawn(process.execPath, [join(__dirname, "fixtures/vendor-chain.cjs"), cloud], {
    env: { PATH: process.env.PATH, HOME: machine.home, KEY_SERVER: machine.keys.url, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let out = "";
  for await (const chunk of child.stdout) out += chunk;
  const { key, error } = JSON.parse(out) as { key?: string; error?: string };
  return { key: key ?? error, asked: askedSince(machine, before) };
}

async function byUs(machine: Machine, cloud: RoleCloud, env: Record<string, string>): Promise<Found> {
  const before = machine.keys.seen.length;
  const told: string[] = [];
  const client = machine.client(env, {}, { onCredentials: ({ accessKey }) => told.push(accessKey) });
  const error = await client
    .lookup(...(LOOKUPS[cloud] as typeof LOOKUPS.alicloud))
    .catch((cause: unknown) => cause);
  return { key: told.at(-1) ?? String(error), asked: askedSince(machine, before) };
}

interface Case {
  readonly name: string;
  readonly cloud: RoleCloud;
  readonly env?: (machine: Machine) => Record<string, string>;
  /** What the vendor's package comes to, where it differs, and ours. */
  readonly differs?: { readonly theirs: readonly string[]; readonly ours: readonly string[] };
}

const profile = (machine: Machine, ...profiles: object[]) => {
  machine.put(".aliyun/config.json", { current: "prod", profiles });
  return {};
};
const base = { access_key_id: baseKeys.accessKey, access_key_secret: baseKeys.secretKey };
const oidc = (machine: Machine) => ({
  ALIBABA_CLOUD_ROLE_ARN: ROLE,
  ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "p",
  ALIBABA_CLOUD_OIDC_TOKEN_FILE: machine.put("token", webToken),
});
const INI = `[default]\ntype = access_key\naccess_key_id = ${baseKeys.accessKey}\naccess_key_secret = ${baseKeys.secretKey}\n`;

const cases: readonly Case[] = [
  { name: "keys in the environment", cloud: "alicloud", env: () => ({ ...keysOf.alicloud }) },
  {
    name: "keys in the environment beside a token's role",
    cloud: "alicloud",
    env: (m) => ({ ...keysOf.alicloud, ...oidc(m) }),
  },
  { name: "a token's role", cloud: "alicloud", env: oidc },
  {
    name: "a current profile with keys",
    cloud: "alicloud",
    env: (m) => profile(m, { name: "prod", mode: "AK", ...base }),
  },
  {
    name: "a profile that ALIBABA_CLOUD_PROFILE names",
    cloud: "alicloud",
    env: (m) => ({
      ...profile(
        m,
        { name: "prod", mode: "AK", access_key_id: "i", access_key_secret: "s" },
        { name: "dr", mode: "AK", ...base },
      ),
      ALIBABA_CLOUD_PROFILE: "dr",
    }),
  },
  {
    name: "a profile of mode StsToken",
    cloud: "alicloud",
    env: (m) => profile(m, { name: "prod", mode: "StsToken", sts_token: "t", ...base }),
  },
  {
    name: "a profile of mode RamRoleArn",
    cloud: "alicloud",
    env: (m) =>
      profile(m, { name: "prod", mode: "RamRoleArn", ram_role_arn: ROLE, ram_session_name: "s", ...base }),
  },
  {
    name: "a profile of mode EcsRamRole",
    cloud: "alicloud",
    env: (m) => profile(m, { name: "prod", mode: "EcsRamRole", ram_role_name: "restore-role" }),
  },
  {
    name: "chained profiles",
    cloud: "alicloud",
    env: (m) =>
      profile(
        m,
        {
          name: "prod",
          mode: "ChainableRamRoleArn",
          source_profile: "ecs",
          ram_role_arn: ROLE,
          ram_session_name: "s",
        },
        { name: "ecs", mode: "RamRoleArn", ram_role_arn: ROLE, ram_session_name: "s", ...base },
      ),
  },
  {
    name: "a profile of mode OIDC",
    cloud: "alicloud",
    env: (m) =>
      profile(m, {
        name: "prod",
        mode: "OIDC",
        oidc_provider_arn: "p",
        oidc_token_file: m.put("token", webToken),
        ram_role_arn: ROLE,
        ram_session_name: "s",
      }),
  },
  {
    name: "the SDK's own file",
    cloud: "alicloud",
    env: (m) => {
      m.put(".alibabacloud/credentials", INI);
      return {};
    },
  },
  {
    name: "a file that ALIBABA_CLOUD_CREDENTIALS_FILE names",
    cloud: "alicloud",
    env: (m) => ({ ALIBABA_CLOUD_CREDENTIALS_FILE: m.put("named", INI) }),
  },
  { name: "the role of an instance", cloud: "alicloud" },
  {
    name: "the role of an instance, by its name",
    cloud: "alicloud",
    env: () => ({ ALIBABA_CLOUD_ECS_METADATA: "restore-role" }),
  },
  {
    name: "a credentials URI",
    cloud: "alicloud",
    env: ({ keys }) => ({
      ALIBABA_CLOUD_CREDENTIALS_URI: `${keys.url}/keys`,
      ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
    }),
  },
  { name: "keys in the environment", cloud: "tencentcloud", env: () => ({ ...keysOf.tencentcloud }) },
  {
    name: "the SDK's own file",
    cloud: "tencentcloud",
    env: (m) => {
      m.put(
        ".tencentcloud/credentials",
        `[default]\nsecret_id = ${baseKeys.accessKey}\nsecret_key = ${baseKeys.secretKey}\n`,
      );
      return {};
    },
  },
  { name: "the role of an instance", cloud: "tencentcloud" },

  // Differences; docs/credentials.md says why.
  {
    name: "a role beside keys in the environment",
    cloud: "alicloud",
    env: () => ({ ...keysOf.alicloud, ALIBABA_CLOUD_ROLE_ARN: ROLE }),
    differs: { theirs: [], ours: ["AssumeRole"] },
  },
  {
    name: "a credentials URI on an instance with a role",
    cloud: "alicloud",
    env: ({ keys }) => ({ ALIBABA_CLOUD_CREDENTIALS_URI: `${keys.url}/keys` }),
    differs: { theirs: ["metadata"], ours: ["uri"] },
  },
  {
    name: "a named file beside that of the command line tool",
    cloud: "alicloud",
    env: (m) => ({
      ...profile(m, { name: "prod", mode: "EcsRamRole", ram_role_name: "restore-role" }),
      ALIBABA_CLOUD_CREDENTIALS_FILE: m.put("named", INI),
    }),
    differs: { theirs: ["metadata"], ours: [] },
  },
  {
    name: "a pod's role on an instance with a role",
    cloud: "tencentcloud",
    env: (m) => ({
      TKE_REGION: "ap-guangzhou",
      TKE_PROVIDER_ID: "p",
      TKE_ROLE_ARN: "r",
      TKE_WEB_IDENTITY_TOKEN_FILE: m.put("token", webToken),
    }),
    differs: { theirs: ["metadata"], ours: ["AssumeRoleWithWebIdentity"] },
  },
];

describe("the vendor's own package finds the same keys, by asking the same, for", () => {
  it.each(cases.filter(({ differs }) => !differs).map((one) => [one.cloud, one.name, one] as const))(
    "%s: %s",
    async (cloud, _name, { env }) => {
      const machine = await start();
      const variables = env?.(machine) ?? {};
      const theirs = await byVendor(machine, cloud, variables);
      expect([baseKeys.accessKey, sessionKeys.accessKey]).toContain(theirs.key);
      expect(await byUs(machine, cloud, variables)).toEqual(theirs);
    },
  );
});

describe("the vendor's own package differs for", () => {
  it.each(
    cases.flatMap(({ differs, ...one }) => (differs ? [[one.cloud, one.name, one, differs] as const] : [])),
  )("%s: %s", async (cloud, _name, { env }, { theirs, ours }) => {
    const machine = await start();
    const variables = env?.(machine) ?? {};
    expect((await byVendor(machine, cloud, variables)).asked).toEqual(theirs);
    expect((await byUs(machine, cloud, variables)).asked).toEqual(ours);
  });
});
