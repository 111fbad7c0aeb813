/** What is wrong with a vendor's settings. Pure. */

import { usageError } from "../core/errors";
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
function problemOf(
  cloud: CloudName,
  name: string,
  setting: Setting,
  value: unknown,
): SettingProblem | undefined {
  const { sets, isList, fields } = setting;
  const at = (problem: string | undefined, field?: string, inner?: string) =>
    problem === undefined
      ? undefined
      : { path: [name, field] as const, argument: inner ? `${sets}.${inner}` : sets, problem };
  if (isList) return at(listProblem(value));
  if (sets === "timeZone")
    return at(
      offsetMinutes(String(value)) === undefined
        ? `got ${JSON.stringify(value)}, expected an offset from UTC such as +08:00`
        : undefined,
    );
  if (!fields) return undefined;
  if (typeof value !== "object" || value === null) return at(`got a ${typeof value}, expected an object`);
  for (const [field, inner] of Object.entries(value)) {
    const [fieldName, known] = Object.entries(fields).find(([, entry]) => entry.sets === field) ?? [];
    if (inner === undefined || inner === null) continue;
    const problem = known ? fieldProblem(cloud, known, inner) : "there is no such field";
    if (problem) return at(problem, fieldName, field);
  }
  return undefined;
}

/** What is wrong with a vendor's settings; undefined where nothing is. */
export function settingProblem(cloud: CloudName, settings: CloudSettings): SettingProblem | undefined {
  for (const [name, setting] of Object.entries(cloudSettings[cloud])) {
    const value = settings[setting.sets];
    const problem = value === undefined ? undefined : problemOf(cloud, name, setting, value);
    if (problem) return problem;
  }
  return undefined;
}

/** Why a vendor does not have a setting that others have. */
const REASONS: Readonly<Partial<Record<keyof CloudSettings, string>>> = {
  assumeRole: "its tools know no way to a role's keys",
  assumeRoleWithOidc: "its tools know no way to a role's keys",
  allowedAccountIds: "its API does not say which account a key belongs to",
  forbiddenAccountIds: "its API does not say which account a key belongs to",
};

/**
 * Checks a vendor's settings.
 *
 * @throws BackupsError `usage` that names the setting
 */
export function checkSettings({ name, title }: Cloud, settings: CloudSettings): void {
  const own = new Set<string>(["credentials", ...Object.values(cloudSettings[name]).map(({ sets }) => sets)]);
  for (const [field, value] of Object.entries(settings)) {
    if (value === undefined || own.has(field)) continue;
    const reason = REASONS[field as keyof CloudSettings];
    const got = typeof value === "string" && !reason ? `got ${JSON.stringify(value)}, but ` : "";
    throw usageError(
      field,
      `${got}${title} has no such setting${reason ? `: ${reason}` : ""}`,
      message`Leave ${arg(field)} out of the settings of ${title}.`,
    );
  }
  const wrong = settingProblem(name, settings);
  if (wrong) throw usageError(wrong.argument, wrong.problem);
}
