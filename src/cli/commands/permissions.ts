import type { Command } from "commander";
import type { Done, Io, Options } from "../io";
import { fileOption } from "../own-flags";

export function addPermissions(program: Command, io: Io, done: Done): void {
  program
    .command("permissions [listings...]")
    .description("print the smallest policy that lets keys list backups, to paste into the vendor's console")
    .addOption(fileOption())
    .action(async (names: readonly string[], options: Options) => {
      const fleet = require("../fleet") as typeof import("../fleet");
      done(await fleet.printPermissions(names, options, io));
    });
}
