import { Option } from "commander";
import { formatDuration, parseDuration } from "../../core/duration";
import { BackupsError } from "../../core/errors";
import { type Tone, toned } from "../../core/screen";
import { ageOf, noneEligible } from "../../core/selection";
import { withClient } from "../client";
import { describeInLine, describeWarning } from "../describe-error";
import { checkCodes } from "../exit-codes";
import type { Io } from "../io";
import type { LookupCommand } from "../lookup-command";
import { fileOption, severalOption } from "../own-flags";

/** The first words of a monitoring plugin's line, by its exit code. */
const WORDS = ["OK", "WARNING", "CRITICAL", "UNKNOWN"] as const;

const TONES: readonly Tone[] = ["good", "notice", "bad", "notice"];

const checkAge: LookupCommand["ofOne"] = async (listing, query, options, io) => {
  const examination = await withClient([listing.cloud], options, io, (client) =>
    client.examine(listing.name, query),
  );
  const { latest, verdicts, warnings, where } = examination;
  if (latest === null) throw noneEligible(examination, query, where);
  // The limits are judged here, by the convention of monitoring plugins.
  const age = ageOf(latest, examination);
  const [warnSeconds, maxSeconds] = [query.warnAge, query.maxAge].map(
    (limit) => limit && parseDuration(limit),
  );
  const code =
    maxSeconds && age > maxSeconds
      ? checkCodes.critical
      : (warnSeconds && age > warnSeconds) || warnings.length > 0
        ? checkCodes.warning
        : checkCodes.ok;
  const size = latest.sizeBytes === null ? "" : ` size=${latest.sizeBytes}B`;
  const found = `${listing.title} ${query.instanceId}: newest restorable backup ${latest.id} is ${formatDuration(age)} old`;
  const metrics = `age=${age}s;${warnSeconds ?? ""};${maxSeconds ?? ""};0${size} listed=${verdicts.length}`;
  const text = [warnings.length > 0 ? `${found}.` : found, ...warnings.map(describeWarning)].join(" ");
  return report(code, text, io, metrics);
};

/** Prints one line for monitoring systems, in colour for people; `|` begins the metrics. @returns the code */
function report(code: number, text: string, io: Io, metrics?: string): number {
  const line = text.replaceAll("\n", " ").replaceAll("|", "/");
  io.out(
    `BACKUP ${toned(WORDS[code] ?? "", TONES[code], io.screen)} - ${line}${metrics ? ` | ${metrics}` : ""}\n`,
  );
  return code;
}

/**
 * Reports an error. All errors except `no-eligible-backup` are UNKNOWN, also a wrong command line and a bug: the exit
 * codes 1 and 2 would raise an alarm.
 *
 * @returns the exit code
 */
export function reportFailure(error: unknown, io: Io): number {
  const isNone = error instanceof BackupsError && error.code === "no-eligible-backup";
  const code = isNone ? checkCodes.critical : checkCodes.unknown;
  return report(code, describeInLine(error), io);
}

export const check = (): LookupCommand => ({
  description: "check the age of the newest restorable backup, as a monitoring plugin (exit 0, 1, 2 or 3)",
  except: {
    names: ["required", "onUnavailable", "history"],
    because: "check judges the newest restorable backup by its age",
  },
  options: [],
  withFile: [
    fileOption(),
    new Option(
      "--format <name>",
      "With --file: text, nagios, prometheus, junit, json or github. Default: text.",
    ),
    new Option(
      "--out <file>",
      "With --file: write the format to a file, which is replaced at once, and print the text",
    ),
    severalOption("--report <file>", "With --file: also write the report (.html, .json, .md)"),
    new Option(
      "--ping <url>",
      "With --file: request this address after the check; {code} in it becomes the exit code",
    ),
    new Option("--strict", "With --file: a failed lookup is critical"),
  ],
  example: { maxAge: "26h" },
  lacks: ({ warnAge, maxAge }) => (warnAge || maxAge ? [] : ["--warn-age or --max-age"]),
  ofOne: checkAge,
  ofFile: (fleet, options, io) => fleet.checkFleet(options, io),
});
