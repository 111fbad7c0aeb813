/** Checks a vendor's settings. Pure. */

import { asOne, type BackupsError, usageError } from "../core/errors";
import { arg, message } from "../core/message";
import { offsetMinutes } from "../core/time";
import type { Cloud, CloudSettings } from "./cloud";
import type { Setting, SettingField } from "./setting";
import { rangeProblem } from "./settings";

export interface SettingProblem {
  /** The setting, and its field, by the names in the settings' table. */
  readonly path: readonly [setting: string, field?: string];
  /** The same by the names of CloudSettings, joined by a dot. */
  readonly argument: string;
  readonly problem: string;
}

/** Account IDs differ in length between vendors. */
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

function fieldProblem({ seconds }: SettingField, value: unknown): string | undefined {
  return seconds ? rangeProblem(value, ...seconds, "whole seconds") : textProblem(value);
}

function offsetProblem(value: unknown): string | undefined {
  return offsetMinutes(String(value)) === undefined
    ? `got ${JSON.stringify(value)}, expected an offset from UTC such as +08:00`
    : undefined;
}

function* problemsOf(
  name: string,
  { sets, kind, fields }: Setting,
  value: unknown,
): Generator<SettingProblem> {
  const at = (problem: string | undefined, field?: string, inner?: string): SettingProblem[] =>
    problem ? [{ path: [name, field], argument: inner ? `${sets}.${inner}` : sets, problem }] : [];
  if (kind === "ids") yield* at(listProblem(value));
  if (kind === "offset") yield* at(offsetProblem(value));
  if (!fields) return;
  if (typeof value !== "object" || value === null) {
    yield* at(`got a ${typeof value}, expected an object`);
    return;
  }
  for (const [field, inner] of Object.entries(value)) {
    const [fieldName, known] = Object.entries(fields).find(([, entry]) => entry.sets === field) ?? [];
    if (inner === undefined || inner === null) continue;
    yield* at(known ? fieldProblem(known, inner) : "there is no such field", fieldName, field);
  }
}

export function* settingProblems(
  { settings: table }: Pick<Cloud, "settings">,
  settings: CloudSettings,
): Generator<SettingProblem> {
  for (const [name, setting] of Object.entries(table)) {
    const value = (settings as Readonly<Record<string, unknown>>)[setting.sets];
    if (value !== undefined) yield* problemsOf(name, setting, value);
  }
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
    const got = typeof value === "string" && !reason ? `got ${JSON.stringify(value)}, but ` : "";
    yield usageError(
      field,
      `${got}${title} has no such setting${reason ? `: ${reason}` : ""}`,
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
