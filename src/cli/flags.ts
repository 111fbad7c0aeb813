/** Flags made from tables of arguments, and their values read back. */
import { type Command, Option } from "commander";
import {
  type Argument,
  type ArgumentTable,
  type ArgumentValues,
  kebabCase,
  problemWith,
} from "../core/argument";
import { parseDuration } from "../core/duration";
import { type BackupsError, quotable, usageError } from "../core/errors";
import { selectionArguments } from "../core/selection";
import { parseTime, toRfc3339 } from "../core/time";
import { commonArguments } from "../lookup/query";
import { listings } from "../vendors";
import { clientArguments, vendorArguments } from "./client-arguments";

/** What a placeholder in the help calls each kind of value. */
const PLACEHOLDERS: Readonly<Record<Argument["kind"], string>> = {
  string: "text",
  digits: "digits",
  id: "id",
  instant: "time",
  time: "time",
  duration: "duration",
  offset: "offset",
  integer: "number",
  bool: "",
  strings: "list",
  ids: "list",
  integers: "list",
};

/** What applies in a terminal where an argument is left out: there is no provider's configuration. */
const FALLBACKS: Readonly<Record<string, string>> = {
  region: "the environment, or the vendor's own files",
  endpoint: "BACKUPS_ENDPOINT_URL, or the vendor's",
  profile: "the environment",
};

/** The times that a terminal takes. */
const TIMES = "RFC 3339, a date (its midnight in UTC), or an age such as 7d";

/** An argument as a terminal speaks of it: of a switch that is on, the flag turns it off. */
export function inTerminal(name: string, argument: Argument): Argument {
  if (name === "instanceId")
    return { ...argument, description: "Instance that is asked, also behind the listing." };
  if (name === "required") return { ...argument, description: "Succeed if no backup is eligible." };
  return {
    ...argument,
    description:
      argument.kind === "instant" ? argument.description.replace("RFC 3339", TIMES) : argument.description,
    default: FALLBACKS[name] ?? argument.default,
  };
}

/** A name as a flag. */
export function flagOf(name: string): string {
  return `--${argumentOf(name)?.default === "true" ? "no-" : ""}${kebabCase(name)}`;
}

/** The argument that a flag of a lookup gives; undefined where there is no such flag. */
export function argumentOf(name: string): Argument | undefined {
  const tables: ArgumentTable = {
    ...commonArguments,
    ...selectionArguments,
    ...clientArguments,
    ...vendorArguments,
  };
  if (Object.hasOwn(tables, name)) return tables[name];
  return listings.map((listing) => listing.arguments).find((own) => Object.hasOwn(own, name))?.[name];
}

/** Characters of a description that stand in one line of a help. */
const MAX_BRIEF_LENGTH = 48;

/** The first sentence of what an argument means, and the words that it takes; where both are too long, the words. */
function briefOf({ description, kind, allowed = [] }: Argument): string {
  const [sentence = ""] = description.split(/\.(?= |$)/);
  if (allowed.every((word) => sentence.includes(String(word)))) return sentence;
  const both = `${sentence}: ${allowed.join(", ")}`;
  if (both.length <= MAX_BRIEF_LENGTH) return both;
  return `${PLACEHOLDERS[kind] === "list" ? "Any" : "One"} of ${allowed.join(", ")}`;
}

/** A flag for an argument. */
export function flag(name: string, argument: Argument): Option {
  const { kind } = argument;
  const value = kind === "bool" ? "" : ` <${PLACEHOLDERS[kind]}>`;
  const option = new Option(
    `--${argument.default === "true" ? "no-" : ""}${kebabCase(name)}${value}`,
    briefOf(argument),
  );
  // A list that is given twice is one list; the last one alone would select what nobody asked for.
  if (PLACEHOLDERS[kind] === "list") {
    option.argParser<string | undefined>((part, before) =>
      before === undefined ? part : `${before},${part}`,
    );
  }
  return option;
}

/** Adds the flags of a table to a command. */
export function addFlags(command: Command, table: ArgumentTable): Command {
  for (const [name, argument] of Object.entries(table))
    command.addOption(flag(name, inTerminal(name, argument)));
  return command;
}

/** A value of a flag for a message; an address may hold a password. */
function quoted(value: string): string {
  return JSON.stringify(quotable(value.replace(/\/\/[^/]*@/, "//***@"), 80));
}

/** The error for one argument with two values. */
export function givenTwice(name: string, before: string, value: string): BackupsError {
  return usageError(name, `given twice, as ${quoted(before)} and as ${quoted(value)}`, "Give it once.");
}

/**
 * Makes a flag that takes one value refuse two different ones: the last alone, in a command line that was edited in
 * haste, may be another database.
 */
export function takeOnce(option: Option): void {
  if (!option.required || option.parseArg) return;
  option.argParser<string | undefined>((value, before) => {
    if (before === undefined || before === value) return value;
    throw givenTwice(option.attributeName(), before, value);
  });
}

/**
 * A time as lookups take it, from what people type: a date is its midnight in UTC, an age lies so far before now. Terraform
 * gets no ages, because they would be another time in every plan.
 */
function timeFrom(text: string, now: number): string {
  const midnight = `${text}T00:00:00Z`;
  if (/^\d{4}-\d\d-\d\d$/.test(text) && parseTime(midnight, "Z")) return midnight;
  const age = parseDuration(text);
  // What is older than 1970 is left for the check to refuse.
  return age !== undefined && age * 1000 < now ? toRfc3339(new Date(now - age * 1000)) : text;
}

/** Reads a time. @throws BackupsError `usage` that names all forms a time may have here */
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

/** Text of a flag as the value its argument wants; what cannot be read is left for the check to refuse. */
function read(name: string, argument: Argument, text: unknown): unknown {
  const { kind } = argument;
  if (typeof text !== "string") return text;
  if (kind === "instant" || kind === "time") return readInstant(name, argument, text);
  // One that is too large to be exact stays the text that it is, for the message.
  const number = (part: string) =>
    /^-?\d+$/.test(part.trim()) && Number.isSafeInteger(Number(part)) ? Number(part) : part;
  if (kind === "integer") return number(text);
  if (PLACEHOLDERS[kind] !== "list") return text;
  const parts = text.split(",").map((part) => part.trim());
  return kind === "integers" ? parts.map(number) : parts;
}

/** The arguments of a table that a command's options give. */
export function valuesOf(table: ArgumentTable, options: ArgumentValues): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(table)
      // Commander sets a negatable flag to true when it is not given.
      .filter(
        ([name, { kind, default: on }]) =>
          options[name] !== undefined && !(kind === "bool" && on === String(options[name])),
      )
      .map(([name, argument]) => [name, read(name, argument, options[name])]),
  );
}
