/** Types of a vendor's table of settings, and shared settings. Pure. */
import type { Rule } from "../core/argument";

/** One setting of a vendor, or a field of one. */
export interface Setting extends Partial<Pick<Rule, "kind" | "min" | "max">> {
  /** The field of the client's settings, or of those of a role, that it sets. */
  readonly sets: string;
  readonly description: string;
  readonly sensitive?: boolean;
  /** Its fields. @default it is a single value, by default a text */
  readonly fields?: Readonly<Record<string, Setting>>;
  /** Whether the command has a flag for it. @default it has none */
  readonly isFlag?: boolean;
  /**
   * Variables with its value, best first, for a setting that only this vendor has. `endpoint` gets the value, and paths
   * may contain the field's name. @default not such a setting
   */
  readonly variables?: readonly string[];
}

/** The table of settings for properties of a construct: the same names in snake_case. */
export type SettingsTable<Props> = {
  readonly [Name in keyof Props & string as SnakeCase<Name>]-?: Setting;
};

type SnakeCase<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${SnakeCase<Rest>}`
  : "";

/** Settings of all vendors. */
export const commonSettings = {
  region: { sets: "region", description: "Region of lookups without one." },
  security_token: { sets: "securityToken", description: "Token of temporary keys.", sensitive: true },
  profile: { sets: "profile", description: "Profile in the vendor's own files." },
  endpoint: {
    sets: "endpoint",
    description: "Address to use instead of the vendor's; plain http only for this machine.",
  },
} as const satisfies Record<string, Setting>;

/** Settings of vendors whose API says which account a key belongs to. */
export const accountSettings = {
  allowed_account_ids: {
    sets: "allowedAccountIds",
    kind: "accounts",
    description:
      "Allowed accounts: a lookup with keys of another one fails before anything is read. Default: all.",
  },
  forbidden_account_ids: {
    sets: "forbiddenAccountIds",
    kind: "accounts",
    description: "Forbidden accounts. Default: none.",
  },
} as const satisfies Record<string, Setting>;

/** A role to assume, with the fields of AssumeRoleProps and further ones. */
export function assumeRole(further: Setting["fields"]): Setting {
  const { arn, sessionName, policy, externalId } = roleFields;
  const common = { role_arn: arn, session_name: sessionName, policy, external_id: externalId };
  const fields = { ...common, ...further };
  return { sets: "assumeRole", description: "Role to assume with the keys.", fields };
}

/** A role to assume with a token, with its fields. */
export function assumeRoleWithToken(fields: Setting["fields"]): Setting {
  return {
    sets: "assumeRoleWithOidc",
    description: "Role to assume with a token of an identity provider, instead of keys.",
    fields,
  };
}

/** Fields of roles. */
export const roleFields = {
  arn: { sets: "roleArn", description: "ARN of the role. Default: the vendor's variable." },
  sessionName: {
    sets: "sessionName",
    description:
      "Name of the session, for the vendor's audit log. Default: the vendor's variable, or cdktf-backups.",
  },
  policy: { sets: "policy", description: "Policy as JSON that restricts the session." },
  externalId: { sets: "externalId", description: "External ID that the role's trust policy asks for." },
  token: {
    sets: "token",
    description: "The token. Give the file instead, unless the token outlives the run.",
    sensitive: true,
  },
  tokenFile: {
    sets: "tokenFile",
    description: "File with the token, read for each session. Default: the vendor's variable.",
  },
  seconds: (min: number, max: number) => ({
    sets: "sessionDuration",
    kind: "integer",
    min,
    max,
    description: "Seconds that the keys of a session last. Default: the vendor's.",
  }),
} as const satisfies Record<string, Setting | ((min: number, max: number) => Setting)>;
