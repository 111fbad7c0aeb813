import { Option } from "commander";
import type { LookupQuery } from "../../lookup/query";
import { formatBackups, limitFrom, limitOption, restOf } from "../backup-table";
import { withClient } from "../client";
import { describeWarning, warningJson } from "../describe-error";
import { exitCodes } from "../exit-codes";
import { fileOption } from "../file-flag";
import { backupJson, formatJsonList, verdictJson } from "../format";
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

/** Flags that check or shorten the result. */
const EXCEPT: Except = {
  names: ["warnAge", "maxAge", "required", "onUnavailable", "history"],
  because: "list shows every backup",
};

const list = (): LookupCommand => ({
  name: "list",
  description: "list all backups of an instance, newest first, and why each is eligible or not",
  table: (listing) => lookupTable(listing, EXCEPT),
  except: EXCEPT,
  options: [new Option("--json", "Print one JSON document"), limitOption(), showUrlsOption()],
  withFile: [fileOption()],
});

/** `list`: every backup, newest first, with its status and the reason why it is not eligible. */
export function addList(program: Part, io: Io, done: (code: number) => void, words: readonly string[]): void {
  const spec = list();
  const command = addLookupCommand(program, spec, words);
  command.action(async (_, instance: string | undefined, given: Record<string, unknown>) => {
    const options = withInstance(instance, given);
    if (options.file !== undefined) {
      const fleet = require("../fleet") as typeof import("../fleet");
      fleet.refuseBesideFile(command, ["json", "showUrls", "limit"]);
      done(await fleet.listFleet(options, io));
      return;
    }
    const listing = required(command);
    refuseUrlsWithoutJson(options);
    const limit = limitFrom(options, io);
    const values = queryFrom(spec, listing, options);
    await refuseIncomplete(spec, listing, values, io);
    const query = values as unknown as LookupQuery;
    const found = await withClient(listing, options, io, (client) => client.examine(listing.name, query));
    const { latest, verdicts, warnings, where } = found;
    const shown = verdicts.slice(0, limit);
    if (options.json) {
      const head = {
        listing: listing.name,
        instance_id: query.instanceId,
        region: found.region,
        at: found.at,
        total_count: verdicts.length,
        eligible_count: verdicts.filter(({ eligible }) => eligible).length,
        latest_id: latest?.id ?? null,
        latest: latest && backupJson(latest, Boolean(options.showUrls)),
        warnings: warnings.map(warningJson),
      };
      const parts = formatJsonList(head, "backups", shown, (verdict) =>
        verdictJson(verdict, Boolean(options.showUrls)),
      );
      for (const part of parts) {
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
    for (const warning of warnings) io.err(`warning: ${describeWarning(warning)}\n`);
    done(exitCodes.done);
  });
}
