import type { Command } from "commander";
import { fileOption } from "../file-flag";
import type { Io } from "../io";

/** `permissions`: prints the permissions that the keys need. */
export function addPermissions(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command("permissions [listings...]")
    .description("print the smallest policy that lets keys list backups, to paste into the vendor's console")
    .addOption(fileOption())
    .action(async (names: readonly string[], options: Record<string, unknown>) => {
      const fleet = require("../fleet") as typeof import("../fleet");
      done(await fleet.printPermissions(names, options, io));
    });
}
