/** Checks a vendor's settings. Pure. */

import { expectation, problemWith } from "../core/argument";
import { asOne, type BackupsError, usageError } from "../core/errors";
import { arg, message } from "../core/message";
import type { Cloud, CloudSettings } from "./cloud";
import type { Setting } from "./setting";

export interface SettingProblem {
  /** The setting, and its field, by the names in the settings' table. */
  readonly path: readonly string[];
  /** The same by the names of CloudSettings, joined by a dot. */
  readonly argument: string;
  readonly problem: string;
}

/** The problem with a single value. Never quotes a secret. */
function problemOf({ kind = "text", sensitive, min, max }: Setting, value: unknown): string | undefined {
  const problem = problemWith({ kind, min, max }, value);
  return problem && sensitive ? `expected ${expectation({ kind })}` : problem;
}

/** Problems with the fields of a role. */
function* fieldProblems(
  name: string,
  { sets, fields = {} }: Setting,
  value: unknown,
): Generator<SettingProblem> {
  if (typeof value !== "object" || value === null) {
    yield { path: [name], argument: sets, problem: `got a ${typeof value}, expected an object` };
    return;
  }
  for (const [field, inner] of Object.entries(value)) {
    const [fieldName, known] = Object.entries(fields).find(([, entry]) => entry.sets === field) ?? [];
    if (inner === undefined || inner === null) continue;
    const problem = known ? problemOf(known, inner) : "there is no such field";
    const path = fieldName === undefined ? [name] : [name, fieldName];
    if (problem) yield { path, argument: `${sets}.${field}`, problem };
  }
}

export function* settingProblems(
  { settings: table }: Pick<Cloud, "settings">,
  settings: CloudSettings,
): Generator<SettingProblem> {
  for (const [name, setting] of Object.entries(table)) {
    const value = (settings as Readonly<Record<string, unknown>>)[setting.sets];
    // Modules of Terraform leave a text out by an empty one.
    if (value === undefined || value === null || (value === "" && !setting.kind)) continue;
    if (setting.fields) {
      yield* fieldProblems(name, setting, value);
      continue;
    }
    const problem = problemOf(setting, value);
    if (problem) yield { path: [name], argument: setting.sets, problem };
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
