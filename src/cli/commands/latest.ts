import type { Command } from "commander";
import type { LookupQuery } from "../../lookup/query";
import { type ListingName, listingNamed } from "../../vendors";
import { describeWarning, warningJson } from "../describe-error";
import { exitCodes } from "../exit-codes";
import { fileOption, required } from "../file-flag";
import { addLookupFlags, type Idle, queryFrom, withClient } from "../flags";
import { backupJson, formatJson } from "../format";
import type { Io } from "../io";

/** What lists further backups than the newest. */
const IDLE: Idle = { names: ["history"], because: "latest prints the newest backup alone" };

/** `latest`: the ID of the newest restorable backup and nothing else, or the whole backup as JSON. */
export function addLatest(program: Command, io: Io, done: (code: number) => void): void {
  const command = addLookupFlags(program.command("latest [listing]"), IDLE)
    .description("print the ID of the newest restorable backup of an instance")
    .option("--json", "print the whole backup as one JSON document")
    .option("--show-urls", "with --json: show the signed download addresses, which are secrets")
    .addOption(fileOption());
  command.action(async (given: string | undefined, options: Record<string, unknown>) => {
    if (options.file !== undefined) {
      const fleet = require("../fleet") as typeof import("../fleet");
      fleet.refuseBesideFile(command, given, ["json"]);
      done(await fleet.latestOfFleet(options, io));
      return;
    }
    const name = required(given);
    const listing = listingNamed(name);
    const query = queryFrom(listing, options) as unknown as LookupQuery;
    const { latest, warnings } = await withClient(listing, options, IDLE, io, (client) =>
      client.lookup(name as ListingName, query),
    );
    for (const warning of warnings) io.err(`warning: ${describeWarning(warning)}\n`);
    if (options.json) {
      const found = latest && backupJson(latest, Boolean(options.showUrls));
      io.out(formatJson(found && { ...found, warnings: warnings.map(warningJson) }));
    } else if (latest) io.out(`${latest.id}\n`);
    // Of an API that could not be asked nothing is known; the warning says which of the two it is.
    else if (query.onUnavailable === "warn")
      io.err("nothing is printed, as was asked for; the warning says why\n");
    else io.err("no eligible backup; nothing is printed, as was asked for\n");
    done(exitCodes.done);
  });
}
