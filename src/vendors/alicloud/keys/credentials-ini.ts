/** `~/.alibabacloud/credentials`: INI of the SDKs. */
import { held } from "../../../clouds/credential-file";
import type { FileFormat } from "../../../clouds/credential-sources";
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
const TYPES: Readonly<Record<string, Way>> = {
  access_key: ways.permanentKeys,
  sts: ways.sessionKeys,
  ram_role_arn: ways.roleWithKeys,
  ecs_ram_role: ways.roleOfInstance,
  oidc_role_arn: ways.roleWithToken,
};

export const credentialsIni: FileFormat = {
  find: (content, name = "default") => ({ name, values: iniProfile(content, name) }),
  keys(profile) {
    const type = profile.optional("type");
    if (type === undefined) return held(ways.keysIn(profile));
    if (!Object.hasOwn(TYPES, type))
      throw profile.notSupported(`type ${type}`, `Use one of the types ${Object.keys(TYPES).join(", ")}`);
    return TYPES[type]?.(profile, `type ${type}`, []);
  },
};
