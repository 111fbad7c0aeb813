import { kebabCase, respell } from "../argument";
import { BackupsError, quotable } from "../errors";
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

/** A message for a terminal: arguments are called by their flags. */
export function inFlags(text: string): string {
  const words = respell(withSwitches(text), (name) => (argumentOf(name) ? spelling(name) : undefined));
  return words.replace(TOLD_TO, (whole, verb: string, name: string) =>
    argumentOf(name) ? `${verb} ${spelling(name)}` : whole,
  );
}

/** Characters of a message that no lookup wrote: Node's own, or that of a mistake in this program. */
const MAX_FOREIGN_LENGTH = 500;

/** An error for a terminal; never a stack, which is of no use to a person or a monitoring system. */
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
