/** Puts the command's parts together. Every failure becomes a message on stderr and an exit code. */
import { CommanderError } from "commander";
import { listings } from "../vendors";
import { check, reportFailure } from "./commands/check";
import { emulate } from "./commands/emulate";
import { install } from "./commands/install";
import { instances } from "./commands/instances";
import { latest } from "./commands/latest";
import { list } from "./commands/list";
import { listAll } from "./commands/listings";
import { discover, exportStacks, permissions, report } from "./commands/of-files";
import { completion, doctor, init } from "./commands/of-machine";
import { describeError } from "./describe-error";
import { exitCodeFor, exitCodes } from "./exit-codes";
import { takeOnce } from "./flags";
import type { Io } from "./io";
import { addLookupCommand, type LookupCommand } from "./lookup-command";
import { Part, withHelpLast } from "./part";
import { addPlainCommand, type PlainCommand } from "./plain-command";

const EXAMPLES = `
Listings: ${listings.map(({ name }) => name).join(", ")}

Examples:
  cdktf-backups init                  a project that deploys at once, or a lookup for the one in this folder
  cdktf-backups latest tencentcloud-mysql --instance-id cdb-7mx4r2te --region ap-shanghai --methods physical
  cdktf-backups list alicloud-redis --instance-id r-bp1w8ynd3h5tq0zk --region cn-hangzhou
  cdktf-backups latest jdcloud-redis --instance-id redis-vq3n8yd0c1 --region cn-north-1 --consistent-before "$(date -u +%FT00:00:00Z)"
  cdktf-backups discover --regions tencentcloud:ap-shanghai --out backups.yaml
  cdktf-backups check --file backups.yaml
  cdktf-backups report --file backups.yaml

Keys come from the environment or the vendors' own files, never from flags.
Exit codes: 0 done, 1 the cloud or the network failed, 2 wrong usage, 3 no eligible backup,
4 older than --max-age, 5 credentials missing or refused. (check: 0 ok, 1 warning, 2 critical, 3 unknown. doctor: 0 all right, 1 something is wrong.)`;

/** The commands, in the order of the help. */
const COMMANDS: Readonly<Record<string, () => LookupCommand | PlainCommand>> = {
  latest,
  list,
  check,
  report,
  discover,
  export: exportStacks,
  permissions,
  instances,
  listings: listAll,
  init,
  doctor,
  emulate,
  install,
  completion: () => completion(programFor),
};

/**
 * The command, which keeps its exit code.
 *
 * @param words of the command line: other parts are left out, because their flags take time. @default all parts
 */
export function programFor(io: Io, words: readonly string[] = []): Part {
  const { version, homepage } = require("../../package.json") as { version: string; homepage: string };
  const program = new Part("cdktf-backups")
    .description("Names the latest restorable backup of a database, from the cloud's own listing.")
    .version(version)
    .addHelpText("after", `${EXAMPLES}\nDocumentation: ${homepage}`)
    .helpCommand(false)
    .showHelpAfterError("(--help shows what there is)")
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .exitOverride();
  const [first = "", ...more] = words;
  const isKnown = Object.hasOwn(COMMANDS, first);
  for (const [name, specOf] of Object.entries(COMMANDS)) {
    if (isKnown && name !== first) continue;
    const spec = specOf();
    if ("ofOne" in spec) addLookupCommand(name, spec, program, io, isKnown ? more : []);
    else addPlainCommand(name, spec, program, io);
  }
  for (const { options } of program.commands) options.forEach(takeOnce);
  return program;
}

/**
 * Runs the command.
 *
 * @returns the exit code
 */
export async function run(given: readonly string[], io: Io): Promise<number> {
  const args = withHelpLast(given, (word) => Object.hasOwn(COMMANDS, word));
  try {
    const program = programFor(io, args);
    await program.parseAsync([...args], { from: "user" });
    return program.exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
    if (args[0] === "check") return reportFailure(error, io);
    // Commander has already printed its own.
    if (error instanceof CommanderError) return exitCodes.usage;
    io.err(`error: ${describeError(error)}\n`);
    return exitCodeFor(error);
  }
}
