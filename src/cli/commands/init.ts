import type { Command } from "commander";
import type { Done, Io, Options } from "../io";

export function addInit(program: Command, io: Io, done: Done): void {
  program
    .command("init")
    .description(
      "write a small project that deploys at once, or add a lookup to the project in this folder; overwrites nothing",
    )
    .option("--cdktf", "for CDKTF. Default, but in a folder that uses something else.")
    .option("--cdktn", "for CDK Terrain")
    .option("--hcl", "for plain Terraform or OpenTofu")
    .action(async (options: Options) => {
      const { init } = require("../init") as typeof import("../init");
      await init(process.cwd(), options, io);
      done(0);
    });
}
