import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { code, table } from "../../scripts/docs/markdown";
import { refusalOf } from "../helpers/client";
import {
  baseKeys,
  type KeyServerOptions,
  sessionKeys,
  stsAction,
  stsRefusal,
  webToken,
} from "../helpers/key-server";
import { keysOf, LOOKUPS, type Machine, machines, type RoleCloud } from "../helpers/machine";

/** Part of docs/credentials.md; `npm run docs:credentials` writes it anew. */
const PART = join(__dirname, "../../scripts/docs/notes/credentials-failures.md");

const start = machines();
const ROLE = "acs:ram::100012345678:role/restore";
const TENCENT_ROLE = "qcs::cam::uin/100012345678:roleName/restore";
const SECRETS = [
  ...Object.values(baseKeys),
  ...Object.values(sessionKeys),
  webToken,
  webToken.split(".")[2] ?? "",
];

/** Where the keys come from: the headings of the page. */
const ORIGINS = {
  metadata: "The role of an ECS or CVM instance",
  sts: "A role that is assumed with keys or with a token",
  uri: "A credentials URI",
  file: "A login of a command line tool",
};

/** A way to keys. */
interface Way {
  readonly name: string;
  readonly cloud: RoleCloud;
  readonly asks: keyof typeof ORIGINS;
  /** The variable or profile that messages name. */
  readonly source: string;
  readonly byToken?: boolean;
  readonly env: (machine: Machine) => Record<string, string>;
}

const token = (machine: Machine) => machine.put("token", webToken);
const aliyun = (machine: Machine, profile: object, ...more: object[]) => {
  machine.put(".aliyun/config.json", { current: "prod", profiles: [{ name: "prod", ...profile }, ...more] });
  return {};
};
const SOON = 4_000_000_000;

const ways: readonly Way[] = [
  {
    name: "Alibaba Cloud: role of the ECS instance",
    cloud: "alicloud",
    asks: "metadata",
    source: "ALIBABA_CLOUD_ECS_METADATA",
    env: () => ({ ALIBABA_CLOUD_ECS_METADATA: "restore-role" }),
  },
  {
    name: "Alibaba Cloud: `ALIBABA_CLOUD_ROLE_ARN` with keys",
    cloud: "alicloud",
    asks: "sts",
    source: "ALIBABA_CLOUD_ROLE_ARN",
    env: () => ({ ...keysOf.alicloud, ALIBABA_CLOUD_ROLE_ARN: ROLE }),
  },
  {
    name: "Alibaba Cloud: profile of mode `ChainableRamRoleArn`",
    cloud: "alicloud",
    asks: "sts",
    source: "profile prod in ~/.aliyun/config.json",
    env: (machine) =>
      aliyun(
        machine,
        { mode: "ChainableRamRoleArn", source_profile: "base", ram_role_arn: ROLE },
        {
          name: "base",
          mode: "AK",
          access_key_id: baseKeys.accessKey,
          access_key_secret: baseKeys.secretKey,
        },
      ),
  },
  {
    name: "Alibaba Cloud: `ALIBABA_CLOUD_OIDC_TOKEN_FILE` (ACK, GitHub Actions)",
    cloud: "alicloud",
    asks: "sts",
    source: "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
    byToken: true,
    env: (machine) => ({
      ALIBABA_CLOUD_ROLE_ARN: ROLE,
      ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "acs:ram::100012345678:oidc-provider/ack",
      ALIBABA_CLOUD_OIDC_TOKEN_FILE: token(machine),
    }),
  },
  {
    name: "Alibaba Cloud: `ALIBABA_CLOUD_CREDENTIALS_URI`",
    cloud: "alicloud",
    asks: "uri",
    source: "ALIBABA_CLOUD_CREDENTIALS_URI",
    env: ({ keys }) => ({ ALIBABA_CLOUD_CREDENTIALS_URI: `${keys.url}/keys` }),
  },
  {
    name: "Alibaba Cloud: profile of mode `CloudSSO` or `OAuth`",
    cloud: "alicloud",
    asks: "file",
    source: "profile prod in ~/.aliyun/config.json",
    env: (machine) =>
      aliyun(machine, {
        mode: "CloudSSO",
        access_key_id: sessionKeys.accessKey,
        access_key_secret: sessionKeys.secretKey,
        sts_token: sessionKeys.securityToken,
        sts_expiration: SOON,
      }),
  },
  {
    name: "Tencent Cloud: role of the CVM instance",
    cloud: "tencentcloud",
    asks: "metadata",
    source: "TENCENTCLOUD_CAM_ROLE_NAME",
    env: () => ({ TENCENTCLOUD_CAM_ROLE_NAME: "restore-role" }),
  },
  {
    name: "Tencent Cloud: `TENCENTCLOUD_ASSUME_ROLE_ARN` with keys",
    cloud: "tencentcloud",
    asks: "sts",
    source: "TENCENTCLOUD_ASSUME_ROLE_ARN",
    env: () => ({
      ...keysOf.tencentcloud,
      TENCENTCLOUD_ASSUME_ROLE_ARN: TENCENT_ROLE,
      TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME: "ci",
    }),
  },
  {
    name: "Tencent Cloud: `TKE_WEB_IDENTITY_TOKEN_FILE` (TKE), or the Terraform provider's variables (GitHub Actions)",
    cloud: "tencentcloud",
    asks: "sts",
    source: "TKE_WEB_IDENTITY_TOKEN_FILE",
    byToken: true,
    env: (machine) => ({
      TKE_ROLE_ARN: TENCENT_ROLE,
      TKE_PROVIDER_ID: "cls-1",
      TKE_WEB_IDENTITY_TOKEN_FILE: token(machine),
    }),
  },
  {
    name: "Tencent Cloud: login of tccli",
    cloud: "tencentcloud",
    asks: "file",
    source: "profile default in ~/.tccli/default.credential",
    env: (machine) => {
      machine.put(".tccli/default.credential", {
        type: "oauth",
        secretId: sessionKeys.accessKey,
        secretKey: sessionKeys.secretKey,
        token: sessionKeys.securityToken,
        expiresAt: SOON,
      });
      return {};
    },
  },
];

/** What goes wrong on a way. */
interface Failure {
  readonly name: string;
  readonly asks: readonly Way["asks"][];
  readonly onlyByToken?: boolean;
  readonly server?: (way: Way) => Partial<KeyServerOptions>;
  readonly env?: (machine: Machine, way: Way) => Record<string, string>;
  /** The lookup's timeout in seconds, if the test waits for it. */
  readonly timeout?: number;
}

/** Gives this reply to every request except one for a token of the metadata server. */
const always =
  (reply: object): NonNullable<Failure["server"]> =>
  () => ({ instead: ({ method }) => (method === "PUT" ? undefined : reply) });
const network = ["metadata", "sts", "uri"] as const;
const replaced = (text: string, from: RegExp, to: string) => text.replace(from, to);

const failures: readonly Failure[] = [
  {
    name: "nobody answers",
    asks: network,
    env: (_machine, { asks }): Record<string, string> =>
      asks === "uri"
        ? { ALIBABA_CLOUD_CREDENTIALS_URI: "http://127.0.0.1:1/keys" }
        : {
            BACKUPS_METADATA_URL: "http://127.0.0.1:1",
            BACKUPS_ENDPOINT_URL_ALICLOUD_STS: "http://127.0.0.1:1",
            BACKUPS_ENDPOINT_URL_TENCENTCLOUD_STS: "http://127.0.0.1:1",
          },
  },
  { name: "the answer does not come", asks: ["metadata"], server: always({ fault: "hang" }) },
  { name: "the answer does not come", asks: ["sts"], server: always({ fault: "hang" }), timeout: 3 },
  { name: "the connection is reset", asks: network, server: always({ fault: "reset" }) },
  { name: "HTTP 500", asks: network, server: always({ status: 500, body: "failed" }) },
  {
    name: "an HTML page answers",
    asks: network,
    server: always({
      headers: { "content-type": "text/html" },
      body: `<html>${sessionKeys.secretKey}</html>`,
    }),
  },
  {
    name: "no keys in the answer",
    asks: network,
    server: always({
      json: { Code: "Success", Response: { RequestId: "r" }, Expiration: "2100-01-01T00:00:00Z" },
    }),
  },
  { name: "the keys have expired", asks: network, server: () => ({ lastsS: -60 }) },
  {
    name: "the instance has no such role",
    asks: ["metadata"],
    env: () => ({ ALIBABA_CLOUD_ECS_METADATA: "other", TENCENTCLOUD_CAM_ROLE_NAME: "other" }),
  },
  {
    name: "the role is refused",
    asks: ["sts"],
    server: ({ cloud, byToken }) => ({
      instead: (request) => {
        const codes = byToken
          ? { alicloud: "AuthenticationFail.NoPermission", tencentcloud: "UnauthorizedOperation" }
          : { alicloud: "NoPermission", tencentcloud: "InternalError.GetRoleError" };
        return stsAction(request)
          ? stsRefusal(cloud, codes[cloud], `no ${byToken ? webToken : baseKeys.secretKey}`)
          : undefined;
      },
    }),
  },
  {
    name: "the keys that assume it are refused",
    asks: ["sts"],
    server: ({ cloud, byToken }) =>
      byToken
        ? {}
        : {
            instead: (request) =>
              stsAction(request)
                ? stsRefusal(
                    cloud,
                    cloud === "alicloud" ? "InvalidAccessKeyId.NotFound" : "AuthFailure.SecretIdNotFound",
                  )
                : undefined,
          },
  },
  {
    name: "the token file is not there",
    asks: ["sts"],
    onlyByToken: true,
    env: (machine, way) => renamed(machine, way, () => "/nowhere/token"),
  },
  {
    name: "the token file is empty",
    asks: ["sts"],
    onlyByToken: true,
    env: (machine, way) => renamed(machine, way, () => machine.put("empty", "\n")),
  },
  {
    name: "the token file holds something else",
    asks: ["sts"],
    onlyByToken: true,
    env: (machine, way) => renamed(machine, way, () => machine.put("page", `two words ${webToken}`)),
  },
  {
    name: "the login has expired",
    asks: ["file"],
    env: (machine) => {
      for (const path of [".aliyun/config.json", ".tccli/default.credential"]) {
        try {
          const text = readFileSync(join(machine.home, path), "utf8");
          machine.put(path, replaced(text, /4000000000/, "1700000000"));
        } catch {}
      }
      return {};
    },
  },
  {
    name: "the file is broken",
    asks: ["file"],
    env: (machine, { cloud }) => {
      machine.put(cloud === "alicloud" ? ".aliyun/config.json" : ".tccli/default.credential", "{");
      return {};
    },
  },
];

/** The way's variables with another token file. */
function renamed(machine: Machine, way: Way, file: () => string): Record<string, string> {
  const env = way.env(machine);
  const names = Object.keys(env).filter((name) => name.endsWith("TOKEN_FILE"));
  return Object.fromEntries(names.map((name) => [name, file()]));
}

/** A message without the parts that differ from run to run, or only because of the way. */
function steady(text: string, { home }: Machine, { source }: Way): string {
  return (
    text
      .replaceAll(source, "SOURCE")
      .replaceAll(home, "HOME")
      .replaceAll(ROLE, "ROLE")
      .replaceAll(TENCENT_ROLE, "ROLE")
      .replace(/127\.0\.0\.1:\d+/g, "HOST")
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, "TIME")
      .replace(/^.*? in (?:cn-hangzhou|ap-guangzhou): /, "")
      // On a slow machine, the lookup may time out before the request does.
      .replace(
        /^credentials were not found within the lookup's time$|^the role .* was not read within the lookup's time$/,
        "… within the lookup's time",
      )
      .replace(/\n/g, " ")
  );
}

const cells = ways.flatMap((way) =>
  failures
    .filter(({ asks, onlyByToken }) => asks.includes(way.asks) && (!onlyByToken || way.byToken))
    .filter(({ name }) => !(way.byToken && name === "the keys that assume it are refused"))
    .map((failure) => ({ way, failure })),
);

describe("each way to keys", () => {
  it.each(ways.map((way) => [way.name, way] as const))(
    "%s finds the backup if nothing fails",
    async (_name, way) => {
      const machine = await start();
      expect(await machine.find(way.cloud, way.env(machine))).not.toBeNull();
    },
  );

  it("gives the documented error for each failure, and no secret in it", async () => {
    const rows = await Promise.all(
      cells.map(async ({ way, failure }) => {
        const machine = await start(failure.server?.(way));
        const env = { ...way.env(machine), ...failure.env?.(machine, way) };
        const asked = machine
          .client(env, {}, { timeout: failure.timeout ?? 60 })
          .lookup(...(LOOKUPS[way.cloud] as typeof LOOKUPS.alicloud));
        const error = await refusalOf(asked).catch((cause) => {
          throw new Error(`${way.name}, ${failure.name}: ${cause}`);
        });
        const said = `${error.describe()} ${error.stack} ${JSON.stringify(error)}`;
        for (const secret of SECRETS)
          if (said.includes(secret)) throw new Error(`${way.name}, ${failure.name}: ${said}`);
        expect(machine.used).toEqual([]);
        expect(error.hint).toBeTruthy();
        return [way.asks, failure.name, code(error.code), steady(error.message, machine, way)] as const;
      }),
    );
    const part = Object.entries(ORIGINS)
      .map(([asks, title]) => {
        const own = rows.filter(([origin]) => origin === asks).map(([, ...cell]) => cell);
        const different = new Map(own.map((cell) => [cell.join(), cell]));
        const order = failures.map(({ name }) => name);
        const sorted = [...different.values()].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
        return `### ${title}\n\n${table(["What goes wrong", "Code", "Message"], sorted)}`;
      })
      .join("\n\n");
    if (process.env.DOCS_RELIABILITY) writeFileSync(PART, `${part}\n`);
    // After an intended change: npm run docs:credentials
    expect(`${part}\n`).toBe(readFileSync(PART, "utf8"));
  });
});
