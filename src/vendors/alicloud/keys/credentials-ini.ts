/** `~/.alibabacloud/credentials`: INI of the SDKs. */

import {
  credentialsFrom,
  held,
  notSupported,
  optional,
  optionalSeconds,
  profileIn,
  required,
  Unusable,
} from "../../../clouds/credential-file";
import type { CredentialFile } from "../../../clouds/credential-sources";
import { field, text } from "../../../clouds/envelope";
import { iniProfile } from "../../../clouds/ini";
import type { Recipe } from "../../../clouds/keys";
import { SESSION } from "./roles";

/** A profile with where it stands. */
interface Profile {
  readonly name: string;
  readonly values: object;
  readonly path: string;
}

function keysIn({ name, values }: Profile) {
  return credentialsFrom(values, name, "access_key_id", "access_key_secret", "security_token");
}

function roleIn({ name, values }: Profile, type: string) {
  return {
    roleArn: required(values, "role_arn", name, `type ${type}`),
    sessionName: optional(values, "role_session_name") ?? SESSION,
    sessionDuration: optionalSeconds(values, "role_session_expiration"),
    policy: optional(values, "policy"),
  };
}

/** How each type gets keys. Source: @alicloud/credentials, profile; the SDK of Java for sts and oidc_role_arn. */
const TYPES: Readonly<Record<string, (profile: Profile) => Recipe | undefined>> = {
  access_key: (profile) => {
    const keys = keysIn(profile);
    return held(keys && { ...keys, securityToken: undefined });
  },
  sts: (profile) => {
    const keys = keysIn(profile);
    if (keys) required(profile.values, "security_token", profile.name, "type sts");
    return held(keys);
  },
  ram_role_arn: (profile) => {
    const keys = keysIn(profile);
    if (!keys)
      throw new Unusable("has type ram_role_arn, but no keys", "Add keys to the profile", {
        profile: profile.name,
      });
    return {
      kind: "role",
      role: roleIn(profile, "ram_role_arn"),
      from: { kind: "keys", keys },
      askedBy: profileIn(profile.path, profile.name),
    };
  },
  ecs_ram_role: ({ name, values, path }) => ({
    kind: "instance",
    roleName: optional(values, "role_name"),
    askedBy: profileIn(path, name),
  }),
  oidc_role_arn: (profile) => ({
    kind: "oidc",
    role: {
      ...roleIn(profile, "oidc_role_arn"),
      provider: required(profile.values, "oidc_provider_arn", profile.name, "type oidc_role_arn"),
      tokenFile: required(profile.values, "oidc_token_file_path", profile.name, "type oidc_role_arn"),
    },
    askedBy: profileIn(profile.path, profile.name),
  }),
};

/** The SDKs' file at a path. */
export function credentialsIni(path: string, namedBy?: string): CredentialFile {
  return {
    path: () => path,
    namedBy,
    keys: async (content, name = "default") => {
      const values = iniProfile(content, name);
      if (!values) return undefined;
      const profile: Profile = { name, values, path };
      const type = text(field(values, "type"));
      if (type === undefined) return held(keysIn(profile));
      if (!Object.hasOwn(TYPES, type))
        throw notSupported(name, `type ${type}`, `Use one of the types ${Object.keys(TYPES).join(", ")}`);
      return TYPES[type]?.(profile);
    },
  };
}
