import type { Command } from "commander";
import { formatDuration, parseDuration } from "../../core/duration";
import { BackupsError, usageError } from "../../core/errors";
import { arg, message } from "../../core/message";
import { ageOf, noneEligible } from "../../core/selection";
import { checkQuery, type LookupQuery } from "../../lookup/query";
import { type ListingName, listingNamed } from "../../vendors";
import { describeInLine, describeWarning } from "../describe-error";
import { checkCodes } from "../exit-codes";
import { fileOption, required, severalOption } from "../file-flag";
import { addLookupFlags, type Idle, queryFrom, withClient } from "../flags";
import type { Io } from "../io";

/** The first words of a monitoring plugin's line, by its exit code. */
const WORDS = ["OK", "WARNING", "CRITICAL", "UNKNOWN"] as const;

/** What the check found. */
interface Finding {
  readonly code: number;
  readonly text: string;
  readonly metrics?: string;
}

/** What an answer is held to by other commands: `check` has exit codes of its own for it. */
const IDLE: Idle = {
  names: ["required", "onUnavailable", "history"],
  because: "check judges the newest restorable backup by its age",
};

async function check(name: string, options: Record<string, unknown>, io: Io): Promise<Finding> {
  const listing = listingNamed(name);
  const values = queryFrom(listing, options);
  checkQuery(listing, values);
  const given = values as unknown as LookupQuery;
  const { warnAge, maxAge } = given;
  if (!warnAge && !maxAge) {
    throw usageError(
      "warnAge",
      message`missing, and so is ${arg("maxAge")}`,
      "Give the age that is a warning, critical, or both.",
    );
  }
  const examination = await withClient(listing, options, IDLE, io, (client) =>
    client.examine(name as ListingName, given),
  );
  const { latest, verdicts, warnings, where } = examination;
  if (latest === null) throw noneEligible(examination, given, where);
  // The limits are judged here, by the convention of monitoring plugins.
  const age = ageOf(latest, examination);
  const [warnSeconds, maxSeconds] = [warnAge, maxAge].map((limit) => limit && parseDuration(limit));
  const code =
    maxSeconds && age > maxSeconds
      ? checkCodes.critical
      : (warnSeconds && age > warnSeconds) || warnings.length > 0
        ? checkCodes.warning
        : checkCodes.ok;
  const size = latest.sizeBytes === null ? "" : ` size=${latest.sizeBytes}B`;
  const found = `${listing.title} ${given.instanceId}: newest restorable backup ${latest.id} is ${formatDuration(age)} old`;
  return {
    code,
    text: [warnings.length > 0 ? `${found}.` : found, ...warnings.map(describeWarning)].join(" "),
    metrics: `age=${age}s;${warnSeconds ?? ""};${maxSeconds ?? ""};0${size} listed=${verdicts.length}`,
  };
}

/** Prints a finding as the one line that monitoring systems read; a bar separates the metrics in it. */
function report({ code, text, metrics }: Finding, io: Io): number {
  const line = text.replaceAll("\n", " ").replaceAll("|", "/");
  io.out(`BACKUP ${WORDS[code]} - ${line}${metrics ? ` | ${metrics}` : ""}\n`);
  return code;
}

/**
 * Reports why there is no finding. All but a listing without an eligible backup is UNKNOWN, a command line that could
 * not be read and a mistake in this program among it: the exit codes 1 and 2, which these have elsewhere, would raise
 * an alarm.
 *
 * @returns the exit code
 */
export function reportFailure(error: unknown, io: Io): number {
  const isNone = error instanceof BackupsError && error.code === "no-eligible-backup";
  const code = isNone ? checkCodes.critical : checkCodes.unknown;
  return report({ code, text: describeInLine(error) }, io);
}

/** Options that mean something with a file alone. */
const WITH_FILE = ["format", "out", "report", "ping", "strict"] as const;

/** `check`: one line and an exit code for a monitoring system; of a file of instances, a line for each. */
export function addCheck(program: Command, io: Io, done: (code: number) => void): void {
  const command = addLookupFlags(program.command("check [listing]"), IDLE)
    .description("check the age of the newest restorable backup, as a monitoring plugin (exit 0, 1, 2 or 3)")
    .addOption(fileOption())
    .option("--format <name>", "with --file: text, nagios, prometheus, junit, json or github. Default: text.")
    .option(
      "--out <file>",
      "with --file: write the format into a file, whole or not at all, and print the text",
    )
    .addOption(severalOption("--report <file>", "with --file: also write the report (.html, .json, .md)"))
    .option(
      "--ping <url>",
      "with --file: ask this address when the check has run; {code} in it is the exit code",
    )
    .option("--strict", "with --file: a database that could not be asked is critical");
  command.action(async (name: string | undefined, options: Record<string, unknown>) => {
    if (options.file === undefined) {
      const idle = WITH_FILE.find((option) => options[option] !== undefined);
      if (idle) throw usageError(idle, "applies together with --file only", "Leave it out, or give a file.");
      done(report(await check(required(name), options, io), io));
      return;
    }
    const fleet = require("../fleet") as typeof import("../fleet");
    fleet.refuseBesideFile(command, name, WITH_FILE);
    done(await fleet.checkFleet(options, io));
  });
}
