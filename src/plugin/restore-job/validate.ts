/** Mistakes in the arguments of a job. Values may be unknown. */
import { anId, isBackupId } from "../../core/id";
import { OWN_VARIABLES } from "../../resources/restore-job-target";
import { anError, type Diagnostic } from "../wire/diagnostics";
import type { TfObject, TfValue } from "../wire/types";

/** Returns what is wrong with a value of the schema's type, and what is expected. */
type Check = (value: TfValue) => readonly string[];

const someText: Check = (value) =>
  typeof value === "string" && value.trim() === ""
    ? [`got ${JSON.stringify(value)}, expected some text; leave an optional argument out.`]
    : [];

/** A NUL would end an argument or a variable of a process. Never quotes the value: it may be a key. */
const noZero: Check = (value) => {
  const texts = typeof value === "object" ? Object.values(value ?? {}) : [value];
  const hasZero = texts.some((text) => typeof text === "string" && text.includes("\0"));
  return hasZero ? ["has the character U+0000, which no process accepts. Take it out."] : [];
};

const backupId: Check = (id) => {
  const expected =
    id === null
      ? "the ID of a backup. A lookup that may find nothing needs a backups_restore_point between it and the job"
      : anId;
  // With a blank from a file or a paste, it would be another backup, which no vendor has.
  const fits = id !== null && (typeof id !== "string" || isBackupId(id));
  return fits ? [] : [`got ${JSON.stringify(id)}, expected ${expected}.`];
};

const program: Check = (value) => {
  if (!Array.isArray(value) || (value.length > 0 && value[0] !== "" && !value.includes(null))) return [];
  const expected = 'expected a program and its arguments, such as ["bash", "-euc"]';
  return [`${expected}; leave it out for the system's shell.`];
};

const variableName: Check = (name) =>
  name === null || (typeof name === "string" && !/^[^=\0]+$/.test(name))
    ? [`got ${JSON.stringify(name)}, expected the name of a variable.`]
    : [];

const variableNames: Check = (list) => (Array.isArray(list) ? list.flatMap(variableName) : []);

const variables: Check = (map) =>
  Object.keys(typeof map === "object" ? (map ?? {}) : {}).flatMap((name) =>
    OWN_VARIABLES.some((own) => own === name)
      ? [`the job itself sets ${name}; use another name.`]
      : variableName(name),
  );

/** The longest time of a Node.js timer. */
const MOST_S = 2_147_483;

const secondsFrom =
  (least: number): Check =>
  (value) =>
    typeof value === "number" && (value < least || value > MOST_S)
      ? [`got ${value}, expected seconds from ${least} to ${MOST_S}.`]
      : [];

const CHECKS: Readonly<Record<string, readonly Check[]>> = {
  name: [someText, noZero],
  command: [someText, noZero],
  destroy_command: [someText, noZero],
  working_directory: [someText, noZero],
  output_file: [someText, noZero],
  backup_id: [backupId],
  interpreter: [program, noZero],
  variables: [variables, noZero],
  environment: [variables, noZero],
  pass_environment: [variableNames],
  timeout: [secondsFrom(1)],
  grace: [secondsFrom(0)],
};

export function jobProblems(config: TfObject): Diagnostic[] {
  return Object.entries(CHECKS).flatMap(([argument, checks]) =>
    checks
      .flatMap((check) => check(config[argument] ?? null))
      .map((detail) => anError("Invalid argument", `${argument}: ${detail}`, [argument])),
  );
}
