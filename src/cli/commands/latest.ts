import { Option } from "commander";
import { withClient } from "../client";
import { printWarnings, warningJson } from "../describe-error";
import { exitCodes } from "../exit-codes";
import { backupJson, formatJson } from "../format";
import type { LookupCommand } from "../lookup-command";
import { fileOption, refuseUrlsWithoutJson, showUrlsOption } from "../own-flags";

const printLatest: LookupCommand["ofOne"] = async (listing, query, options, io) => {
  refuseUrlsWithoutJson(options);
  const { latest, warnings } = await withClient([listing.cloud], options, io, (client) =>
    client.lookup(listing.name, query),
  );
  printWarnings(warnings, io);
  if (options.json) {
    const shown = latest && backupJson(latest, Boolean(options.showUrls));
    io.out(formatJson(shown && { ...shown, warnings: warnings.map(warningJson) }));
  } else if (latest) io.out(`${latest.id}\n`);
  // The API may have failed; the warning says whether it did.
  else if (query.onUnavailable === "warn")
    io.err("no ID printed (--on-unavailable warn); see the warning above\n");
  else io.err("no eligible backup, so no ID printed (--no-required)\n");
  return exitCodes.done;
};

export const latest = (): LookupCommand => ({
  description: "print the ID of the newest restorable backup of an instance",
  except: { names: ["history"], because: "latest prints the newest backup alone" },
  options: [new Option("--json", "Print the whole backup as one JSON document"), showUrlsOption()],
  withFile: [fileOption()],
  besideFile: ["json"],
  ofOne: printLatest,
  ofFile: (fleet, options, io) => fleet.latestOfFleet(options, io),
});
