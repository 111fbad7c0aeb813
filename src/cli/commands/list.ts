import type { Command } from "commander";
import type { LookupQuery } from "../../lookup/query";
import type { ListingName } from "../../vendors";
import { listingNamed } from "../../vendors";
import { describeWarning, warningJson } from "../describe-error";
import { exitCodes } from "../exit-codes";
import { fileOption, required } from "../file-flag";
import { addLookupFlags, type Idle, queryFrom, withClient } from "../flags";
import { formatBytes, formatJsonList, formatTable, verdictJson } from "../format";
import type { Io } from "../io";

const HEADER = ["ID", "STARTED", "SIZE", "TYPE", "METHOD", "TRIGGER", "STATUS", "ELIGIBLE"];

/** What judges an answer, or shortens it: `list` shows all, so that a command line for `latest` can become one for it. */
const IDLE: Idle = {
  names: ["warnAge", "maxAge", "required", "onUnavailable", "history"],
  because: "list shows every backup",
};

/** `list`: every backup, newest first, with its status and the reason why it is not eligible. */
export function addList(program: Command, io: Io, done: (code: number) => void): void {
  const command = addLookupFlags(program.command("list [listing]"), IDLE)
    .description("list all backups of an instance, newest first, and why each is eligible or not")
    .option("--json", "print one JSON document")
    .option("--show-urls", "with --json: show the signed download addresses, which are secrets")
    .addOption(fileOption());
  command.action(async (given: string | undefined, options: Record<string, unknown>) => {
    if (options.file !== undefined) {
      const fleet = require("../fleet") as typeof import("../fleet");
      fleet.refuseBesideFile(command, given, ["json", "showUrls"]);
      done(await fleet.listFleet(options, io));
      return;
    }
    const name = required(given);
    const listing = listingNamed(name);
    const query = queryFrom(listing, options) as unknown as LookupQuery;
    const { latest, verdicts, warnings, where } = await withClient(listing, options, IDLE, io, (client) =>
      client.examine(name as ListingName, query),
    );
    if (options.json) {
      const head = {
        listing: name,
        instance_id: query.instanceId,
        total_count: verdicts.length,
        latest_id: latest?.id ?? null,
        warnings: warnings.map(warningJson),
      };
      const parts = formatJsonList(head, "backups", verdicts, (verdict) =>
        verdictJson(verdict, Boolean(options.showUrls)),
      );
      for (const part of parts) {
        io.out(part);
        await io.keptUp?.();
      }
    } else if (verdicts.length > 0) {
      const rows = verdicts.map(({ backup, eligible, reason }) => [
        backup.id || "-",
        backup.startedAt ?? "-",
        formatBytes(backup.sizeBytes),
        backup.type,
        backup.method,
        backup.trigger,
        backup.status,
        backup === latest ? "latest" : eligible ? "yes" : `no: ${reason}`,
      ]);
      io.out(formatTable(HEADER, rows));
    } else {
      io.err(`${where}: the listing is empty\n`);
    }
    for (const warning of warnings) io.err(`warning: ${describeWarning(warning)}\n`);
    done(exitCodes.done);
  });
}
