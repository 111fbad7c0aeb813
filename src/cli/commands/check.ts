import type { Command } from "commander";
import { formatDuration, parseDuration } from "../../duration";
import { BackupsError, usageError } from "../../errors";
import { type ListingName, listingNamed } from "../../listings";
import type { LookupQuery } from "../../query";
import { checkCodes } from "../exit-codes";
import { addLookupFlags, clientFrom, queryFrom } from "../flags";
import type { Io } from "../io";

/** The first words of a monitoring plugin's line, by its exit code. */
const WORDS = ["OK", "WARNING", "CRITICAL", "UNKNOWN"] as const;

/** What the check found. */
interface Finding {
  readonly code: number;
  readonly text: string;
  readonly metrics?: string;
}

async function check(name: string, options: Record<string, unknown>, io: Io): Promise<Finding> {
  const given = queryFrom(listingNamed(name), options) as unknown as LookupQuery;
  const { warnAge, maxAge } = given;
  if (!warnAge && !maxAge) {
    throw usageError(
      "warnAge",
      "missing, and so is maxAge",
      "Give the age that is a warning, critical, or both.",
    );
  }
  // The limits are judged here, by the convention of monitoring plugins.
  const now = Date.now();
  const result = await clientFrom(options, io).lookup(name as ListingName, {
    ...given,
    required: true,
    onUnavailable: "error",
    maxAge: undefined,
  });
  const latest = result.latest;
  const age = Math.max(0, Math.floor((now - Date.parse(String(latest?.startedAt))) / 1000));
  const [warnSeconds, maxSeconds] = [warnAge, maxAge].map((limit) => limit && parseDuration(limit));
  const code =
    maxSeconds && age > maxSeconds
      ? checkCodes.critical
      : warnSeconds && age > warnSeconds
        ? checkCodes.warning
        : checkCodes.ok;
  const size = latest?.sizeBytes === null ? "" : ` size=${latest?.sizeBytes}B`;
  return {
    code,
    text: `${listingNamed(name).title} ${given.instanceId}: newest restorable backup ${latest?.id} is ${formatDuration(age)} old`,
    metrics: `age=${age}s;${warnSeconds ?? ""};${maxSeconds ?? ""};0${size} listed=${result.totalCount}`,
  };
}

function findingOf(error: BackupsError): Finding {
  const text = error.describe().replaceAll("\n", " ").replaceAll("|", "/");
  return { code: error.code === "no-eligible-backup" ? checkCodes.critical : checkCodes.unknown, text };
}

/** `check`: one line and an exit code for a monitoring system. */
export function addCheck(program: Command, io: Io, done: (code: number) => void): void {
  addLookupFlags(program.command("check <listing>"))
    .description("check the age of the newest restorable backup, as a monitoring plugin (exit 0, 1, 2 or 3)")
    .action(async (name: string, options: Record<string, unknown>) => {
      const finding = await check(name, options, io).catch((error: unknown) => {
        if (error instanceof BackupsError) return findingOf(error);
        throw error;
      });
      const metrics = finding.metrics ? ` | ${finding.metrics}` : "";
      io.out(`BACKUP ${WORDS[finding.code]} - ${finding.text}${metrics}\n`);
      done(finding.code);
    });
}
