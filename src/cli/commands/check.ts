import type { Command } from "commander";
import type { Backup } from "../../backup";
import { formatDuration, parseDuration } from "../../duration";
import { BackupsError, usageError } from "../../errors";
import { type ListingName, listingNamed } from "../../listings";
import { checkQuery, type LookupQuery } from "../../query";
import { ageOf, enforce } from "../../selection";
import { describeError, inFlags } from "../describe-error";
import { checkCodes } from "../exit-codes";
import { addLookupFlags, queryFrom, warnOfIdle, withClient } from "../flags";
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
const IDLE = ["required", "onUnavailable", "history"] as const;

async function check(name: string, options: Record<string, unknown>, io: Io): Promise<Finding> {
  const listing = listingNamed(name);
  const values = queryFrom(listing, options);
  checkQuery(listing, values);
  const given = values as unknown as LookupQuery;
  const { warnAge, maxAge } = given;
  if (!warnAge && !maxAge) {
    throw usageError(
      "warnAge",
      "missing, and so is maxAge",
      "Give the age that is a warning, critical, or both.",
    );
  }
  const examination = await withClient(listing, options, io, (client) =>
    client.examine(name as ListingName, given),
  );
  // The limits are judged here, by the convention of monitoring plugins.
  const warnings = enforce(examination, { required: true }, examination.where);
  const { latest, verdicts } = examination;
  const age = ageOf(latest as Backup, examination);
  const [warnSeconds, maxSeconds] = [warnAge, maxAge].map((limit) => limit && parseDuration(limit));
  const code =
    maxSeconds && age > maxSeconds
      ? checkCodes.critical
      : (warnSeconds && age > warnSeconds) || warnings.length > 0
        ? checkCodes.warning
        : checkCodes.ok;
  const size = latest?.sizeBytes === null ? "" : ` size=${latest?.sizeBytes}B`;
  const found = `${listing.title} ${given.instanceId}: newest restorable backup ${latest?.id} is ${formatDuration(age)} old`;
  return {
    code,
    text: inFlags([found, ...warnings].join(". ")),
    metrics: `age=${age}s;${warnSeconds ?? ""};${maxSeconds ?? ""};0${size} listed=${verdicts.length}`,
  };
}

function findingOf(error: BackupsError): Finding {
  return {
    code: error.code === "no-eligible-backup" ? checkCodes.critical : checkCodes.unknown,
    text: describeError(error),
  };
}

/** Prints a finding as the one line that monitoring systems read; a bar separates the metrics in it. */
function report({ code, text, metrics }: Finding, io: Io): number {
  const line = text.replaceAll("\n", " ").replaceAll("|", "/");
  io.out(`BACKUP ${WORDS[code]} - ${line}${metrics ? ` | ${metrics}` : ""}\n`);
  return code;
}

/**
 * Reports a command line that could not be read: exit code 2, which it is elsewhere, would raise an alarm.
 *
 * @returns the exit code
 */
export function reportWrongUsage(message: string, io: Io): number {
  return report({ code: checkCodes.unknown, text: message.replace(/^error: /, "") }, io);
}

/** `check`: one line and an exit code for a monitoring system. */
export function addCheck(program: Command, io: Io, done: (code: number) => void): void {
  addLookupFlags(program.command("check <listing>"), IDLE)
    .description("check the age of the newest restorable backup, as a monitoring plugin (exit 0, 1, 2 or 3)")
    .action(async (name: string, options: Record<string, unknown>) => {
      warnOfIdle(IDLE, options, "check judges the newest restorable backup by its age", io);
      const finding = await check(name, options, io).catch((error: unknown) => {
        if (error instanceof BackupsError) return findingOf(error);
        throw error;
      });
      done(report(finding, io));
    });
}
