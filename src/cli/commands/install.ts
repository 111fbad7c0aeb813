import { resolve } from "node:path";
import type { Command } from "commander";
import { usageError } from "../../core/errors";
import { exitCodes } from "../exit-codes";
import type { Io } from "../io";

/** `install`: puts the provider into a directory of plain Terraform or OpenTofu configuration. */
export function addInstall(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command("install [directory]")
    .description("put the Terraform provider into a directory of plain HCL, for terraform init to find")
    .action((directory = ".") => {
      const { installPlugin } = require("../../delivery/install") as typeof import("../../delivery/install");
      let written: readonly string[];
      try {
        written = installPlugin(directory);
      } catch (error) {
        throw usageError("directory", (error as Error).message);
      }
      for (const path of written) io.out(`${path}\n`);
      io.err(
        written.length > 0
          ? `Written to ${resolve(directory)}: commit these files, and run terraform init there.\n`
          : `The provider is in ${resolve(directory)} already: nothing was changed.\n`,
      );
      done(exitCodes.done);
    });
}
