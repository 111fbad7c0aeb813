import { kebabCase } from "../argument";
import type { BackupsError } from "../errors";

/** Arguments that are no flags. */
const POSITIONAL: readonly string[] = ["listing", "directory"];

/** An error for a terminal: arguments are called by their flags here. */
export function describeError(error: BackupsError): string {
  const { argument } = error;
  const text = error.describe();
  return argument && text.startsWith(`${argument}:`)
    ? `${POSITIONAL.includes(argument) ? `<${argument}>` : `--${kebabCase(argument)}`}${text.slice(argument.length)}`
    : text;
}
