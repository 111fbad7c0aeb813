/**
 * Commands about one listing: about an instance, about all those of a file, or about its instances. A command line has
 * only the flags of its listing.
 */
import type { Option } from "commander";
import type { ArgumentTable, ArgumentValues } from "../core/argument";
import { BackupsError, usageError } from "../core/errors";
import { selectionArguments } from "../core/selection";
import type { Listing } from "../listings/listing";
import { commonArguments, type LookupQuery, queryArguments } from "../lookup/query";
import { clouds, type KnownListing, listingNamed } from "../vendors";
import { regionFinder } from "./client";
import { clientTable, fleetTable } from "./client-arguments";
import { addFlags, argumentOf, checkedValues, flagOf, givenTwice, valuesOf } from "./flags";
import { exampleOf, formatHelp } from "./help";
import type { Io, Options } from "./io";
import { nameOf, type Part } from "./part";

export interface LookupCommand {
  readonly description: string;
  /** Its arguments besides those of the client. @default those of a lookup */
  readonly table?: ArgumentTable;
  /** Arguments without effect for it, and the reason, as a sentence. */
  readonly except: { readonly names: readonly string[]; readonly because: string };
  /** Its own flags. */
  readonly options: readonly Option[];
  /** Further flags with a file instead of a listing. @default none */
  readonly withFile?: readonly Option[];
  /** Names of its own flags that apply to a file, too. @default none */
  readonly besideFile?: readonly string[];
  /** Arguments of an example besides instance and region. @default none */
  readonly example?: ArgumentValues;
  /** What a command line lacks besides instance and region. @default nothing */
  readonly lacks?: (query: LookupQuery) => readonly string[];
  /** Asks about one instance, or one listing. @returns the exit code */
  readonly ofOne: (listing: KnownListing, query: LookupQuery, options: Options, io: Io) => Promise<number>;
  /** Asks about those of a file. @returns the exit code */
  readonly ofFile?: (fleet: typeof import("./fleet"), options: Options, io: Io) => Promise<number>;
}

/** Rarely used, so last in the help. */
const SELDOM: readonly string[] = ["endpoint", "profile"];

/** The arguments of a command for a listing, or for every listing; the common ones first. */
function tableOf({ table, except: { names } }: LookupCommand, listing: Listing | undefined): ArgumentTable {
  const own = listing?.arguments ?? {};
  const rank = (name: string) => (SELDOM.includes(name) ? 2 : Object.hasOwn(own, name) ? 1 : 0);
  const query = listing ? queryArguments(listing) : { ...commonArguments, ...selectionArguments };
  const entries = Object.entries(table ?? query).sort(([a], [b]) => rank(a) - rank(b));
  const client = Object.entries(clientTable(...(listing ? [listing.cloud] : clouds)));
  return Object.fromEntries([...entries, ...client].filter(([name]) => !names.includes(name)));
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
export function addLookupCommand(
  name: string,
  spec: LookupCommand,
  program: Part,
  io: Io,
  words: readonly string[],
): void {
  const { description, except, options, withFile = [], example } = spec;
  const word = listingWord(words, [...options, ...withFile]);
  const listing = word === undefined ? undefined : listingNamed(word);
  const flags = tableOf(spec, listing);
  const takesInstance = Object.hasOwn(flags, "instanceId");
  const command: Part = program.command(`${name} [listing]${takesInstance ? " [instance]" : ""}`) as Part;
  command.listing = listing;
  addFlags(command.description(description), flags);
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
  command.action(async () => {
    program.exitCode = await ask(command, spec, io);
  });
}

/** Asks about the instance or the file of a command line. @returns the exit code */
async function ask(command: Part, spec: LookupCommand, io: Io): Promise<number> {
  const { withFile = [], besideFile = [], ofOne, ofFile } = spec;
  const [, instance] = command.args;
  const given: Options = command.opts();
  const { instanceId = instance } = given;
  if (instance !== undefined && instanceId !== instance)
    throw givenTwice("instanceId", instance, String(instanceId));
  const options = instance === undefined ? given : { ...given, instanceId };
  const flagsOfFile = withFile.map((option) => option.attributeName());
  if (ofFile && options.file !== undefined) {
    const fleet = require("./fleet") as typeof import("./fleet");
    fleet.refuseBesideFile(command, [...flagsOfFile, ...besideFile]);
    checkedValues(fleetTable(), options);
    return await ofFile(fleet, options, io);
  }
  const alone = flagsOfFile.find((flag) => options[flag] !== undefined);
  if (alone) throw usageError(alone, "works only with --file", "Leave it out, or give a file.");
  const listing = required(command);
  const query = queryFrom(spec, listing, options);
  if (!spec.table) await refuseIncomplete(command.name(), spec, listing, query, io);
  return await ofOne(listing, query, options, io);
}

/** The arguments of a lookup from a command's options, unchecked, without those of the client. */
function queryFrom(spec: LookupCommand, listing: Listing, options: Options): LookupQuery {
  const client = clientTable(listing.cloud);
  const values = Object.entries(valuesOf(tableOf(spec, listing), options));
  return Object.fromEntries(
    values.filter(([name]) => Object.hasOwn(listing.arguments, name) || !client[name]),
  ) as unknown as LookupQuery;
}

/** The listing of a command line without a file. @throws BackupsError `usage` */
function required(command: Part): KnownListing {
  if (command.listing) return command.listing;
  const takesFile = command.options.some(({ long }) => long === "--file");
  const file = takesFile ? ", or give a file of instances as --file" : "";
  throw usageError(
    "listing",
    "missing",
    `Name one, such as cdktf-backups ${command.name()} tencentcloud-mysql${file}. cdktf-backups listings shows all.`,
  );
}

/** Names all missing arguments. @throws BackupsError `usage` if there are any */
async function refuseIncomplete(
  name: string,
  { example, lacks }: LookupCommand,
  listing: Listing,
  query: LookupQuery,
  io: Io,
): Promise<void> {
  const isNamed = query.instanceId !== undefined;
  const others = lacks?.(query) ?? [];
  if (isNamed && others.length === 0) return;
  const { region, profile } = query;
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
