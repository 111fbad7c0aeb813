import { Option } from "commander";
import type { LookupQuery } from "../../lookup/query";
import { withClient } from "../client";
import { describeWarning, warningJson } from "../describe-error";
import { exitCodes } from "../exit-codes";
import { fileOption } from "../file-flag";
import { backupJson, formatJson } from "../format";
import type { Io } from "../io";
import {
  addLookupCommand,
  type Except,
  type LookupCommand,
  lookupTable,
  queryFrom,
  refuseIncomplete,
  required,
  withInstance,
} from "../lookup-command";
import type { Part } from "../part";
import { refuseUrlsWithoutJson, showUrlsOption } from "../show-urls";

/** Flags about further backups. */
const EXCEPT: Except = { names: ["history"], because: "latest prints the newest backup alone" };

const latest = (): LookupCommand => ({
  name: "latest",
  description: "print the ID of the newest restorable backup of an instance",
  table: (listing) => lookupTable(listing, EXCEPT),
  except: EXCEPT,
  options: [new Option("--json", "Print the whole backup as one JSON document"), showUrlsOption()],
  withFile: [fileOption()],
});

/** `latest`: prints only the ID of the newest restorable backup, or the whole backup as JSON. */
export function addLatest(
  program: Part,
  io: Io,
  done: (code: number) => void,
  words: readonly string[],
): void {
  const spec = latest();
  const command = addLookupCommand(program, spec, words);
  command.action(async (_, instance: string | undefined, given: Record<string, unknown>) => {
    const options = withInstance(instance, given);
    if (options.file !== undefined) {
      const fleet = require("../fleet") as typeof import("../fleet");
      fleet.refuseBesideFile(command, ["json"]);
      done(await fleet.latestOfFleet(options, io));
      return;
    }
    const listing = required(command);
    refuseUrlsWithoutJson(options);
    const values = queryFrom(spec, listing, options);
    await refuseIncomplete(spec, listing, values, io);
    const query = values as unknown as LookupQuery;
    const { latest: found, warnings } = await withClient(listing, options, io, (client) =>
      client.lookup(listing.name, query),
    );
    for (const warning of warnings) io.err(`warning: ${describeWarning(warning)}\n`);
    if (options.json) {
      const shown = found && backupJson(found, Boolean(options.showUrls));
      io.out(formatJson(shown && { ...shown, warnings: warnings.map(warningJson) }));
    } else if (found) io.out(`${found.id}\n`);
    // The API may have failed; the warning says whether it did.
    else if (query.onUnavailable === "warn")
      io.err("nothing is printed, as was asked for; the warning says why\n");
    else io.err("no eligible backup; nothing is printed, as was asked for\n");
    done(exitCodes.done);
  });
}
