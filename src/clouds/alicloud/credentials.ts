import type { CredentialFile, CredentialSources, FileReader } from "../cloud";
import { credentialsFrom, holdsNoKeys, iniProfile, readJson, Unusable } from "../credential-file";
import { field, text } from "../envelope";

/** Modes of `~/.aliyun/config.json` that hold keys themselves. Source: aliyun-cli, @alicloud/credentials. */
const KEY_MODES: readonly string[] = ["AK", "StsToken"];

/** Types of `~/.alibabacloud/credentials` that hold keys themselves. Source: @alicloud/credentials; SDK of Java for sts. */
const KEY_TYPES: readonly string[] = ["access_key", "sts"];

/** A profile, and whether `current` names it: the default is looked for anyhow. */
interface Profile {
  readonly name: string;
  readonly values: unknown;
  readonly isCurrent: boolean;
}

/** The profile that is asked for, or `current`. */
const profileIn: FileReader<Profile> = async (content, wanted) => {
  const config = readJson(content);
  const profiles = field(config, "profiles") ?? [];
  if (!Array.isArray(profiles)) throw new Unusable("has no list of profiles", "Repair the file");
  const current = text(field(config, "current")) ?? "default";
  const name = wanted ?? current;
  const isCurrent = wanted === undefined && current !== "default";
  const values: unknown = profiles.find((entry) => field(entry, "name") === name);
  if (values) return { name, values, isCurrent };
  // The next file would be searched for its default, which is another account than this one.
  if (isCurrent)
    throw new Unusable("is its current one, and not there", "Set a profile that is there", { profile: name });
  return undefined;
};

/** `~/.aliyun/config.json` of the official command line tool; `current` names the profile in use. */
const cliFile: CredentialFile = {
  path: () => "~/.aliyun/config.json",
  keys: async (...asked) => {
    const profile = await profileIn(...asked);
    if (!profile) return undefined;
    const { name, values, isCurrent } = profile;
    const mode = text(field(values, "mode"));
    if (mode !== undefined && !KEY_MODES.includes(mode))
      throw holdsNoKeys(
        name,
        `mode ${mode}`,
        `Add keys to the profile, with the mode ${KEY_MODES.join(" or ")}`,
      );
    const found = credentialsFrom(values, name, "access_key_id", "access_key_secret", "sts_token");
    if (!found && isCurrent)
      throw new Unusable("is its current one, and has no keys", "Add keys to the profile", { profile: name });
    if (!found) return undefined;
    if (mode === "StsToken" && !found.securityToken)
      throw new Unusable("has mode StsToken, but no sts_token", "Add sts_token to the profile", {
        profile: name,
      });
    // A profile that was switched to permanent keys may still have the token of the temporary ones.
    return mode === "AK" ? { ...found, securityToken: undefined } : found;
  },
  region: async (...asked) => text(field((await profileIn(...asked))?.values, "region_id")),
};

/** `~/.alibabacloud/credentials`: INI of the SDKs. Source: @alicloud/credentials. */
const sdkFile: CredentialFile = {
  path: () => "~/.alibabacloud/credentials",
  keys: async (content, profile = "default") => {
    const values = iniProfile(content, profile);
    if (!values) return undefined;
    const type = text(field(values, "type"));
    if (type !== undefined && !KEY_TYPES.includes(type))
      throw holdsNoKeys(
        profile,
        `type ${type}`,
        `Add keys to the profile, with the type ${KEY_TYPES.join(" or ")}`,
      );
    const found = credentialsFrom(values, profile, "access_key_id", "access_key_secret", "security_token");
    if (!found) return undefined;
    if (type === "sts" && !found.securityToken)
      throw new Unusable("has type sts, but no security_token", "Add security_token to the profile", {
        profile,
      });
    return type === "access_key" ? { ...found, securityToken: undefined } : found;
  },
};

/** The SDK's names, then those of the Terraform provider, its older prefix last. */
export const credentialSources: CredentialSources = {
  keys: [
    {
      accessKey: "ALIBABA_CLOUD_ACCESS_KEY_ID",
      secretKey: "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
      securityToken: ["ALIBABA_CLOUD_SECURITY_TOKEN"],
    },
    {
      accessKey: "ALICLOUD_ACCESS_KEY",
      secretKey: "ALICLOUD_SECRET_KEY",
      securityToken: ["ALICLOUD_SECURITY_TOKEN"],
    },
    {
      accessKey: "ALIBABACLOUD_ACCESS_KEY_ID",
      secretKey: "ALIBABACLOUD_ACCESS_KEY_SECRET",
      securityToken: ["ALIBABACLOUD_SECURITY_TOKEN"],
    },
  ],
  region: ["ALICLOUD_REGION", "ALIBABA_CLOUD_REGION", "ALIBABA_CLOUD_REGION_ID", "ALIBABACLOUD_REGION_ID"],
  profile: ["ALIBABA_CLOUD_PROFILE", "ALICLOUD_PROFILE"],
  files: [cliFile, sdkFile],
};
