/** Puts the command's parts together. Every failure becomes a message on stderr and an exit code. */
import { CommanderError } from "commander";
import { listings } from "../vendors";
import { checkAge, reportFailure } from "./commands/check";
import { addCompletion } from "./commands/completion";
import { addDiscover } from "./commands/discover";
import { addDoctor } from "./commands/doctor";
import { addEmulate } from "./commands/emulate";
import { addExport } from "./commands/export";
import { addInit } from "./commands/init";
import { addInstall } from "./commands/install";
import { addInstances } from "./commands/instances";
import { latest } from "./commands/latest";
import { list } from "./commands/list";
import { addListings } from "./commands/listings";
import { addPermissions } from "./commands/permissions";
import { addReport } from "./commands/report";
import { describeError } from "./describe-error";
import { exitCodeFor, exitCodes } from "./exit-codes";
import { takeOnce } from "./flags";
import { addInstanceCommand } from "./instance-command";
import type { Done, Io } from "./io";
import { type AddPart, Part, withHelpLast } from "./part";

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

/** What each part is called, and what adds it. */
const PARTS: Readonly<Record<string, AddPart>> = {
  latest: (...about) => addInstanceCommand(latest(), ...about),
  list: (...about) => addInstanceCommand(list(), ...about),
  check: (...about) => addInstanceCommand(checkAge(), ...about),
  report: addReport,
  discover: addDiscover,
  export: addExport,
  permissions: addPermissions,
  instances: addInstances,
  listings: addListings,
  init: addInit,
  doctor: addDoctor,
  emulate: addEmulate,
  install: addInstall,
  completion: (program, io, done) => addCompletion(program, io, done, programFor),
};

/**
 * The command; `done` is called with the exit code.
 *
 * @param words of the command line: other parts are left out, because their flags take time. @default all parts
 */
export function programFor(io: Io, done: Done, words: readonly string[] = []): Part {
  const { version, homepage } = require("../../package.json") as { version: string; homepage: string };
  const program = new Part("cdktf-backups")
    .description("Names the latest restorable backup of a database, from the cloud's own listing.")
    .version(version)
    .addHelpText("after", `${EXAMPLES}\nDocumentation: ${homepage}`)
    .helpCommand(false)
    .showHelpAfterError("(--help shows what there is)")
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .exitOverride();
  const [name = "", ...more] = words;
  if (Object.hasOwn(PARTS, name)) PARTS[name]?.(program, io, done, more);
  else for (const add of Object.values(PARTS)) add(program, io, done, []);
  for (const { options } of program.commands) options.forEach(takeOnce);
  return program;
}

/**
 * Runs the command.
 *
 * @returns the exit code
 */
export async function run(given: readonly string[], io: Io): Promise<number> {
  const args = withHelpLast(given, (word) => Object.hasOwn(PARTS, word));
  let code: number = exitCodes.done;
  const done = (given: number) => {
    code = given;
  };
  try {
    await programFor(io, done, args).parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
    if (args[0] === "check") return reportFailure(error, io);
    // Commander has already printed its own.
    if (error instanceof CommanderError) return exitCodes.usage;
    io.err(`error: ${describeError(error)}\n`);
    return exitCodeFor(error);
  }
}
