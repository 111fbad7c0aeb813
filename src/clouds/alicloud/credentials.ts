import type { CredentialFile, CredentialSources } from "../cloud";
import { credentialsFrom, parseIni, readJson, section } from "../credential-file";
import { field, text } from "../envelope";

/** Modes of `~/.aliyun/config.json` that hold keys themselves. Source: aliyun-cli, @alicloud/credentials. */
const KEY_MODES: readonly string[] = ["AK", "StsToken"];

/** `~/.aliyun/config.json` of the official command line tool; `current` names the profile in use. */
const cliFile: CredentialFile = {
  path: () => "~/.aliyun/config.json",
  read: async (content, wanted) => {
    const config = readJson(content);
    const profiles = field(config, "profiles");
    const name = wanted ?? text(field(config, "current")) ?? "default";
    const profile = Array.isArray(profiles) && profiles.find((entry) => field(entry, "name") === name);
    if (!profile) return undefined;
    const mode = text(field(profile, "mode")) ?? "AK";
    const region = text(field(profile, "region_id"));
    if (!KEY_MODES.includes(mode)) {
      return {
        region,
        unusable: `profile ${name} has mode ${mode}, which holds no keys; use ${KEY_MODES.join(" or ")}`,
      };
    }
    return {
      region,
      credentials: credentialsFrom(profile, "access_key_id", "access_key_secret", "sts_token"),
    };
  },
};

/** `~/.alibabacloud/credentials`: INI of the SDKs. Source: @alicloud/credentials. */
const sdkFile: CredentialFile = {
  path: () => "~/.alibabacloud/credentials",
  read: async (content, wanted = "default") => {
    const profile = section(parseIni(content), wanted);
    return (
      profile && {
        credentials: credentialsFrom(profile, "access_key_id", "access_key_secret", "security_token"),
      }
    );
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
