import type { Command } from "commander";
import type { Done, Io, Options } from "../io";

export function addExport(program: Command, io: Io, done: Done): void {
  program
    .command("export [directory]")
    .description(
      "write a file of the instances that synthesised stacks look up. Default directory: cdktf.out",
    )
    .option("--out <file>", "file to write. Default: the file is printed.")
    .action(async (directory: string | undefined, options: Options) => {
      const fleet = require("../fleet") as typeof import("../fleet");
      done(await fleet.exportFleet(directory ?? "cdktf.out", options, io));
    });
}
