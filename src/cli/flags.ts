/** Flags made from tables of arguments, and their values read back. */

import { type Command, Option } from "commander";
import { wholeNumbers } from "../clouds/settings";
import {
  type Argument,
  type ArgumentTable,
  type ArgumentValues,
  checkArguments,
  kebabCase,
  problemWith,
} from "../core/argument";
import { parseDuration } from "../core/duration";
import { type BackupsError, quotable, usageError } from "../core/errors";
import { selectionArguments } from "../core/selection";
import { parseTime, toRfc3339 } from "../core/time";
import { commonArguments } from "../lookup/query";
import { listings } from "../vendors";
import { vendorArguments } from "./client-arguments";

/** Placeholders of values in the help. @default the kind */
const PLACEHOLDERS: Readonly<Partial<Record<Argument["kind"], string>>> = {
  string: "text",
  instant: "time",
  integer: "number",
  strings: "list",
  ids: "list",
  integers: "list",
};

/** Defaults of arguments in a terminal, which has no provider's configuration. */
const FALLBACKS: Readonly<Record<string, string>> = {
  region: "the environment, or the vendor's own files",
  endpoint: "BACKUPS_ENDPOINT_URL, or the vendor's",
  profile: "the environment",
};

/** The further times that a terminal takes. */
const TIMES = "Also a date (its midnight in UTC), or an age such as 7d.";

/** An argument as its flag. A switch that is on by default has a flag that turns it off. */
export function inTerminal(name: string, argument: Argument): Argument {
  if (name === "instanceId") return { ...argument, description: "Instance; or write it after the listing." };
  if (name === "required") return { ...argument, description: "Succeed if no backup is eligible." };
  return {
    ...argument,
    description: argument.kind === "instant" ? `${argument.description} ${TIMES}` : argument.description,
    default: FALLBACKS[name] ?? argument.default,
  };
}

export function flagOf(name: string, argument = argumentOf(name)): string {
  return `--${argument?.default === "true" ? "no-" : ""}${kebabCase(name)}`;
}

/** The argument of a lookup's flag; undefined if there is no such flag. */
export function argumentOf(name: string): Argument | undefined {
  const common = [commonArguments, selectionArguments, wholeNumbers, vendorArguments];
  const tables: readonly ArgumentTable[] = [...common, ...listings.map((listing) => listing.arguments)];
  return tables.find((table) => Object.hasOwn(table, name))?.[name];
}

/** Longest description in one line of a help. */
const MAX_BRIEF_LENGTH = 48;

/** The first sentence of an argument's description, and its allowed values; if both are too long, the values. */
function briefOf({ description, kind, allowed = [] }: Argument): string {
  const [sentence = ""] = description.split(/\.(?= |$)/);
  if (allowed.every((word) => sentence.includes(String(word)))) return sentence;
  const both = `${sentence}: ${allowed.join(", ")}`;
  if (both.length <= MAX_BRIEF_LENGTH) return both;
  return `${PLACEHOLDERS[kind] === "list" ? "Any" : "One"} of ${allowed.join(", ")}`;
}

export function flag(name: string, argument: Argument): Option {
  const { kind } = argument;
  const value = kind === "bool" ? "" : ` <${PLACEHOLDERS[kind] ?? kind}>`;
  const option = new Option(flagOf(name, argument) + value, briefOf(argument));
  // A list that is given twice is one list; with only the last one, the lookup would ignore the first.
  if (PLACEHOLDERS[kind] === "list") {
    option.argParser<string | undefined>((part, before) =>
      before === undefined ? part : `${before},${part}`,
    );
  }
  return option;
}

export function addFlags(command: Command, table: ArgumentTable): Command {
  for (const [name, argument] of Object.entries(table))
    command.addOption(flag(name, inTerminal(name, argument)));
  return command;
}

/** A value of a flag for a message; an address may contain a password. */
function quoted(value: string): string {
  return JSON.stringify(quotable(value.replace(/\/\/[^/]*@/, "//***@"), 80));
}

export function givenTwice(name: string, before: string, value: string): BackupsError {
  return usageError(name, `given twice, as ${quoted(before)} and as ${quoted(value)}`, "Give it once.");
}

/**
 * Makes a flag reject two different values. With only the last one, a hastily edited command line could use another
 * database.
 */
export function takeOnce(option: Option): void {
  if (!option.required || option.parseArg) return;
  option.argParser<string | undefined>((value, before) => {
    if (before === undefined || before === value) return value;
    throw givenTwice(option.attributeName(), before, value);
  });
}

/**
 * Converts a time from the command line: a date means its midnight in UTC, an age counts back from now. Terraform
 * accepts no ages, because they would be another time in every plan.
 */
function timeFrom(text: string, now: number): string {
  const midnight = `${text}T00:00:00Z`;
  if (/^\d{4}-\d\d-\d\d$/.test(text) && parseTime(midnight, "Z")) return midnight;
  const age = parseDuration(text);
  // The check rejects times before 1970.
  return age !== undefined && age * 1000 < now ? toRfc3339(new Date(now - age * 1000)) : text;
}

/** Reads a time. @throws BackupsError `usage` that names all allowed forms */
function readInstant(name: string, argument: Argument, text: string): string {
  const time = timeFrom(text, Date.now());
  if (argument.kind === "instant" && problemWith(argument, time)) {
    const expected = "a time in RFC 3339 with its offset, such as 2026-11-21T02:00:00Z";
    throw usageError(
      name,
      `got ${quoted(text)}, expected ${expected}, a date such as 2026-11-21 (its midnight in UTC), or an age such as 7d`,
    );
  }
  return time;
}

/** Converts a flag's text to the argument's type. Returns unreadable text as it is, for the check to reject. */
function read(name: string, argument: Argument, text: unknown): unknown {
  const { kind } = argument;
  if (typeof text !== "string") return text;
  if (kind === "instant" || kind === "time") return readInstant(name, argument, text);
  // A number that is too large stays text, for the message.
  const number = (part: string) =>
    /^-?\d+$/.test(part.trim()) && Number.isSafeInteger(Number(part)) ? Number(part) : part;
  if (kind === "integer") return number(text);
  if (PLACEHOLDERS[kind] !== "list") return text;
  const parts = text.split(",").map((part) => part.trim());
  return kind === "integers" ? parts.map(number) : parts;
}

/** The same values, checked. @throws BackupsError `usage` that names every wrong one */
export function checkedValues(table: ArgumentTable, options: ArgumentValues): Record<string, unknown> {
  const values = valuesOf(table, options);
  checkArguments(table, values);
  return values;
}

/** The values of a table's arguments from a command's options. */
export function valuesOf(table: ArgumentTable, options: ArgumentValues): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(table)
      // Commander sets a negatable flag to true if it is not given.
      .filter(
        ([name, { kind, default: on }]) =>
          options[name] !== undefined && !(kind === "bool" && on === String(options[name])),
      )
      .map(([name, argument]) => [name, read(name, argument, options[name])]),
  );
}
