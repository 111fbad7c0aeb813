/** `check --file`. */
import { randomUUID } from "node:crypto";
import { appendFile } from "node:fs/promises";
import type { ArgumentTable } from "../../core/argument";
import type { Screen } from "../../core/screen";
import { githubAnnotations, githubOutputs, githubSummary } from "../../fleet/formats/github";
import { jsonReport } from "../../fleet/formats/json";
import { junitReport } from "../../fleet/formats/junit";
import { nagiosReport } from "../../fleet/formats/nagios";
import { prometheusReport } from "../../fleet/formats/prometheus";
import { textReport } from "../../fleet/formats/text";
import type { Report } from "../../fleet/report";
import { type Verdict, verdictOn } from "../../fleet/states";
import { writeWhole } from "../../fleet/write-file";
import { checkCodes } from "../exit-codes";
import { checkedValues } from "../flags";
import type { Io, Options } from "../io";
import { reportOn } from "./open";
import { ping, pingAddress } from "./ping";
import { reportWriter } from "./report";

type Format = (report: Report, verdict: Verdict, screen: Screen | undefined) => string;

const FORMATS: Readonly<Record<string, Format>> = {
  text: (report, _, screen) => textReport(report, screen),
  nagios: nagiosReport,
  prometheus: prometheusReport,
  junit: junitReport,
  json: jsonReport,
  github: (report) => `${githubAnnotations(report)}${textReport(report)}`,
};

const FORMAT: ArgumentTable = {
  format: { kind: "string", allowed: Object.keys(FORMATS), description: "Format of the output." },
};

/** Writes the summary and outputs of a GitHub Actions step, if there is one. */
async function tellGithub(report: Report, verdict: Verdict, io: Io): Promise<void> {
  const { GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: outputs } = io.env;
  if (summary) await appendFile(summary, githubSummary(report));
  if (outputs) await appendFile(outputs, githubOutputs(report, verdict, checkCodes[verdict], randomUUID()));
}

/**
 * Checks every database of a file.
 *
 * @returns the exit code
 */
export async function checkFleet(options: Options, io: Io): Promise<number> {
  const { format: name = "text" } = checkedValues(FORMAT, options);
  const reports = (options.report ?? []) as readonly string[];
  const writeReports = reportWriter(reports, "report");
  if (typeof options.ping === "string") pingAddress(options.ping, 0);
  const report = await reportOn(options, io, reports.length > 0);
  const verdict = verdictOn(report.counts, options.strict === true);
  const text =
    FORMATS[String(name)]?.(report, verdict, options.out === undefined ? io.screen : undefined) ?? "";
  if (typeof options.out === "string") {
    await writeWhole(options.out, text);
    io.out(textReport(report, io.screen));
  } else io.out(text);
  if (name === "github") await tellGithub(report, verdict, io);
  await writeReports(report);
  const code = checkCodes[verdict];
  if (typeof options.ping === "string") await ping(options.ping, code, io);
  return code;
}
