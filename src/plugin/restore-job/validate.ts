/** Mistakes in the arguments of a job. Values may be unknown. */
import { anId, isBackupId } from "../../core/id";
import { OWN_VARIABLES } from "../../resources/restore-job-target";
import { anError, type Diagnostic } from "../wire/diagnostics";
import type { TfObject, TfValue } from "../wire/types";

function problem(argument: string, detail: string): Diagnostic {
  return anError("Invalid argument", `${argument}: ${detail}`, [argument]);
}

export function jobProblems(config: TfObject): Diagnostic[] {
  return [
    ...textProblems(config),
    ...zeroProblems(config),
    ...idProblems(config),
    ...interpreterProblems(config.interpreter),
    ...["variables", "environment"].flatMap((name) => variableProblems(name, config[name])),
    ...nameProblems(config.pass_environment),
    ...secondProblems("timeout", config.timeout, 1),
    ...secondProblems("grace", config.grace, 0),
  ];
}

const TEXTS = ["name", "command", "destroy_command", "working_directory", "output_file"];

function textProblems(config: TfObject): Diagnostic[] {
  return TEXTS.filter((name) => {
    const value = config[name];
    return typeof value === "string" && value.trim() === "";
  }).map((name) =>
    problem(name, `got ${JSON.stringify(config[name])}, expected some text; leave an optional argument out.`),
  );
}

/** A NUL would end an argument or a variable of a process. Never quotes the value: it may be a key. */
function zeroProblems(config: TfObject): Diagnostic[] {
  return [...TEXTS, "interpreter", "variables", "environment"]
    .filter((name) => {
      const value = config[name] ?? null;
      const texts = typeof value === "object" ? Object.values(value ?? {}) : [value];
      return texts.some((text) => typeof text === "string" && text.includes("\0"));
    })
    .map((name) => problem(name, "has the character U+0000, which no process accepts. Take it out."));
}

function idProblems({ backup_id: id }: TfObject): Diagnostic[] {
  const expected =
    id === null
      ? "the ID of a backup. A lookup that may find nothing needs a backups_restore_point between it and the job"
      : anId;
  // With a blank from a file or a paste, it would be another backup, which no vendor has.
  const fits = id !== null && (typeof id !== "string" || isBackupId(id));
  return fits ? [] : [problem("backup_id", `got ${JSON.stringify(id)}, expected ${expected}.`)];
}

function interpreterProblems(value: TfValue | undefined): Diagnostic[] {
  if (!Array.isArray(value)) return [];
  if (value.length > 0 && value[0] !== "" && !value.includes(null)) return [];
  const expected = 'expected a program and its arguments, such as ["bash", "-euc"]';
  return [problem("interpreter", `${expected}; leave it out for the system's shell.`)];
}

const VARIABLE = /^[^=\0]+$/;

function variableProblems(argument: string, value: TfValue | undefined): Diagnostic[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).flatMap((name) => {
    if ((OWN_VARIABLES as readonly string[]).includes(name)) {
      return [problem(argument, `the job itself sets ${name}; use another name.`)];
    }
    if (VARIABLE.test(name)) return [];
    return [problem(argument, `got ${JSON.stringify(name)}, expected the name of a variable.`)];
  });
}

function nameProblems(value: TfValue | undefined): Diagnostic[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter((name) => name === null || (typeof name === "string" && !VARIABLE.test(name)))
    .map((name) =>
      problem("pass_environment", `got ${JSON.stringify(name)}, expected the name of a variable.`),
    );
}

/** The longest time of a Node.js timer. */
const MOST_S = 2_147_483;

function secondProblems(argument: string, value: TfValue | undefined, least: number): Diagnostic[] {
  if (typeof value !== "number" || (value >= least && value <= MOST_S)) return [];
  return [problem(argument, `got ${value}, expected seconds from ${least} to ${MOST_S}.`)];
}
