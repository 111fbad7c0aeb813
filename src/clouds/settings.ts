/**
 * Settings of lookups: numbers for all vendors, and settings per vendor, with the names in the vendors' own Terraform
 * providers. Shared by the client, the command, the provider block, the provider construct and the documentation. Pure.
 */
import type { Argument } from "../core/argument";
import type { Cloud, CloudSettings, OwnValues } from "./cloud";
import type { Environment } from "./credential-sources";
import { firstVariable } from "./environment";

/**
 * The numbers among the settings, with their limits and defaults. A timer of more than some weeks would fire at once.
 * The client takes fractions of a second, the command and Terraform whole numbers: see {@link wholeNumbers}.
 */
export const numberSettings = {
  timeout: { min: 0.001, max: 86_400, default: 60, expected: "seconds, more than 0 and at most 86400" },
  maxRetries: { min: 0, max: 100, default: 5, expected: "a number of attempts from 0 to 100" },
  reuseFor: { min: 0, max: 86_400, default: 0, expected: "seconds from 0 to 86400" },
} as const;

function wholeNumber(name: keyof typeof numberSettings, description: string): Argument {
  const { min, max, default: usual } = numberSettings[name];
  return { kind: "integer", min: Math.ceil(min), max, default: String(usual), description };
}

/** The numbers that the command and Terraform take: whole ones. */
export const wholeNumbers = {
  timeout: wholeNumber("timeout", "Seconds for the whole lookup. They count from its first request on."),
  maxRetries: wholeNumber("maxRetries", "Attempts after the first one."),
};

/** The part of a vendor with its settings. */
type WithSettings = Pick<Cloud, "settings">;

/** Whether a setting has an effect on a vendor's lookups. */
export function hasSetting({ settings }: WithSettings, field: string): boolean {
  return Object.values(settings).some(({ sets }) => sets === field);
}

/** A setting that only its vendor has. */
export interface OwnSetting {
  /** The field of the client's settings that it sets. */
  readonly field: string;
  /** Its variable; undefined if it was set otherwise. */
  readonly variable: string | undefined;
  readonly value: string;
}

/** The settings that only this vendor has, if they are set or in the environment. */
export function ownSettings(
  { settings }: WithSettings,
  given: CloudSettings,
  env: Environment,
): readonly OwnSetting[] {
  return Object.values(settings).flatMap(({ sets: field, variables }) => {
    if (!variables) return [];
    const set = (given as OwnValues)[field];
    const found = set ? { name: undefined, value: set } : firstVariable(env, variables);
    return found ? [{ field, variable: found.name, value: found.value }] : [];
  });
}

/** The values of {@link ownSettings}, by field. */
export function ownValues(...given: Parameters<typeof ownSettings>): OwnValues {
  return Object.fromEntries(ownSettings(...given).map(({ field, value }) => [field, value]));
}

/** The name of a vendor's setting, or of its field, in the provider block; undefined if there is none. */
export function settingNamed({ settings: table }: WithSettings, path: string): string | undefined {
  const settings = Object.entries(table);
  const fields = settings.flatMap(([, setting]) => Object.entries(setting.fields ?? {}));
  const nameOf = (part: string) => [...settings, ...fields].find(([, { sets }]) => sets === part)?.[0];
  const names = path.split(".").map(nameOf);
  return names.includes(undefined) ? undefined : names.join(".");
}

/** Renames values from snake_case to the names of fields. */
function renamed(table: Cloud["settings"], values: unknown): Record<string, unknown> {
  const entries = Object.entries(values ?? {}).flatMap(([name, value]) => {
    const { sets, fields } = table[name] ?? {};
    if (!sets || value === undefined || value === null) return [];
    return [[sets, fields ? renamed(fields, value) : value]];
  });
  return Object.fromEntries(entries);
}

/** A vendor's settings from values in snake_case; leaves out null and undefined. */
export function settingsFrom(
  { settings }: WithSettings,
  values: Readonly<Record<string, unknown>>,
): CloudSettings {
  return renamed(settings, values);
}
