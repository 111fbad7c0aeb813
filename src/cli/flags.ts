/** Flags made from the tables of arguments, and their values read back. */
import { type Command, Option } from "commander";
import type { CloudName } from "../clouds/cloud";
import { describeSetting, hasSetting, numberSettings, wholeNumbers } from "../clouds/settings";
import {
  type Argument,
  type ArgumentTable,
  type ArgumentValues,
  foreignArgument,
  kebabCase,
  meaningOf,
  problemWith,
} from "../core/argument";
import { quotable, usageError } from "../core/errors";
import { selectionArguments } from "../core/selection";
import type { Listing } from "../listings/listing";
import { BackupsClient } from "../lookup/lookup";
import { ProgressLine } from "../lookup/progress";
import { commonArguments, type InstancesQuery, instancesArguments } from "../lookup/query";
import { type ListingName, listings } from "../vendors";
import type { Io } from "./io";

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

/** Flags of lookups that are settings of the client. */
const clientArguments: ArgumentTable = {
  timeout: {
    kind: "integer",
    ...wholeNumbers("timeout"),
    description: "Seconds for the whole lookup, from its first request on.",
    default: String(numberSettings.timeout.default),
  },
  maxRetries: {
    kind: "integer",
    ...wholeNumbers("maxRetries"),
    description: "Attempts after the first one.",
    default: String(numberSettings.maxRetries.default),
  },
};

/** The same for settings that only some vendors have. */
const vendorArguments: ArgumentTable = {
  timeZone: { kind: "offset", description: describeSetting("timeZone") },
  domain: { kind: "string", description: describeSetting("domain") },
};

/** The flags of the settings of a client, those that only some vendors have with their names in front. */
function clientFlags(): readonly (readonly [string, Option])[] {
  const clouds = new Set(listings.map(({ cloud }) => cloud.name));
  const vendors = Object.entries(vendorArguments).map(([name, argument]) => {
    const takers = listings.filter((listing) => Object.hasOwn(listing.arguments, name));
    const owners = [...clouds].filter((cloud) => hasSetting(cloud, name));
    const names = [...owners, ...takers.map((listing) => listing.name)].join(", ");
    return [name, flag(name, argument, `[${names}] ${helpOf(argument)}`)] as const;
  });
  return [
    ...Object.entries(clientArguments).map(([name, argument]) => [name, flag(name, argument)] as const),
    ...vendors,
  ];
}

function flag(
  name: string,
  argument: Argument,
  help = helpOf(argument),
  placeholder = PLACEHOLDERS[argument.kind],
): Option {
  const spelling =
    argument.kind === "bool"
      ? `--${argument.default === "true" ? "no-" : ""}${kebabCase(name)}`
      : `--${kebabCase(name)} <${placeholder}>`;
  const option = new Option(spelling, help);
  // A list that is given twice is one list; the last one alone would select what nobody asked for.
  if (PLACEHOLDERS[argument.kind] === "list") {
    option.argParser<string | undefined>((part, before) =>
      before === undefined ? part : `${before},${part}`,
    );
  }
  return option;
}

/** A value of a flag for a message; an address may hold a password. */
function quoted(value: string): string {
  return JSON.stringify(quotable(value.replace(/\/\/[^/]*@/, "//***@"), 80));
}

/**
 * Makes a flag that takes one value refuse two different ones: the last alone, in a command line that was edited in
 * haste, may be another database.
 */
export function takeOnce(option: Option): void {
  if (!option.required || option.parseArg) return;
  option.argParser<string | undefined>((value, before) => {
    if (before === undefined || before === value) return value;
    const problem = `given twice, as ${quoted(before)} and as ${quoted(value)}`;
    throw usageError(option.attributeName(), problem, "Give it once.");
  });
}

/** What the help says of an argument. */
function helpOf({ kind, description, allowed, default: fallback }: Argument): string {
  const text = [
    description,
    allowed && kind !== "bool" ? `One of: ${allowed.join(", ")}.` : "",
    PLACEHOLDERS[kind] === "list" ? "Separate several by commas." : "",
    fallback && fallback !== "true" ? `Default: ${fallback}.` : "",
  ];
  return text.filter(Boolean).join(" ");
}

/** One listing's argument, under the name that it may share with others'. */
interface OwnedArgument {
  readonly argument: Argument;
  readonly owner: string;
}

/** The listings' own arguments by name. */
function ownFlags(): Map<string, readonly [OwnedArgument, ...OwnedArgument[]]> {
  const flags = new Map<string, readonly [OwnedArgument, ...OwnedArgument[]]>();
  for (const listing of listings) {
    for (const [name, argument] of Object.entries(listing.arguments)) {
      // The flag of a setting serves the listings that have it as an argument, too.
      if (Object.hasOwn(vendorArguments, name)) continue;
      const own = { argument, owner: listing.name };
      const known = flags.get(name);
      flags.set(name, known ? [...known, own] : [own]);
    }
  }
  return flags;
}

/** A flag that only some listings have; vendors mean different things by the same name. */
function ownFlag(name: string, owned: readonly [OwnedArgument, ...OwnedArgument[]]): Option {
  const owners = new Map<string, string[]>();
  for (const { argument, owner } of owned) {
    const help = helpOf({ ...argument, description: meaningOf(argument) });
    owners.set(help, [...(owners.get(help) ?? []), owner]);
  }
  const help = [...owners].map(([text, names]) => `[${names.join(", ")}] ${text}`).join(" ");
  const placeholders = new Set(owned.map(({ argument }) => PLACEHOLDERS[argument.kind]));
  return flag(name, owned[0].argument, help, placeholders.size > 1 ? "value" : undefined);
}

/** What applies in a terminal where an argument is left out: there is no provider's configuration. */
const FALLBACKS: Readonly<Record<string, string>> = {
  region: "the environment, or the vendor's own files",
  endpoint: "BACKUPS_ENDPOINT_URL, or the vendor's",
  profile: "the environment",
};

/** An argument as a terminal speaks of it: of a switch that is on, the flag turns it off. */
function inTerminal(name: string, argument: Argument): Argument {
  if (name === "required")
    return {
      ...argument,
      description: "It is no error that no backup is eligible; nothing is printed then.",
    };
  return { ...argument, default: FALLBACKS[name] ?? argument.default };
}

/** Arguments that mean nothing to a command: it takes their flags, leaves them out of its help, and says that they do nothing. */
export interface Idle {
  readonly names: readonly string[];
  /** Completes "without effect, because …". */
  readonly because: string;
}

/** Adds the flags of a list of instances to a command. */
export function addInstancesFlags(command: Command, idle: Idle): Command {
  for (const [name, argument] of Object.entries(instancesArguments))
    command.addOption(flag(name, inTerminal(name, argument)));
  for (const [name, option] of clientFlags()) command.addOption(option.hideHelp(idle.names.includes(name)));
  return command;
}

/** What a command's options say of the instances to list. */
export function instancesQueryFrom(options: Readonly<Record<string, unknown>>): InstancesQuery {
  const given = Object.keys(instancesArguments).filter((name) => options[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, options[name]]));
}

/** Adds the flags that set up a client, except those that mean nothing to the command. */
function addClientFlags(command: Command, except: readonly string[] = []): Command {
  for (const [name, option] of clientFlags()) if (!except.includes(name)) command.addOption(option);
  return command;
}

/** Adds the flags of a command over many instances. */
export function addFleetFlags(command: Command, except: readonly string[] = []): Command {
  const endpoint = commonArguments.endpoint as Argument;
  return addClientFlags(command.addOption(flag("endpoint", inTerminal("endpoint", endpoint))), except);
}

/** Adds every flag of a lookup to a command. */
export function addLookupFlags(command: Command, idle: Idle): Command {
  for (const [name, argument] of Object.entries({ ...commonArguments, ...selectionArguments }))
    command.addOption(flag(name, inTerminal(name, argument)).hideHelp(idle.names.includes(name)));
  for (const [name, owned] of ownFlags()) command.addOption(ownFlag(name, owned));
  return addClientFlags(command);
}

/** Says of flags that were given and mean nothing to the command that they do nothing. */
function warnOfIdle({ names, because }: Idle, options: Readonly<Record<string, unknown>>, io: Io): void {
  // Commander sets a negatable flag to true when it is not given.
  const given = names
    .filter((name) => (name === "required" ? options[name] === false : options[name] !== undefined))
    .map((name) => `--${name === "required" ? "no-" : ""}${kebabCase(name)}`);
  if (given.length > 0) io.err(`warning: ${given.join(", ")}: without effect, because ${because}\n`);
}

/** Where addresses are asked for, and no JSON. */
const HIDDEN_URLS: Idle = { names: ["showUrls"], because: "addresses are shown with --json only" };

/** The argument that a flag of a lookup gives; undefined where there is no such flag. */
export function argumentOf(name: string): Argument | undefined {
  const tables: ArgumentTable = {
    ...commonArguments,
    ...selectionArguments,
    ...clientArguments,
    ...vendorArguments,
  };
  return Object.hasOwn(tables, name) ? tables[name] : ownFlags().get(name)?.[0].argument;
}

/** Text of a flag as the value its argument wants; what cannot be read is left for the check to refuse. */
function read(argument: Argument, text: unknown): unknown {
  if (typeof text !== "string") return text;
  // One that is too large to be exact stays the text that it is, for the message.
  const number = (part: string) =>
    /^-?\d+$/.test(part.trim()) && Number.isSafeInteger(Number(part)) ? Number(part) : part;
  const parts = () => text.split(",").map((part) => part.trim());
  switch (argument.kind) {
    case "integer":
      return number(text);
    case "strings":
    case "ids":
      return parts();
    case "integers":
      return parts().map(number);
    default:
      return text;
  }
}

/** A lookup's arguments from a command's options: those of the table, and any other that was given. */
export function queryFrom(listing: Listing, options: Readonly<Record<string, unknown>>): ArgumentValues {
  const tables: ArgumentTable = { ...commonArguments, ...selectionArguments };
  const own = ownFlags();
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) {
    const argument = listing.arguments[name] ?? tables[name] ?? own.get(name)?.[0].argument;
    if (argument) values[name] = read(argument, value);
  }
  // Commander sets a negatable flag to true when it is not given.
  if (values.required === true) delete values.required;
  return values;
}

/**
 * Does something with a client set up by a command's options; shows how far it is while it takes long. What the command
 * is given in vain is said first, so that it is seen also where the rest fails.
 */
export async function withClient<Result>(
  listing: Listing,
  options: Readonly<Record<string, unknown>>,
  idle: Idle,
  io: Io,
  use: (client: BackupsClient) => Promise<Result>,
): Promise<Result> {
  const progress = new ProgressLine("pages", { err: io.err, isTerminal: io.isTerminal ?? false });
  const settings = Object.entries(options).filter(([name]) => !Object.hasOwn(listing.arguments, name));
  const client = clientFrom([listing.cloud.name], Object.fromEntries(settings), io, (done, total) =>
    progress.show(done, total),
  );
  if (!options.json) warnOfIdle(HIDDEN_URLS, options, io);
  warnOfIdle(idle, options, io);
  try {
    return await use(client);
  } finally {
    progress.end();
  }
}

/** A client for some vendors, set up by a command's options. */
export function clientFrom(
  clouds: readonly CloudName[],
  options: Readonly<Record<string, unknown>>,
  io: Io,
  onProgress: (done: number, total: number) => void,
): BackupsClient {
  const values: Record<string, unknown> = {};
  for (const [name, argument] of Object.entries({ ...clientArguments, ...vendorArguments })) {
    if (options[name] === undefined) continue;
    const isKnown = !Object.hasOwn(vendorArguments, name) || clouds.some((cloud) => hasSetting(cloud, name));
    if (!isKnown) throw foreignArgument(name);
    values[name] = read(argument, options[name]);
    const problem = problemWith(argument, values[name]);
    if (problem) throw usageError(name, problem);
  }
  const settings = clouds.map((cloud) => {
    const own = Object.keys(vendorArguments).filter((name) => hasSetting(cloud, name));
    return [
      cloud,
      Object.fromEntries([["endpoint", options.endpoint], ...own.map((name) => [name, values[name]])]),
    ];
  });
  return new BackupsClient({
    env: io.env,
    onProgress,
    onAdvice: (text) => io.err(`warning: ${text}\n`),
    timeout: values.timeout as number | undefined,
    maxRetries: values.maxRetries as number | undefined,
    ...Object.fromEntries(settings),
  });
}

/** Names of the flags that set up a client for any number of instances. */
export const clientFlagNames: readonly string[] = [
  "endpoint",
  ...Object.keys({ ...clientArguments, ...vendorArguments }),
];

/** The names that a `<listing>` argument takes. */
export const listingNames = listings.map(({ name }) => name as ListingName);
