/** Commands for one listing, with only the flags of the listing on the command line. */
import type { Option } from "commander";
import type { ArgumentTable, ArgumentValues } from "../core/argument";
import { BackupsError, usageError } from "../core/errors";
import { selectionArguments } from "../core/selection";
import type { Listing } from "../listings/listing";
import { commonArguments, queryArguments } from "../lookup/query";
import { clouds, type KnownListing, listingNamed } from "../vendors";
import { regionFinder } from "./client";
import { clientTable } from "./client-arguments";
import { addFlags, argumentOf, flagOf, givenTwice, valuesOf } from "./flags";
import { exampleOf, formatHelp } from "./help";
import type { Io, Options } from "./io";
import { nameOf, type Part } from "./part";

export interface LookupCommand {
  readonly name: string;
  readonly description: string;
  /** Its arguments for a listing; without one, those of every listing. @default those of a lookup */
  readonly table?: (listing: Listing | undefined) => ArgumentTable;
  /** Arguments of lookups without effect for it, and the reason, as a sentence. */
  readonly except: { readonly names: readonly string[]; readonly because: string };
  /** Its own flags. */
  readonly options: readonly Option[];
  /** Further flags with a file instead of a listing. @default none */
  readonly withFile?: readonly Option[];
  /** Arguments of an example besides instance and region. @default none */
  readonly example?: ArgumentValues;
}

/** Rarely used, so last in the help. */
const SELDOM: readonly string[] = ["endpoint", "profile"];

/** The arguments of a command, the common ones first. */
function tableOf({ table, except: { names } }: LookupCommand, listing: Listing | undefined): ArgumentTable {
  if (table) return table(listing);
  const own = listing?.arguments ?? {};
  const rank = (name: string) => (SELDOM.includes(name) ? 2 : Object.hasOwn(own, name) ? 1 : 0);
  const query = listing ? queryArguments(listing) : { ...commonArguments, ...selectionArguments };
  const entries = Object.entries(query)
    .filter(([name]) => !names.includes(name))
    .sort(([a], [b]) => rank(a) - rank(b));
  return { ...Object.fromEntries(entries), ...clientTable(...(listing ? [listing.cloud] : clouds)) };
}

/** The word for the listing: the first that is neither a flag nor a flag's value. */
function listingWord(words: readonly string[], options: readonly Option[]): string | undefined {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (!word.startsWith("-")) return word;
    const kind = argumentOf(nameOf(word))?.kind;
    const option = options.find(({ long }) => long === word);
    // An unknown flag may or may not have a value.
    if (!kind && !option && !word.includes("=")) return undefined;
    if (kind ? kind !== "bool" && !word.includes("=") : option?.required) at++;
  }
  return undefined;
}

/**
 * Adds a command.
 *
 * @param words of the command line after the command's name
 * @throws BackupsError `usage` if they name no known listing
 */
export function addLookupCommand(program: Part, spec: LookupCommand, words: readonly string[]): Part {
  const { name, description, except, options, withFile = [], example } = spec;
  const word = listingWord(words, [...options, ...withFile]);
  const listing = word === undefined ? undefined : listingNamed(word);
  const flags = tableOf(spec, listing);
  const takesInstance = Object.hasOwn(flags, "instanceId");
  const usage = `${name} [listing]${takesInstance ? " [instance]" : ""}`;
  const command = program.command(usage).description(description) as Part;
  command.listing = listing;
  addFlags(command, flags);
  for (const option of options) command.addOption(option);
  for (const other of except.names) command.elsewhere.set(other, `Leave it out: ${except.because}.`);
  for (const option of withFile) {
    if (listing)
      command.elsewhere.set(option.attributeName(), "It works only with --file, without a listing.");
    else command.addOption(option);
  }
  if (listing) {
    const line = exampleOf(name, listing, example);
    command.configureHelp({ formatHelp: (_, helper) => formatHelp(command, listing, line, helper) });
  } else {
    command.addHelpText("after", `\ncdktf-backups ${name} <listing> --help shows the flags of that listing.`);
  }
  return command;
}

/**
 * The options of a command line, with the instance after the listing.
 *
 * @throws BackupsError `usage` if --instance-id names another one
 */
export function withInstance(instance: string | undefined, options: Options): Record<string, unknown> {
  const { instanceId = instance } = options;
  if (instance !== undefined && instanceId !== instance)
    throw givenTwice("instanceId", instance, String(instanceId));
  return instance === undefined ? options : { ...options, instanceId };
}

/** The arguments of a lookup from a command's options, without those of the client. */
export function queryFrom(
  spec: LookupCommand,
  listing: Listing,
  options: ArgumentValues,
): Record<string, unknown> {
  const client = clientTable(listing.cloud);
  const values = Object.entries(valuesOf(tableOf(spec, listing), options));
  return Object.fromEntries(
    values.filter(([name]) => Object.hasOwn(listing.arguments, name) || !client[name]),
  );
}

/** The listing of a command line without a file. @throws BackupsError `usage` */
export function required(command: Part): KnownListing {
  if (command.listing) return command.listing;
  const takesFile = command.options.some(({ long }) => long === "--file");
  const file = takesFile ? ", or give a file of instances as --file" : "";
  throw usageError(
    "listing",
    "missing",
    `Name one, such as cdktf-backups ${command.name()} tencentcloud-mysql${file}. cdktf-backups listings shows all.`,
  );
}

/**
 * Throws for missing arguments, and names all of them.
 *
 * @param others further missing arguments
 * @throws BackupsError `usage`
 */
export async function refuseIncomplete(
  { name, example }: LookupCommand,
  listing: Listing,
  values: ArgumentValues,
  io: Io,
  others: readonly string[] = [],
): Promise<void> {
  const isNamed = values.instanceId !== undefined;
  if (isNamed && others.length === 0) return;
  const { region, profile } = values as { readonly region?: string; readonly profile?: string };
  const known = region ?? (await regionFinder(io)(listing, profile).catch(() => undefined));
  const missing = [
    !isNamed && flagOf("instanceId"),
    known === undefined && flagOf("region"),
    ...others,
  ].filter(Boolean);
  throw new BackupsError("usage", `${missing.join(", ")}: missing`, {
    hint: `For example: ${exampleOf(name, listing, example)}`,
  });
}
