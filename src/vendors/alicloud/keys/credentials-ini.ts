/** `~/.alibabacloud/credentials`: INI of the SDKs. */
import { held, Profile } from "../../../clouds/credential-file";
import type { CredentialFile } from "../../../clouds/credential-sources";
import { field, text } from "../../../clouds/envelope";
import { iniProfile } from "../../../clouds/ini";
import { type Way, waysOf } from "./ways";

const ways = waysOf(
  {
    token: "security_token",
    roleArn: "role_arn",
    sessionName: "role_session_name",
    seconds: "role_session_expiration",
    tokenSeconds: "role_session_expiration",
    roleName: "role_name",
    tokenFile: "oidc_token_file_path",
  },
  (profile) => ({ policy: profile.optional("policy") }),
);

/** How each type gets keys. Source: @alicloud/credentials, profile; the SDK of Java for sts and oidc_role_arn. */
const TYPES: Readonly<Record<string, Way<Profile>>> = {
  access_key: ways.permanentKeys,
  sts: ways.sessionKeys,
  ram_role_arn: ways.roleWithKeys,
  ecs_ram_role: ways.roleOfInstance,
  oidc_role_arn: ways.roleWithToken,
};

/** The SDKs' file at a path. */
export function credentialsIni(path: string, namedBy?: string): CredentialFile {
  return {
    path: () => path,
    namedBy,
    keys: async (content, name = "default") => {
      const values = iniProfile(content, name);
      if (!values) return undefined;
      const profile = new Profile(name, values, path);
      const type = text(field(values, "type"));
      if (type === undefined) return held(ways.keysIn(profile));
      if (!Object.hasOwn(TYPES, type))
        throw profile.notSupported(`type ${type}`, `Use one of the types ${Object.keys(TYPES).join(", ")}`);
      return TYPES[type]?.(profile, `type ${type}`);
    },
  };
}
