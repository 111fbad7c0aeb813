/**
 * Settings of lookups: numbers that all vendors have in common, and settings per vendor, by the argument names of the
 * vendors' own Terraform providers. What the client, the command, the provider block, the provider construct and the
 * documentation share. Pure.
 */
import type { CloudName, CloudSettings } from "./clouds/cloud";

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

/** One setting of a vendor. */
export interface Setting {
  /** The field of {@link CloudSettings} that it sets. */
  readonly sets: keyof Omit<CloudSettings, "credentials">;
  readonly description: string;
  readonly sensitive?: boolean;
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
  },
  alicloud: {
    region,
    access_key: { sets: "accessKey", description: "AccessKey ID.", sensitive: true },
    secret_key: { sets: "secretKey", description: "AccessKey secret.", sensitive: true },
    security_token: securityToken,
    profile,
    endpoint,
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

/** A vendor's settings from values in snake_case; what is null or undefined is left out. */
export function settingsFrom(cloud: CloudName, values: Readonly<Record<string, unknown>>): CloudSettings {
  return Object.fromEntries(
    Object.entries(cloudSettings[cloud])
      .filter(([name]) => values[name] !== undefined && values[name] !== null)
      .map(([name, { sets }]) => [sets, values[name]]),
  );
}
