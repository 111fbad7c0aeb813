/** The page on where keys and regions are found, from each vendor's own table. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Cloud } from "../../src/clouds/cloud";
import type { CredentialFile } from "../../src/clouds/credential-sources";
import { findRecipe } from "../../src/clouds/recipe";
import { findRegion } from "../../src/clouds/region";
import type { Listing } from "../../src/listings/listing";
import { CREDENTIAL_FILES } from "./credential-files";
import { code, codes, fence, GENERATED, paragraphs } from "./markdown";

/** A profile whose name shows where in a path it stands. */
const PROFILE = "PROFILE";

/** A file with an example that the search understands. */
async function fileText(cloud: Cloud, file: CredentialFile): Promise<string> {
  const path = file.path(undefined);
  const example = CREDENTIAL_FILES[path];
  if (!example) throw new Error(`scripts/docs/credential-files.ts has no example of ${path}`);
  const siblings = Object.entries(example.siblings ?? {});
  const home = mkdtempSync(join(tmpdir(), "credentials-page-"));
  for (const [name, text] of [[path, example.text], ...siblings] as const) {
    mkdirSync(dirname(name.replace("~", home)), { recursive: true });
    writeFileSync(name.replace("~", home), text, { mode: 0o600 });
  }
  const found = await findRecipe(cloud, {}, { env: {}, home });
  const region = await findRegion(cloud, undefined, {}, { env: {}, home }).catch(() => undefined);
  rmSync(home, { recursive: true });
  if (found.path !== path) throw new Error(`The search finds no keys in the example of ${path}`);
  const named = file.path(PROFILE) === path ? "" : ` (with a profile, ${code(file.path(PROFILE))})`;
  const holds = region === undefined ? "keys" : "keys and region";
  return [
    `${code(path)}${named}: ${holds}.`,
    fence(example.language, example.text),
    ...siblings.map(([name, text]) => `${code(name)}:\n\n${fence(example.language, text)}`),
  ].join("\n\n");
}

/** What is particular to a vendor: roles on top of the keys, and names of files. */
const NOTES: Readonly<Record<string, string>> = {
  alicloud: `A role on top of these keys: \`assume_role\` of the provider's configuration, or \`ALICLOUD_ASSUME_ROLE_ARN\`, \`ALIBABA_CLOUD_ROLE_ARN\`, \`ALIBABACLOUD_ROLE_ARN\`. With it: \`ALIBABA_CLOUD_ROLE_SESSION_NAME\`, \`ALIBABA_CLOUD_EXTERNAL_ID\`, \`ALIBABA_CLOUD_STS_REGION\`, \`ALIBABA_CLOUD_STS_ENDPOINT\`, \`ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED\`.

\`ALICLOUD_SHARED_CREDENTIALS_FILE\` or \`ALIBABA_CLOUD_CREDENTIALS_FILE\` names the one file to read instead, of either format. \`ALIBABA_CLOUD_CLI_PROFILE_DISABLED\` or \`ALIBABA_CLOUD_IGNORE_PROFILE\` set to \`true\` leaves out the first one.

Modes of \`~/.aliyun/config.json\`, in any case of letters: AK, StsToken, RamRoleArn, ChainableRamRoleArn, EcsRamRole, RamRoleArnWithRoleName, OIDC, CredentialsURI, and the keys that CloudSSO and OAuth left there. External (which runs a program), RsaKeyPair, BearerToken and Anonymous are errors.`,
  tencentcloud: `A role on top of these keys: \`assume_role\` of the provider's configuration, or \`TENCENTCLOUD_ASSUME_ROLE_ARN\` with \`TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME\`, else \`TENCENTCLOUD_ROLE_ARN\` with \`TENCENTCLOUD_ROLE_SESSION_NAME\`. With it: \`TENCENTCLOUD_ASSUME_ROLE_SESSION_DURATION\`, \`_EXTERNAL_ID\`, \`_SOURCE_IDENTITY\`. Variables for roles by SAML, or for sessions by a second factor, are errors.

\`TENCENTCLOUD_SHARED_CREDENTIALS_DIR\` names the directory of tccli's files, and no other file is read then. A profile of tccli may have \`role-arn\` with \`role-session-name\`, type \`cvm-role\`, or the keys that \`tccli auth login\` or \`tccli sso login\` left there.`,
  jdcloud:
    "JD Cloud has no keys of roles, and its API does not say which account a key belongs to. So it has no `assumeRole`, `allowedAccountIds` and similar settings.",
};

/** Whether a file has keys. */
function holdsKeys({ format }: CredentialFile): boolean {
  return typeof format === "function" || format.keys !== undefined;
}

async function cloudSection(cloud: Cloud): Promise<string> {
  const { name, title, settings: table, credentialSources: sources } = cloud;
  const withKeys = sources.files({}).filter(holdsKeys);
  const settings = Object.entries(table)
    .filter(([, { sensitive, sets }]) => sensitive || sets === "assumeRoleWithOidc")
    .map(([setting]) => setting);
  const families = sources.keys.map(
    ({ accessKey, secretKey, securityToken }) =>
      `${code(accessKey)} with ${code(secretKey)} (token of temporary keys: ${codes(securityToken)})`,
  );
  // The machine-wide file looks like the user's own.
  const shown = withKeys.filter((file) => !file.path(undefined).startsWith("/etc/"));
  const files = await Promise.all(shown.map((file) => fileText(cloud, file)));
  return paragraphs(
    `## ${title}`,
    "Keys come from the first of these that has any:",
    [
      `The provider's configuration: ${codes(settings)} of ${code(name)}.`,
      ...sources.order.flatMap((source) => {
        if (source === "environment") return `The environment: ${families.join("; else ")}.`;
        if (source !== "files") return source.title;
        return withKeys.map((file) => `The file ${code(file.path(undefined))}.`);
      }),
    ]
      .map((way, index) => `${index + 1}. ${way}`)
      .join("\n"),
    NOTES[name] ?? "",
    `Region: the lookup's \`region\`, the provider's configuration, ${codes(sources.region)}, then the files. ` +
      `Profile: the lookup's \`profile\`, the provider's configuration, then ${codes(sources.profile)}.`,
    ...files,
  );
}

/** The page on keys and regions. */
export async function credentialsPage(listings: readonly Listing[]): Promise<string> {
  const clouds = [...new Set(listings.map(({ cloud }) => cloud))];
  return paragraphs(
    GENERATED,
    "# Where keys and regions are found",
    readFileSync(join(__dirname, "notes", "credentials.md"), "utf8"),
    ...(await Promise.all(clouds.map(cloudSection))),
    "## When a way fails",
    "The error for each failure, measured by a test; `npm run docs:credentials` writes these tables. SOURCE is the variable or profile that asks for the keys, such as `ALIBABA_CLOUD_ROLE_ARN` or `profile prod in ~/.aliyun/config.json`.",
    readFileSync(join(__dirname, "notes", "credentials-failures.md"), "utf8"),
  );
}
