import { Option } from "commander";
import { formatBackups, limitFrom, limitOption, restOf } from "../backup-table";
import { withClient } from "../client";
import { printWarnings, warningJson } from "../describe-error";
import { exitCodes } from "../exit-codes";
import { backupJson, formatJsonList, verdictJson } from "../format";
import type { LookupCommand } from "../lookup-command";
import { fileOption, refuseUrlsWithoutJson, showUrlsOption } from "../own-flags";

const printBackups: LookupCommand["ofOne"] = async (listing, query, options, io) => {
  refuseUrlsWithoutJson(options);
  const limit = limitFrom(options, io);
  const found = await withClient([listing.cloud], options, io, (client) =>
    client.examine(listing.name, query),
  );
  const { latest, verdicts, warnings, where } = found;
  if (options.json) {
    const showUrls = Boolean(options.showUrls);
    const head = {
      listing: listing.name,
      instance_id: query.instanceId,
      region: found.region,
      at: found.at,
      total_count: verdicts.length,
      eligible_count: verdicts.filter(({ eligible }) => eligible).length,
      latest_id: latest?.id ?? null,
      latest: latest && backupJson(latest, showUrls),
      warnings: warnings.map(warningJson),
    };
    const shown = verdicts.slice(0, limit);
    for (const part of formatJsonList(head, "backups", shown, (verdict) => verdictJson(verdict, showUrls))) {
      io.out(part);
      await io.keptUp?.();
    }
  } else if (verdicts.length > 0) {
    io.out(formatBackups(found, limit, io.screen));
    const rest = restOf(found, limit);
    if (rest) io.err(`${rest}\n`);
  } else {
    io.err(`${where}: the listing is empty\n`);
  }
  printWarnings(warnings, io);
  return exitCodes.done;
};

export const list = (): LookupCommand => ({
  description: "list all backups of an instance, newest first, and why each is eligible or not",
  except: {
    names: ["warnAge", "maxAge", "required", "onUnavailable", "history"],
    because: "list shows every backup",
  },
  options: [new Option("--json", "Print one JSON document"), limitOption(), showUrlsOption()],
  withFile: [fileOption()],
  besideFile: ["json", "showUrls", "limit"],
  ofOne: printBackups,
  ofFile: (fleet, options, io) => fleet.listFleet(options, io),
});
