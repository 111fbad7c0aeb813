import type { Command } from "commander";
import { commonArguments } from "../../lookup/query";
import { addFlags } from "../flags";
import type { Done, Io } from "../io";

export function addDoctor(program: Command, io: Io, done: Done): void {
  const { endpoint } = commonArguments;
  const command = program
    .command("doctor")
    .description(
      "examine this machine and this folder, and say what to do about each problem; exit code 1 if there is one",
    )
    .option("--json", "print one JSON document, without keys, home directories and user names");
  addFlags(command, { endpoint: endpoint as NonNullable<typeof endpoint> });
  command.action(async (options: { json?: boolean; endpoint?: string }) => {
    const { doctor } = require("../doctor") as typeof import("../doctor");
    done(await doctor(process.cwd(), options, io));
  });
}
