import { kebabCase, respell } from "../argument";
import type { BackupsError } from "../errors";
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

/** An error for a terminal. */
export function describeError(error: BackupsError): string {
  const { argument } = error;
  const text = error.describe();
  const named =
    argument && text.startsWith(`${argument}:`)
      ? `${spelling(argument)}${text.slice(argument.length)}`
      : text;
  return inFlags(named);
}
