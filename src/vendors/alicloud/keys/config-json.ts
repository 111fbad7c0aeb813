/** `~/.aliyun/config.json` of the official command line tool; `current` names the profile in use. */

import {
  cachedKeys,
  credentialsFrom,
  held,
  notSupported,
  optional,
  optionalSeconds,
  profileIn,
  readJson,
  required,
  Unusable,
} from "../../../clouds/credential-file";
import type { CredentialFile, FileReader } from "../../../clouds/credential-sources";
import { field, fromUnixSeconds, text } from "../../../clouds/envelope";
import type { Recipe, Role } from "../../../clouds/keys";
import { SESSION, stsHost } from "./roles";

/** A profile and the profiles that it may refer to. */
interface Profile {
  readonly name: string;
  readonly values: unknown;
  /** Its place, for messages. */
  readonly path: string;
  /** All profiles of the file. */
  readonly all: readonly unknown[];
  /** Names of the profiles that led here. */
  readonly before: readonly string[];
}

function keysIn({ name, values }: Profile) {
  return credentialsFrom(values, name, "access_key_id", "access_key_secret", "sts_token");
}

/** Keys of a mode that has them itself. */
function ownKeys(profile: Profile, mode: string): Recipe {
  const keys = keysIn(profile);
  if (keys) return { kind: "keys", keys };
  required(profile.values, "access_key_id", profile.name, `mode ${mode}`);
  throw new Unusable("has no keys", "Add keys to the profile", { profile: profile.name });
}

function roleIn({ name, values }: Profile, mode: string): Role {
  return {
    roleArn: required(values, "ram_role_arn", name, `mode ${mode}`),
    sessionName: optional(values, "ram_session_name") ?? SESSION,
    sessionDuration: optionalSeconds(values, "expired_seconds"),
    externalId: optional(values, "external_id"),
    host: stsHost({
      endpoint: optional(values, "sts_endpoint"),
      region: optional(values, "sts_region"),
      vpc: field(values, "enable_vpc") === true,
    }),
  };
}

/** The profile that another one takes its keys from. */
function sourceOf(profile: Profile): Profile {
  const { all, before, name, path } = profile;
  const source = required(profile.values, "source_profile", name, "mode ChainableRamRoleArn");
  const chain = [...before, name];
  if (chain.includes(source))
    throw new Unusable(
      `takes its keys from itself, by way of ${[...chain, source].join(" → ")}`,
      "Correct source_profile",
      { profile: name },
    );
  const values = all.find((entry) => field(entry, "name") === source);
  if (values) return { name: source, values, path, all, before: chain };
  throw new Unusable(`has the source_profile ${source}, which is not there`, "Correct source_profile", {
    profile: name,
  });
}

const instance = (profile: Profile): Recipe => ({
  kind: "instance",
  roleName: optional(profile.values, "ram_role_name"),
  askedBy: profileIn(profile.path, profile.name),
});
const onTopOf = (from: Recipe, profile: Profile, mode: string): Recipe => ({
  kind: "role",
  role: roleIn(profile, mode),
  from,
  askedBy: profileIn(profile.path, profile.name),
});
const login =
  (mode: string) =>
  (profile: Profile): Recipe =>
    cachedKeys(keysIn(profile), fromUnixSeconds(field(profile.values, "sts_expiration")), {
      profile: profile.name,
      path: profile.path,
      what: `mode ${mode}`,
      renewal: `aliyun configure --mode ${mode} --profile ${profile.name}`,
    });

/** How each mode gets keys. Source: aliyun-cli, config/profile.go; @alicloud/credentials, cli_profile. */
const MODES: Readonly<Record<string, (profile: Profile) => Recipe | undefined>> = {
  // A profile that was switched to permanent keys may still have the token of the temporary ones.
  AK: (profile) => {
    const keys = keysIn(profile);
    return held(keys && { ...keys, securityToken: undefined });
  },
  StsToken: (profile) => {
    const keys = keysIn(profile);
    if (keys) required(profile.values, "sts_token", profile.name, "mode StsToken");
    return held(keys);
  },
  RamRoleArn: (profile) => onTopOf(ownKeys(profile, "RamRoleArn"), profile, "RamRoleArn"),
  EcsRamRole: instance,
  RamRoleArnWithRoleName: (profile) => onTopOf(instance(profile), profile, "RamRoleArnWithRoleName"),
  ChainableRamRoleArn: (profile) => {
    const source = sourceOf(profile);
    const from = recipeIn(source);
    if (!from) throw new Unusable("has no keys", "Add keys to the profile", { profile: source.name });
    return onTopOf(from, profile, "ChainableRamRoleArn");
  },
  OIDC: (profile) => ({
    kind: "oidc",
    role: {
      ...roleIn(profile, "OIDC"),
      sessionDuration: optionalSeconds(profile.values, "duration_seconds"),
      provider: required(profile.values, "oidc_provider_arn", profile.name, "mode OIDC"),
      tokenFile: required(profile.values, "oidc_token_file", profile.name, "mode OIDC"),
    },
    askedBy: profileIn(profile.path, profile.name),
  }),
  CredentialsURI: (profile) => ({
    kind: "uri",
    uri: required(profile.values, "credentials_uri", profile.name, "mode CredentialsURI"),
    askedBy: profileIn(profile.path, profile.name),
  }),
  CloudSSO: login("CloudSSO"),
  OAuth: login("OAuth"),
};

/** What a profile without a mode means. Source: aliyun-cli, AutoModeRecognition. */
function impliedMode(values: unknown): string {
  const has = (name: string) => optional(values, name) !== undefined;
  if (has("access_key_id") || has("access_key_secret")) {
    if (has("sts_token")) return "StsToken";
    return has("ram_role_arn") ? "RamRoleArn" : "AK";
  }
  if (has("ram_role_name")) return "EcsRamRole";
  return has("oidc_provider_arn") && has("oidc_token_file") ? "OIDC" : "AK";
}

/** How a profile's keys are got; undefined if it has none. */
function recipeIn(profile: Profile): Recipe | undefined {
  const { name, values } = profile;
  const mode = text(field(values, "mode")) || impliedMode(values);
  const known = Object.keys(MODES).find((entry) => entry.toLowerCase() === mode.toLowerCase());
  if (!known)
    throw notSupported(
      name,
      `mode ${mode}`,
      `Use a mode such as AK, StsToken, RamRoleArn, ChainableRamRoleArn, EcsRamRole or OIDC`,
    );
  return MODES[known]?.(profile);
}

/** The profile that is asked for, or `current`, and whether `current` names it: the default is looked for anyhow. */
function find(
  content: string,
  wanted: string | undefined,
  path: string,
): (Profile & { isCurrent: boolean }) | undefined {
  const config = readJson(content);
  const profiles = field(config, "profiles") ?? [];
  if (!Array.isArray(profiles)) throw new Unusable("has no list of profiles", "Repair the file");
  const current = text(field(config, "current")) ?? "default";
  const name = wanted ?? current;
  const isCurrent = wanted === undefined && current !== "default";
  const values: unknown = profiles.find((entry) => field(entry, "name") === name);
  if (values) return { name, values, path, all: profiles, before: [], isCurrent };
  // The next file would be searched for its default, which is another account than this one.
  if (isCurrent)
    throw new Unusable("is its current one, and not there", "Set a profile that is there", { profile: name });
  return undefined;
}

/** The tool's file at a path. */
export function configJson(
  path: string,
  namedBy?: string,
): CredentialFile & { readonly region: FileReader<string> } {
  return {
    path: () => path,
    namedBy,
    keys: async (content, wanted) => {
      const profile = find(content, wanted, path);
      if (!profile) return undefined;
      const recipe = recipeIn(profile);
      if (!recipe && profile.isCurrent)
        throw new Unusable("is its current one, and has no keys", "Add keys to the profile", {
          profile: profile.name,
        });
      return recipe;
    },
    region: async (content, wanted) => text(field(find(content, wanted, path)?.values, "region_id")),
  };
}
