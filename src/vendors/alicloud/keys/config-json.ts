/** `~/.aliyun/config.json` of the official command line tool; `current` names the profile in use. */
import { Profile, readJson, Unusable } from "../../../clouds/credential-file";
import type { FileFormat } from "../../../clouds/credential-sources";
import { field, fromUnixSeconds, text } from "../../../clouds/envelope";
import type { Recipe } from "../../../clouds/keys";
import { quotable } from "../../../core/errors";
import { stsHost } from "./roles";
import { type Way, waysOf } from "./ways";

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

/** A role with the keys of another profile. */
const roleOfSource: Way = (profile, kind, before) => {
  const source = profile.required("source_profile", kind);
  const chain = [...before, profile.name];
  const way = quotable([...chain, source].join(" → "), 200);
  const refuse = (problem: string) => profile.unusable(problem, "Correct source_profile");
  if (chain.includes(source)) throw refuse(`takes its keys from itself, by way of ${way}`);
  const values = profile.all.find((entry) => field(entry, "name") === source);
  if (!values) throw refuse(`has the source_profile ${quotable(source, 64)}, which is not there`);
  const other = new Profile(source, values, profile.path, profile.all);
  const from = recipeIn(other, chain);
  if (!from) throw other.unusable("has no keys", "Add keys to the profile");
  return ways.roleWith(from, profile, kind);
};

function login(profile: Profile, kind: string): Recipe {
  return profile.cachedKeys(
    ways.keysIn(profile),
    fromUnixSeconds(field(profile.values, "sts_expiration")),
    kind,
    `aliyun configure --${kind} --profile ${profile.name}`,
  );
}

/** How each mode gets keys. Source: aliyun-cli, config/profile.go; @alicloud/credentials, cli_profile. */
const MODES: Readonly<Record<string, Way>> = {
  AK: ways.permanentKeys,
  StsToken: ways.sessionKeys,
  RamRoleArn: ways.roleWithKeys,
  EcsRamRole: ways.roleOfInstance,
  RamRoleArnWithRoleName: (profile, kind) => ways.roleWith(ways.roleOfInstance(profile), profile, kind),
  ChainableRamRoleArn: roleOfSource,
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
function recipeIn(profile: Profile, before: readonly string[] = []): Recipe | undefined {
  const mode = profile.optional("mode") ?? impliedMode(profile);
  const known = Object.keys(MODES).find((entry) => entry.toLowerCase() === mode.toLowerCase());
  if (known) return MODES[known]?.(profile, `mode ${known}`, before);
  throw profile.notSupported(
    `mode ${mode}`,
    "Use a mode such as AK, StsToken, RamRoleArn, ChainableRamRoleArn, EcsRamRole or OIDC",
  );
}

export const configJson: FileFormat = {
  chosen: "the current one",
  find(content, wanted) {
    const config = readJson(content);
    const all = field(config, "profiles") ?? [];
    if (!Array.isArray(all)) throw new Unusable("has no list of profiles", "Repair the file");
    const name = wanted ?? text(field(config, "current")) ?? "default";
    return { name, values: all.find((entry) => field(entry, "name") === name), all };
  },
  keys: (profile) => recipeIn(profile),
  region: (profile) => profile.optional("region_id"),
};
