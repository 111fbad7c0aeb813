/** What is wrong with a vendor's settings. Pure. */

import { asOne, type BackupsError, usageError } from "../core/errors";
import { arg, message } from "../core/message";
import { offsetMinutes } from "../core/time";
import type { Cloud, CloudName, CloudSettings } from "./cloud";
import { cloudSettings, type Setting, type SettingField } from "./settings";

/** A setting that cannot be used. */
export interface SettingProblem {
  /** The setting, and the field inside it where it has fields: by the names of the settings' table. */
  readonly path: readonly [setting: string, field?: string];
  /** The same by the names of CloudSettings, joined by a dot. */
  readonly argument: string;
  readonly problem: string;
}

/** Seconds that a session may last. Source: the vendors' Terraform providers; STS, AssumeRole. */
const SECONDS: Readonly<Partial<Record<CloudName, readonly [min: number, max: number]>>> = {
  tencentcloud: [1, 43_200],
  alicloud: [900, 43_200],
};

/** An account's ID: Tencent Cloud's are shorter. */
const ACCOUNT_ID = /^\d{5,20}$/;

function textProblem(value: unknown): string | undefined {
  if (typeof value !== "string") return `got a ${typeof value}, expected a text`;
  if (value.trim() === "") return "got an empty text; leave it out instead";
  return undefined;
}

function listProblem(value: unknown): string | undefined {
  if (!Array.isArray(value)) return "expected a list of account IDs";
  if (value.length === 0) return "got an empty list; leave it out instead";
  const wrong = value.find((id) => typeof id !== "string" || !ACCOUNT_ID.test(id));
  return wrong === undefined
    ? undefined
    : `got ${JSON.stringify(wrong)}, expected account IDs such as "100012345678"`;
}

function secondsProblem(cloud: CloudName, value: unknown): string | undefined {
  const [min, max] = SECONDS[cloud] ?? [1, 43_200];
  const fits = Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
  return fits ? undefined : `got ${String(value)}, expected whole seconds from ${min} to ${max}`;
}

function fieldProblem(cloud: CloudName, { kind }: SettingField, value: unknown): string | undefined {
  return kind === "seconds" ? secondsProblem(cloud, value) : textProblem(value);
}

/** What is wrong with one setting. */
function* problemsOf(
  cloud: CloudName,
  name: string,
  setting: Setting,
  value: unknown,
): Generator<SettingProblem> {
  const { sets, isList, fields } = setting;
  const at = (problem: string | undefined, field?: string, inner?: string): SettingProblem[] =>
    problem === undefined
      ? []
      : [{ path: [name, field], argument: inner ? `${sets}.${inner}` : sets, problem }];
  if (isList) yield* at(listProblem(value));
  if (sets === "timeZone" && offsetMinutes(String(value)) === undefined)
    yield* at(`got ${JSON.stringify(value)}, expected an offset from UTC such as +08:00`);
  if (!fields) return;
  if (typeof value !== "object" || value === null) {
    yield* at(`got a ${typeof value}, expected an object`);
    return;
  }
  for (const [field, inner] of Object.entries(value)) {
    const [fieldName, known] = Object.entries(fields).find(([, entry]) => entry.sets === field) ?? [];
    if (inner === undefined || inner === null) continue;
    yield* at(known ? fieldProblem(cloud, known, inner) : "there is no such field", fieldName, field);
  }
}

/** Everything that is wrong with a vendor's settings. */
export function* settingProblems(cloud: CloudName, settings: CloudSettings): Generator<SettingProblem> {
  for (const [name, setting] of Object.entries(cloudSettings[cloud])) {
    const value = settings[setting.sets];
    if (value !== undefined) yield* problemsOf(cloud, name, setting, value);
  }
}

/** Why a vendor does not have a setting that others have. */
const REASONS: Readonly<Partial<Record<keyof CloudSettings, string>>> = {
  assumeRole: "its tools know no way to a role's keys",
  assumeRoleWithOidc: "its tools know no way to a role's keys",
  allowedAccountIds: "its API does not say which account a key belongs to",
  forbiddenAccountIds: "its API does not say which account a key belongs to",
};

function* foreignSettings({ name, title }: Cloud, settings: CloudSettings): Generator<BackupsError> {
  const own = new Set<string>(["credentials", ...Object.values(cloudSettings[name]).map(({ sets }) => sets)]);
  for (const [field, value] of Object.entries(settings)) {
    if (value === undefined || own.has(field)) continue;
    const reason = REASONS[field as keyof CloudSettings];
    const got = typeof value === "string" && !reason ? `got ${JSON.stringify(value)}, but ` : "";
    yield usageError(
      field,
      `${got}${title} has no such setting${reason ? `: ${reason}` : ""}`,
      message`Leave ${arg(field)} out of the settings of ${title}.`,
    );
  }
}

/**
 * Checks a vendor's settings.
 *
 * @throws BackupsError `usage` that tells every setting at fault
 */
export function checkSettings(cloud: Cloud, settings: CloudSettings): void {
  const unfit = [...settingProblems(cloud.name, settings)];
  const mistake = asOne([
    ...foreignSettings(cloud, settings),
    ...unfit.map(({ argument, problem }) => usageError(argument, problem)),
  ]);
  if (mistake) throw mistake;
}
