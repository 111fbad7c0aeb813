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
