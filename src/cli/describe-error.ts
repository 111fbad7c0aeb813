import { kebabCase } from "../core/argument";
import { BackupsError, quotable } from "../core/errors";
import { inLines, inSentences, rendered, type Told, type Words } from "../core/message";
import { toldBy, type Warning } from "../core/warning";
import type { Io } from "./io";

/** Arguments that are not flags. */
const POSITIONAL: readonly string[] = ["listing", "directory", "command"];

/** Arguments as flags; a switch has no value. */
export const inFlags: Words = ({ argument, value }) => {
  if (POSITIONAL.includes(argument)) return `<${argument}>`;
  const flag = kebabCase(argument);
  if (value === undefined) return `--${flag}`;
  return `give --${value ? "" : "no-"}${flag}`;
};

/** What commander puts in front of its messages. */
const COMMANDERS = "error: ";

/** Longest message of another error: from Node.js, or a bug. */
const MAX_FOREIGN_LENGTH = 500;

/** The texts of an error for a terminal, without a stack. */
export function toldByError(error: unknown): Told<string> {
  if (error instanceof BackupsError) return rendered(error.told(), inFlags);
  const text = error instanceof Error ? error.message || error.name : String(error);
  const foreign = text.startsWith(COMMANDERS) ? text.slice(COMMANDERS.length) : text;
  return { message: quotable(foreign, MAX_FOREIGN_LENGTH) };
}

/** An error of a lookup. @throws any other error */
export function knownError(error: unknown): BackupsError {
  if (error instanceof BackupsError) return error;
  throw error;
}

/** An error for a terminal. */
export function describeError(error: unknown): string {
  return inLines(toldByError(error));
}

/** An error as one paragraph. */
export function describeInLine(error: unknown): string {
  return inSentences(toldByError(error));
}

const toldByWarning = (warning: Warning): Told<string> => rendered(toldBy(warning), inFlags);

export function describeWarning(warning: Warning): string {
  return inSentences(toldByWarning(warning));
}

export function printWarnings(warnings: readonly Warning[], { err }: Io): void {
  for (const warning of warnings) err(`warning: ${describeWarning(warning)}\n`);
}

export function warningJson(warning: Warning) {
  const { message, hint = null } = toldByWarning(warning);
  return { code: warning.code, message, hint };
}
