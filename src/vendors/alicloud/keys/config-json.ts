/** `~/.aliyun/config.json` of the official command line tool; `current` names the profile in use. */
import { orEnd, Profile, readJson, Unusable } from "../../../clouds/credential-file";
import type { CredentialFile, FileReader } from "../../../clouds/credential-sources";
import { field, fromUnixSeconds, text } from "../../../clouds/envelope";
import type { Recipe } from "../../../clouds/keys";
import { stsHost } from "./roles";
import { type Way, waysOf } from "./ways";

/** A profile that may refer to others. */
class LinkedProfile extends Profile {
  /**
   * @param all all profiles of the file
   * @param before names of the profiles that led here
   */
  constructor(
    name: string,
    values: unknown,
    path: string,
    readonly all: readonly unknown[],
    readonly before: readonly string[] = [],
  ) {
    super(name, values, path);
  }
}

const ways = waysOf(
  {
    token: "sts_token",
    roleArn: "ram_role_arn",
    sessionName: "ram_session_name",
    seconds: "expired_seconds",
    tokenSeconds: "duration_seconds",
    roleName: "ram_role_name",
    tokenFile: "oidc_token_file",
  },
  (profile) => ({
    externalId: profile.optional("external_id"),
    host: stsHost({
      endpoint: profile.optional("sts_endpoint"),
      region: profile.optional("sts_region"),
      vpc: field(profile.values, "enable_vpc") === true,
    }),
  }),
);

/** The profile that another one takes its keys from. */
function sourceOf(profile: LinkedProfile, kind: string): LinkedProfile {
  const { all, before, name, path } = profile;
  const source = profile.required("source_profile", kind);
  const chain = [...before, name];
  if (chain.includes(source))
    throw profile.unusable(
      `takes its keys from itself, by way of ${[...chain, source].join(" → ")}`,
      "Correct source_profile",
    );
  const values = all.find((entry) => field(entry, "name") === source);
  if (values) return new LinkedProfile(source, values, path, all, chain);
  throw profile.unusable(`has the source_profile ${source}, which is not there`, "Correct source_profile");
}

function login(profile: Profile, kind: string): Recipe {
  return profile.cachedKeys(
    ways.keysIn(profile),
    fromUnixSeconds(field(profile.values, "sts_expiration")),
    kind,
    `aliyun configure --${kind} --profile ${profile.name}`,
  );
}

/** How each mode gets keys. Source: aliyun-cli, config/profile.go; @alicloud/credentials, cli_profile. */
const MODES: Readonly<Record<string, Way<LinkedProfile>>> = {
  AK: ways.permanentKeys,
  StsToken: ways.sessionKeys,
  RamRoleArn: ways.roleWithKeys,
  EcsRamRole: ways.roleOfInstance,
  RamRoleArnWithRoleName: (profile, kind) => ways.roleWith(ways.roleOfInstance(profile), profile, kind),
  ChainableRamRoleArn: (profile, kind) => {
    const source = sourceOf(profile, kind);
    const from = recipeIn(source);
    if (!from) throw source.unusable("has no keys", "Add keys to the profile");
    return ways.roleWith(from, profile, kind);
  },
  OIDC: ways.roleWithToken,
  CredentialsURI: (profile, kind) => ({
    kind: "uri",
    uri: profile.required("credentials_uri", kind),
    askedBy: profile.askedBy,
  }),
  CloudSSO: login,
  OAuth: login,
};

/** What a profile without a mode means. Source: aliyun-cli, AutoModeRecognition. */
function impliedMode(profile: Profile): string {
  const has = (name: string) => profile.optional(name) !== undefined;
  if (has("access_key_id") || has("access_key_secret")) {
    if (has("sts_token")) return "StsToken";
    return has("ram_role_arn") ? "RamRoleArn" : "AK";
  }
  if (has("ram_role_name")) return "EcsRamRole";
  return has("oidc_provider_arn") && has("oidc_token_file") ? "OIDC" : "AK";
}

/** How a profile's keys are got; undefined if it has none. */
function recipeIn(profile: LinkedProfile): Recipe | undefined {
  const mode = text(field(profile.values, "mode")) || impliedMode(profile);
  const known = Object.keys(MODES).find((entry) => entry.toLowerCase() === mode.toLowerCase());
  if (known) return MODES[known]?.(profile, `mode ${known}`);
  throw profile.notSupported(
    `mode ${mode}`,
    "Use a mode such as AK, StsToken, RamRoleArn, ChainableRamRoleArn, EcsRamRole or OIDC",
  );
}

/** The wanted profile, or the current one. */
function find(content: string, wanted: string | undefined, path: string) {
  const config = readJson(content);
  const profiles = field(config, "profiles") ?? [];
  if (!Array.isArray(profiles)) throw new Unusable("has no list of profiles", "Repair the file");
  const current = text(field(config, "current")) ?? "default";
  const name = wanted ?? current;
  const chosen = wanted === undefined && current !== "default" ? "the current one" : undefined;
  const found: unknown = profiles.find((entry) => field(entry, "name") === name);
  const values = orEnd(found, name, chosen, "profile");
  return values ? { profile: new LinkedProfile(name, values, path, profiles), chosen } : undefined;
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
      const found = find(content, wanted, path);
      return found && orEnd(recipeIn(found.profile), found.profile.name, found.chosen, "keys");
    },
    region: async (content, wanted) => text(field(find(content, wanted, path)?.profile.values, "region_id")),
  };
}
