import type { Command } from "commander";
import { fleetTable } from "../client-arguments";
import { addFlags } from "../flags";
import type { Done, Io, Options } from "../io";
import { fileOption, severalOption } from "../own-flags";

export function addReport(program: Command, io: Io, done: Done): void {
  const command = program
    .command("report")
    .description(
      "write a report on the databases of a file: one page, the same data as JSON, and as Markdown",
    )
    .addOption(fileOption().makeOptionMandatory())
    .addOption(
      severalOption("--out <file>", "files to write: .html, .json or .md. Default: backups-report.html."),
    );
  addFlags(command, fleetTable()).action(async (options: Options) => {
    const fleet = require("../fleet") as typeof import("../fleet");
    done(await fleet.reportFleet(options, io));
  });
}
