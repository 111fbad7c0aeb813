/** Commands that ask about one instance, or about all those of a file. */
import { usageError } from "../core/errors";
import type { LookupQuery } from "../lookup/query";
import type { KnownListing } from "../vendors";
import type { Done, Io, Options } from "./io";
import {
  addLookupCommand,
  type LookupCommand,
  queryFrom,
  refuseIncomplete,
  required,
  withInstance,
} from "./lookup-command";
import type { Part } from "./part";

export interface InstanceCommand extends LookupCommand {
  /** Names of its own flags that apply to a file, too. @default none */
  readonly besideFile?: readonly string[];
  /** What a command line lacks besides instance and region. @default nothing */
  readonly lacks?: (query: LookupQuery) => readonly string[];
  /** Asks about one instance. @returns the exit code */
  readonly ofOne: (listing: KnownListing, query: LookupQuery, options: Options, io: Io) => Promise<number>;
  /** Asks about those of a file. @returns the exit code */
  readonly ofFile: (fleet: typeof import("./fleet"), options: Options, io: Io) => Promise<number>;
}

export function addInstanceCommand(
  spec: InstanceCommand,
  program: Part,
  io: Io,
  done: Done,
  words: readonly string[],
): void {
  const { withFile = [], besideFile = [], lacks, ofOne, ofFile } = spec;
  const command = addLookupCommand(program, spec, words);
  const flagsOfFile = withFile.map((option) => option.attributeName());
  command.action(async (_, instance: string | undefined, given: Options) => {
    const options = withInstance(instance, given);
    if (options.file !== undefined) {
      const fleet = require("./fleet") as typeof import("./fleet");
      fleet.refuseBesideFile(command, [...flagsOfFile, ...besideFile]);
      done(await ofFile(fleet, options, io));
      return;
    }
    const alone = flagsOfFile.find((flag) => options[flag] !== undefined);
    if (alone) throw usageError(alone, "works only with --file", "Leave it out, or give a file.");
    const listing = required(command);
    const values = queryFrom(spec, listing, options);
    const query = values as unknown as LookupQuery;
    await refuseIncomplete(spec, listing, values, io, lacks?.(query));
    done(await ofOne(listing, query, options, io));
  });
}
