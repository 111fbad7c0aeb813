import { kebabCase, respell } from "../core/argument";
import { BackupsError, quotable } from "../core/errors";
import { argumentOf } from "./flags";

/** Arguments that are no flags. */
const POSITIONAL: readonly string[] = ["listing", "directory"];

/** What an argument is called in a terminal: a flag, unless it is a place or an environment variable. */
function spelling(argument: string): string {
  if (POSITIONAL.includes(argument)) return `<${argument}>`;
  return /^[A-Z_]+$/.test(argument) ? argument : `--${kebabCase(argument)}`;
}

/** A switch is not set to a value in a terminal: its flag is given. */
function withSwitches(text: string): string {
  return text.replace(
    /\b([Ss])et (\w+) to (true|false)\b/g,
    (whole, letter: string, name: string, value: string) => {
      const { kind, default: fallback = "false" } = argumentOf(name) ?? {};
      if (kind !== "bool" || value === fallback) return whole;
      const flag = value === "true" ? spelling(name) : spelling(name).replace("--", "--no-");
      return `${letter === "S" ? "Give" : "give"} ${flag}`;
    },
  );
}

/** Names of one word are words of English, too: arguments are those that one is told to do something with. */
const TOLD_TO = /\b(give|set|leave|raise|lower|check|widen|narrow) (?:the )?([a-z]+)\b/gi;

/**
 * A message for a terminal: arguments in camelCase are called by their flags. It may quote a vendor, a file or a user,
 * whose words are left alone otherwise.
 */
export function inFlags(text: string): string {
  return respell(text, (name) => (argumentOf(name) ? spelling(name) : undefined));
}

/** Advice for a terminal, which is in the project's own words throughout: every argument is called by its flag. */
export function adviceInFlags(text: string): string {
  return inFlags(withSwitches(text)).replace(TOLD_TO, (whole, verb: string, name: string) =>
    argumentOf(name) ? `${verb} ${spelling(name)}` : whole,
  );
}

/** A warning for a terminal. That of an API that could not be asked is a message and, in a second line, its hint. */
export function describeWarning(text: string): string {
  const [message = "", hint, ...more] = text.split("\n");
  if (hint === undefined || more.length > 0) return inFlags(text);
  return `${inFlags(message)}\n${adviceInFlags(hint)}`;
}

/** Characters of a message that no lookup wrote: Node's own, or that of a mistake in this program. */
const MAX_FOREIGN_LENGTH = 500;

/** An error for a terminal; never a stack, which is of no use to a person or a monitoring system. */
export function describeError(error: unknown): string {
  if (!(error instanceof BackupsError))
    return quotable(error instanceof Error ? error.message || error.name : String(error), MAX_FOREIGN_LENGTH);
  const { argument, hint = "" } = error;
  const text = error.describe();
  const message = text.slice(0, text.length - hint.length);
  const named =
    argument && message.startsWith(`${argument}:`)
      ? `${spelling(argument)}${message.slice(argument.length)}`
      : message;
  return inFlags(named) + adviceInFlags(hint);
}
