/**
 * Settings of lookups: numbers for all vendors, and settings per vendor, with the names in the vendors' own Terraform
 * providers. Shared by the client, the command, the provider block, the provider construct and the documentation. Pure.
 */
import { type Argument, expectation, problemWith } from "../core/argument";
import { asOne, type BackupsError, usageError } from "../core/errors";
import { arg, message } from "../core/message";
import type { Cloud, CloudSettings, OwnValues } from "./cloud";
import type { Environment } from "./credential-sources";
import { firstVariable } from "./environment";
import type { Setting } from "./setting";

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

export interface SettingProblem {
  /** The setting, and its field, by the names in the settings' table. */
  readonly path: readonly string[];
  /** The same by the names of CloudSettings, joined by a dot. */
  readonly argument: string;
  readonly problem: string;
}

/** The problem with a single value. Never quotes a secret. */
function problemOf(
  { kind = "text", fields, sensitive, min, max }: Setting,
  value: unknown,
): string | undefined {
  if (fields) return `got a ${typeof value}, expected an object`;
  const problem = problemWith({ kind, min, max }, value);
  return problem && sensitive ? `expected ${expectation({ kind })}` : problem;
}

/** Problems with values by their table. */
function* problemsIn(
  table: Cloud["settings"],
  values: object,
  outer: readonly string[] = [],
  front = "",
): Generator<SettingProblem> {
  for (const [field, value] of Object.entries(values)) {
    if (value === undefined || value === null) continue;
    const [name, setting] = Object.entries(table).find(([, { sets }]) => sets === field) ?? [];
    const path = name === undefined ? outer : [...outer, name];
    const argument = `${front}${field}`;
    if (setting?.fields && typeof value === "object") {
      yield* problemsIn(setting.fields, value, path, `${argument}.`);
    } else {
      const problem = setting ? problemOf(setting, value) : "there is no such field";
      if (problem) yield { path, argument, problem };
    }
  }
}

export function* settingProblems(
  { settings: table }: Pick<Cloud, "settings">,
  settings: CloudSettings,
): Generator<SettingProblem> {
  const isOwn = (field: string) => Object.values(table).some(({ sets }) => sets === field);
  // Modules of Terraform leave a text out by an empty one.
  const given = Object.entries(settings).filter(([field, value]) => isOwn(field) && value !== "");
  yield* problemsIn(table, Object.fromEntries(given));
}

/** Why a vendor does not have a setting that others have. */
const REASONS: Readonly<Partial<Record<keyof CloudSettings, string>>> = {
  assumeRole: "its tools do not support roles",
  assumeRoleWithOidc: "its tools do not support roles",
  allowedAccountIds: "its API does not say which account a key belongs to",
  forbiddenAccountIds: "its API does not say which account a key belongs to",
};

function* foreignSettings(
  { title, settings: table }: Cloud,
  settings: CloudSettings,
): Generator<BackupsError> {
  const own = new Set<string>(["credentials", ...Object.values(table).map(({ sets }) => sets)]);
  for (const [field, value] of Object.entries(settings)) {
    if (value === undefined || own.has(field)) continue;
    const reason = REASONS[field as keyof CloudSettings];
    // Not quoted: it may be a secret under a wrong name.
    yield usageError(
      field,
      `${title} has no such setting${reason ? `: ${reason}` : ""}`,
      message`Leave ${arg(field)} out of the settings of ${title}.`,
    );
  }
}

/** @throws BackupsError `usage` that names every wrong setting */
export function checkSettings(cloud: Cloud, settings: CloudSettings): void {
  const unfit = [...settingProblems(cloud, settings)];
  const mistake = asOne([
    ...foreignSettings(cloud, settings),
    ...unfit.map(({ argument, problem }) => usageError(argument, problem)),
  ]);
  if (mistake) throw mistake;
}
