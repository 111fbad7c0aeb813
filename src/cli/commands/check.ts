import { Option } from "commander";
import { formatDuration, parseDuration } from "../../core/duration";
import { BackupsError, usageError } from "../../core/errors";
import { type Tone, toned } from "../../core/screen";
import { ageOf, noneEligible } from "../../core/selection";
import { checkQuery, type LookupQuery } from "../../lookup/query";
import type { KnownListing } from "../../vendors";
import { withClient } from "../client";
import { describeInLine, describeWarning } from "../describe-error";
import { checkCodes } from "../exit-codes";
import { fileOption, severalOption } from "../file-flag";
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

/** The first words of a monitoring plugin's line, by its exit code. */
const WORDS = ["OK", "WARNING", "CRITICAL", "UNKNOWN"] as const;

const TONES: readonly Tone[] = ["good", "notice", "bad", "notice"];

/** Result of the check. */
interface Finding {
  readonly code: number;
  readonly text: string;
  readonly metrics?: string;
}

/** Flags of other commands that `check` replaces by its own exit codes. */
const EXCEPT: Except = {
  names: ["required", "onUnavailable", "history"],
  because: "check judges the newest restorable backup by its age",
};

async function check(
  spec: LookupCommand,
  listing: KnownListing,
  options: Record<string, unknown>,
  io: Io,
): Promise<Finding> {
  const values = queryFrom(spec, listing, options);
  const given = values as unknown as LookupQuery;
  const { warnAge, maxAge } = given;
  const ages = warnAge || maxAge ? [] : ["--warn-age or --max-age"];
  await refuseIncomplete(spec, listing, values, io, ages);
  checkQuery(listing, values);
  const examination = await withClient(listing, options, io, (client) => client.examine(listing.name, given));
  const { latest, verdicts, warnings, where } = examination;
  if (latest === null) throw noneEligible(examination, given, where);
  // The limits are checked here, for the exit codes of monitoring plugins.
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

/** Prints a finding as one line for monitoring systems, in colour for people; `|` begins the metrics. */
function report({ code, text, metrics }: Finding, io: Io): number {
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
  return report({ code, text: describeInLine(error) }, io);
}

const specOf = (): LookupCommand => ({
  name: "check",
  description: "check the age of the newest restorable backup, as a monitoring plugin (exit 0, 1, 2 or 3)",
  table: (listing) => lookupTable(listing, EXCEPT),
  except: EXCEPT,
  options: [],
  withFile: [
    fileOption(),
    new Option(
      "--format <name>",
      "With --file: text, nagios, prometheus, junit, json or github. Default: text.",
    ),
    new Option(
      "--out <file>",
      "With --file: write the format into a file, whole or not at all, and print the text",
    ),
    severalOption("--report <file>", "With --file: also write the report (.html, .json, .md)"),
    new Option(
      "--ping <url>",
      "With --file: ask this address when the check has run; {code} in it is the exit code",
    ),
    new Option("--strict", "With --file: a database that could not be asked is critical"),
  ],
  example: { maxAge: "26h" },
});

/** `check`: one line and an exit code for a monitoring system; of a file of instances, a line for each. */
export function addCheck(
  program: Part,
  io: Io,
  done: (code: number) => void,
  words: readonly string[],
): void {
  const spec = specOf();
  const command = addLookupCommand(program, spec, words);
  const ofFiles = (spec.withFile ?? []).map((option) => option.attributeName());
  command.action(async (_, instance: string | undefined, given: Record<string, unknown>) => {
    const options = withInstance(instance, given);
    if (options.file === undefined) {
      const alone = ofFiles.find((option) => options[option] !== undefined);
      if (alone)
        throw usageError(alone, "applies together with --file only", "Leave it out, or give a file.");
      done(report(await check(spec, required(command), options, io), io));
      return;
    }
    const fleet = require("../fleet") as typeof import("../fleet");
    fleet.refuseBesideFile(command, ofFiles);
    done(await fleet.checkFleet(options, io));
  });
}
