/** Commands about this machine and this folder; their code is loaded when one of them runs. */
import { Argument, Option } from "commander";
import { commonArguments } from "../../lookup/query";
import type { ProgramFor } from "../completion/words";
import { exitCodes } from "../exit-codes";
import type { PlainCommand } from "../plain-command";

export const init = (): PlainCommand => ({
  description:
    "write a small project that deploys at once, or add a lookup to the project in this folder; overwrites nothing",
  options: [
    new Option("--cdktf", "for CDKTF. Default, but in a folder that uses something else.").conflicts([
      "cdktn",
      "hcl",
    ]),
    new Option("--cdktn", "for CDK Terrain").conflicts("hcl"),
    new Option("--hcl", "for plain Terraform or OpenTofu"),
  ],
  run: (options, io) => (require("../init") as typeof import("../init")).init(process.cwd(), options, io),
});

export const doctor = (): PlainCommand => ({
  description:
    "examine this machine and this folder, and say what to do about each problem; exit code 1 if there is one",
  options: [new Option("--json", "print one JSON document, without keys, home directories and user names")],
  flags: { endpoint: commonArguments.endpoint },
  run: (options, io) =>
    (require("../doctor") as typeof import("../doctor")).doctor(process.cwd(), options, io),
});

export const completion = (programFor: ProgramFor): PlainCommand => ({
  description: "print a script that completes commands, listings and flags in a shell",
  takes: new Argument("<shell>", "bash, zsh or fish").choices(["bash", "zsh", "fish"]),
  run: (_, io, [shell = ""]) => {
    const { completionFor } = require("../completion") as typeof import("../completion");
    io.out(completionFor(shell, programFor));
    return exitCodes.done;
  },
});
