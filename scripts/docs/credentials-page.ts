/** The page on where keys and regions are found, from each vendor's own table. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Cloud, CredentialFile } from "../../src/clouds/cloud";
import type { Listing } from "../../src/listings/listing";
import { cloudSettings } from "../../src/settings";
import { CREDENTIAL_FILES } from "./credential-files";
import { code, codes, fence, GENERATED, paragraphs } from "./markdown";

/** A profile whose name shows where in a path it stands. */
const PROFILE = "PROFILE";

/** A file with an example that its own reader understands. */
async function fileText(file: CredentialFile): Promise<string> {
  const path = file.path(undefined);
  const example = CREDENTIAL_FILES[path];
  if (!example) throw new Error(`scripts/docs/credential-files.ts has no example of ${path}`);
  const siblings = Object.entries(example.siblings ?? {});
  const readSibling = async (wanted: string) => siblings.find(([name]) => name === wanted)?.[1];
  if (!(await file.keys(example.text, undefined, readSibling)))
    throw new Error(`The reader of ${path} finds no keys in the example`);
  if (file.region && !(await file.region(example.text, undefined, readSibling)))
    throw new Error(`The reader of ${path} finds no region in the example`);
  const named = file.path(PROFILE) === path ? "" : ` (with a profile, ${code(file.path(PROFILE))})`;
  const holds = file.region ? "keys and region" : "keys";
  return [
    `${code(path)}${named}: ${holds}.`,
    fence(example.language, example.text),
    ...siblings.map(([name, text]) => `${code(name)}:\n\n${fence(example.language, text)}`),
  ].join("\n\n");
}

/** The machine-wide file looks like the user's own. */
function isShown(file: CredentialFile): boolean {
  return !file.path(undefined).startsWith("/etc/");
}

async function cloudSection({ name, title, credentialSources: sources }: Cloud): Promise<string> {
  const settings = Object.entries(cloudSettings[name])
    .filter(([, { sensitive }]) => sensitive)
    .map(([setting]) => setting);
  const families = sources.keys.map(
    ({ accessKey, secretKey, securityToken }) =>
      `${code(accessKey)} with ${code(secretKey)} (token of temporary keys: ${codes(securityToken)})`,
  );
  const files = await Promise.all(sources.files({}).filter(isShown).map(fileText));
  return paragraphs(
    `## ${title}`,
    "Keys, the first that is found:",
    [
      `1. The provider's configuration: ${codes(settings)} of ${code(name)}.`,
      `2. The environment: ${families.join("; else ")}.`,
      ...sources.files({}).map((file, index) => `${index + 3}. The file ${code(file.path(undefined))}.`),
    ].join("\n"),
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
  );
}
