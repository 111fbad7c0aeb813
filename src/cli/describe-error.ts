import { kebabCase, respell } from "../argument";
import { BackupsError, quotable } from "../errors";
import { isFlag } from "./flags";

/** Arguments that are no flags. */
const POSITIONAL: readonly string[] = ["listing", "directory"];

/** What an argument is called in a terminal: a flag, unless it is a place or an environment variable. */
function spelling(argument: string): string {
  if (POSITIONAL.includes(argument)) return `<${argument}>`;
  return /^[A-Z_]+$/.test(argument) ? argument : `--${kebabCase(argument)}`;
}

/** A message for a terminal: arguments are called by their flags. */
export function inFlags(text: string): string {
  return respell(text, (name) => (isFlag(name) ? spelling(name) : undefined));
}

/** Characters of a message that no lookup wrote: Node's own, or that of a mistake in this program. */
const MAX_FOREIGN_LENGTH = 500;

/** An error for a terminal; never a stack, which would be the last thing a monitoring system or a person can use. */
export function describeError(error: unknown): string {
  if (!(error instanceof BackupsError))
    return quotable(error instanceof Error ? error.message || error.name : String(error), MAX_FOREIGN_LENGTH);
  const { argument } = error;
  const text = error.describe();
  const named =
    argument && text.startsWith(`${argument}:`)
      ? `${spelling(argument)}${text.slice(argument.length)}`
      : text;
  return inFlags(named);
}
