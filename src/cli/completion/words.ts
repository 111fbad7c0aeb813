/** Reads the words of each command from the program itself. */
import type { Option } from "commander";
import { listings } from "../../vendors";
import { argumentOf } from "../flags";
import type { Io } from "../io";
import { nameOf, type Part } from "../part";

/** Makes the program, or only the part for the given words. */
export type ProgramFor = (io: Io, words?: readonly string[]) => Part;

/** A flag as shells complete it. */
export interface FlagWords {
  readonly long: string;
  readonly description: string;
  readonly takesValue: boolean;
  readonly values: readonly string[];
  readonly isFile: boolean;
}

/** A command as shells complete it. */
export interface CommandWords {
  readonly name: string;
  readonly description: string;
  /** Words after its name: listings, or shells. */
  readonly words: readonly string[];
  /** Its flags without a listing. */
  readonly flags: readonly FlagWords[];
  /** The flags for each listing; none for a command without a listing. */
  readonly ofListings: ReadonlyMap<string, readonly FlagWords[]>;
}

const SILENT = { out: () => undefined, err: () => undefined, env: {} };

function flagWords({ long, description, required, flags }: Option): FlagWords {
  const name = nameOf(long ?? "");
  const listed = name === "listings" || name === "listing" ? listings.map((listing) => listing.name) : [];
  return {
    long: long ?? "",
    description,
    takesValue: required,
    values: required ? (argumentOf(name)?.allowed?.map(String) ?? listed) : [],
    isFile: /<(?:file|directory)>/.test(flags),
  };
}

/** All commands, in the order of the help. */
export function commandWords(programFor: ProgramFor): readonly CommandWords[] {
  const commands = programFor(SILENT).commands;
  return commands.map((command) => {
    const [argument] = command.registeredArguments;
    const asks = argument?.name() === "listing";
    const flagsFor = (...words: readonly string[]) =>
      (programFor(SILENT, [command.name(), ...words]).commands[0]?.options ?? []).map(flagWords);
    return {
      name: command.name(),
      description: command.description(),
      words: asks ? listings.map(({ name }) => name) : (argument?.argChoices ?? []),
      flags: command.options.map(flagWords),
      ofListings: new Map(asks ? listings.map(({ name }) => [name, flagsFor(name)] as const) : []),
    };
  });
}
