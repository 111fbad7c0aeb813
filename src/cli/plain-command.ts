/** Commands that are not about one listing. */
import type { Argument, Option } from "commander";
import type { ArgumentTable } from "../core/argument";
import { addFlags, checkedValues } from "./flags";
import type { Io, Options } from "./io";
import type { Part } from "./part";

export interface PlainCommand {
  readonly description: string;
  /** Its argument. @default none */
  readonly takes?: Argument;
  readonly options?: readonly Option[];
  /** Flags that lookups have, too. @default none */
  readonly flags?: ArgumentTable;
  /** @param words the arguments on the command line @returns the exit code */
  readonly run: (options: Options, io: Io, words: readonly string[]) => number | Promise<number>;
}

export function addPlainCommand(name: string, spec: PlainCommand, program: Part, io: Io): void {
  const { description, takes, options = [], flags = {}, run } = spec;
  const command = program.command(name).description(description);
  if (takes) command.addArgument(takes);
  for (const option of options) command.addOption(option);
  addFlags(command, flags).action(async () => {
    checkedValues(flags, command.opts());
    program.exitCode = await run(command.opts(), io, command.args);
  });
}
