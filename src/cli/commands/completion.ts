import { Argument } from "commander";
import type { ProgramFor } from "../completion/words";
import { exitCodes } from "../exit-codes";
import type { Done, Io } from "../io";
import type { Part } from "../part";

export function addCompletion(program: Part, io: Io, done: Done, programFor: ProgramFor): void {
  program
    .command("completion")
    .description("print a script that completes commands, listings and flags in a shell")
    .addArgument(new Argument("<shell>", "bash, zsh or fish").choices(["bash", "zsh", "fish"]))
    .action((shell: string) => {
      const completion = require("../completion") as typeof import("../completion");
      io.out(completion.completionFor(shell, programFor));
      done(exitCodes.done);
    });
}
