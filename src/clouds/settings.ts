/**
 * Settings of lookups: numbers that all vendors have in common, and settings per vendor, by the argument names of the
 * vendors' own Terraform providers. What the client, the command, the provider block, the provider construct and the
 * documentation share. Pure.
 */
import type { CloudName, CloudSettings } from "./cloud";
import type { OidcRoleSettings, RoleSettings } from "./keys";

/**
 * The numbers among the settings, with their limits and defaults. A timer of more than some weeks would fire at once.
 * The client takes fractions of a second, the command and Terraform whole numbers: see {@link wholeNumbers}.
 */
export const numberSettings = {
  timeout: { min: 0.001, max: 86_400, default: 60, expected: "seconds, more than 0 and at most 86400" },
  maxRetries: { min: 0, max: 100, default: 5, expected: "a number of attempts from 0 to 100" },
  reuseFor: { min: 0, max: 86_400, default: 0, expected: "seconds from 0 to 86400" },
} as const;

type NumberSetting = keyof typeof numberSettings;

/** The least and the largest whole number that a setting may be. */
export function wholeNumbers(name: NumberSetting): { readonly min: number; readonly max: number } {
  const { min, max } = numberSettings[name];
  return { min: Math.ceil(min), max };
}

/** Why a number is no whole one that a setting may be; undefined when it is. */
export function wholeNumberProblem(name: NumberSetting, value: unknown): string | undefined {
  const { min, max } = wholeNumbers(name);
  const fits = Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
  return fits ? undefined : `got ${String(value)}, expected a whole number from ${min} to ${max}`;
}

/** One field of a setting that has several. */
export interface SettingField {
  /** The field of the role's settings that it sets. */
  readonly sets: keyof RoleSettings | keyof OidcRoleSettings;
  readonly kind?: "seconds";
  readonly description: string;
  readonly sensitive?: boolean;
}

/** One setting of a vendor: a text, a list of texts, or what has fields of its own. */
export interface Setting {
  /** The field of {@link CloudSettings} that it sets. */
  readonly sets: keyof Omit<CloudSettings, "credentials">;
  readonly description: string;
  readonly sensitive?: boolean;
  /** Account IDs. */
  readonly isList?: boolean;
  readonly fields?: Readonly<Record<string, SettingField>>;
}

const region: Setting = { sets: "region", description: "Region of lookups that name none." };
const profile: Setting = { sets: "profile", description: "Profile in the vendor's own files." };
const endpoint: Setting = {
  sets: "endpoint",
  description: "Address to ask instead of the vendor's; plain http for this machine only.",
};
const securityToken: Setting = {
  sets: "securityToken",
  description: "Token of temporary keys.",
  sensitive: true,
};

const roleArn: SettingField = {
  sets: "roleArn",
  description: "ARN of the role. Default: the vendor's variable.",
};
const sessionName: SettingField = {
  sets: "sessionName",
  description:
    "Name of the session, for the vendor's audit log. Default: the vendor's variable, or cdktf-backups.",
};
const policy: SettingField = {
  sets: "policy",
  description: "Policy as JSON that narrows what the session may do.",
};
const externalId: SettingField = {
  sets: "externalId",
  description: "External ID that the role's trust policy asks for.",
};
const sessionDuration: SettingField = {
  sets: "sessionDuration",
  kind: "seconds",
  description: "Seconds that the keys of a session last. Default: the vendor's.",
};
const token: SettingField = {
  sets: "token",
  description: "The token. Give the file instead, unless the token outlives the run.",
  sensitive: true,
};
const tokenFile: SettingField = {
  sets: "tokenFile",
  description: "File that holds the token; read anew for each session. Default: the vendor's variable.",
};
const ASSUME_ROLE = "Role to assume with the keys that are found.";
const WITH_TOKEN = "Role that a token of an identity provider opens, instead of keys.";

const accountIds = {
  allowed_account_ids: {
    sets: "allowedAccountIds",
    isList: true,
    description:
      "Accounts that may answer: a lookup of any other one fails before anything is read. Default: all.",
  },
  forbidden_account_ids: {
    sets: "forbiddenAccountIds",
    isList: true,
    description: "Accounts that must not answer. Default: none.",
  },
} as const satisfies Record<string, Setting>;

/** The settings of each vendor, in snake_case. */
export const cloudSettings: Readonly<Record<CloudName, Readonly<Record<string, Setting>>>> = {
  tencentcloud: {
    region,
    secret_id: { sets: "accessKey", description: "SecretId of the API key.", sensitive: true },
    secret_key: { sets: "secretKey", description: "SecretKey of the API key.", sensitive: true },
    security_token: securityToken,
    profile,
    time_zone: {
      sets: "timeZone",
      description: "Offset of the vendor's times, which carry none. Default: +08:00.",
    },
    domain: {
      sets: "domain",
      description:
        "Root domain of the API; intl.tencentcloudapi.com for the international site. Default: TENCENTCLOUD_DOMAIN, or tencentcloudapi.com.",
    },
    endpoint,
    assume_role: {
      sets: "assumeRole",
      description: ASSUME_ROLE,
      fields: {
        role_arn: roleArn,
        session_name: sessionName,
        session_duration: sessionDuration,
        policy,
        external_id: externalId,
        source_identity: {
          sets: "sourceIdentity",
          description: "Identity that the audit log shows as the source.",
        },
      },
    },
    assume_role_with_web_identity: {
      sets: "assumeRoleWithOidc",
      description: WITH_TOKEN,
      fields: {
        role_arn: roleArn,
        provider_id: {
          sets: "provider",
          description: "Name of the identity provider. Default: the vendor's variable, or OIDC.",
        },
        web_identity_token: token,
        web_identity_token_file: tokenFile,
        session_name: sessionName,
        session_duration: sessionDuration,
      },
    },
    ...accountIds,
  },
  alicloud: {
    region,
    access_key: { sets: "accessKey", description: "AccessKey ID.", sensitive: true },
    secret_key: { sets: "secretKey", description: "AccessKey secret.", sensitive: true },
    security_token: securityToken,
    profile,
    endpoint,
    assume_role: {
      sets: "assumeRole",
      description: ASSUME_ROLE,
      fields: {
        role_arn: roleArn,
        session_name: sessionName,
        session_expiration: sessionDuration,
        policy,
        external_id: externalId,
      },
    },
    assume_role_with_oidc: {
      sets: "assumeRoleWithOidc",
      description: WITH_TOKEN,
      fields: {
        role_arn: roleArn,
        oidc_provider_arn: {
          sets: "provider",
          description: "ARN of the identity provider. Default: the vendor's variable.",
        },
        oidc_token: token,
        oidc_token_file: tokenFile,
        role_session_name: sessionName,
        session_expiration: sessionDuration,
        policy,
      },
    },
    ...accountIds,
  },
  jdcloud: {
    region,
    access_key: { sets: "accessKey", description: "Access key.", sensitive: true },
    secret_key: { sets: "secretKey", description: "Secret key.", sensitive: true },
    security_token: securityToken,
    profile,
    endpoint,
  },
};

/** What a setting means that only some vendors have. */
export function describeSetting(field: Setting["sets"]): string {
  const settings = Object.values(cloudSettings).flatMap((own) => Object.values(own));
  return settings.find(({ sets }) => sets === field)?.description ?? "";
}

/** Whether a setting has an effect on a vendor's lookups. */
export function hasSetting(cloud: CloudName, field: string): boolean {
  return Object.values(cloudSettings[cloud]).some(({ sets }) => sets === field);
}

/** What a vendor's setting, or a field of one, is called in the provider block; undefined where there is none. */
export function settingNamed(cloud: CloudName, path: string): string | undefined {
  const settings: readonly (readonly [string, Setting | SettingField])[] = Object.entries(
    cloudSettings[cloud],
  );
  const fields = settings.flatMap(([, setting]) =>
    "fields" in setting && setting.fields ? Object.entries(setting.fields) : [],
  );
  const nameOf = (part: string) => [...settings, ...fields].find(([, { sets }]) => sets === part)?.[0];
  const names = path.split(".").map(nameOf);
  return names.includes(undefined) ? undefined : names.join(".");
}

/** What is given among values. */
function given(values: unknown): [string, unknown][] {
  return typeof values === "object" && values !== null
    ? Object.entries(values).filter(([, value]) => value !== undefined && value !== null)
    : [];
}

/** Values under the names of fields, from values under names in snake_case. */
function renamed(
  table: Readonly<Record<string, Setting | SettingField>>,
  values: unknown,
): Record<string, unknown> {
  const entries = given(values).flatMap(([name, value]) => {
    const setting = table[name];
    if (!setting) return [];
    const fields = "fields" in setting ? setting.fields : undefined;
    return [[setting.sets, fields ? renamed(fields, value) : value]];
  });
  return Object.fromEntries(entries);
}

/** A vendor's settings from values in snake_case; what is null or undefined is left out. */
export function settingsFrom(cloud: CloudName, values: Readonly<Record<string, unknown>>): CloudSettings {
  return renamed(cloudSettings[cloud], values);
}
