/** `report`: the page, and the same data as JSON and Markdown. */
import { extname } from "node:path";
import { usageError } from "../../core/errors";
import { jsonReport } from "../../fleet/formats/json";
import { markdownReport } from "../../fleet/formats/markdown";
import { textReport } from "../../fleet/formats/text";
import { htmlReport } from "../../fleet/page";
import type { Report } from "../../fleet/report";
import { writeWhole } from "../../fleet/write-file";
import { exitCodes } from "../exit-codes";
import type { Io, Options } from "../io";
import { reportOn } from "./open";

/** The format of a file, by its extension. */
const KINDS: Readonly<Record<string, (report: Report) => string>> = {
  ".html": htmlReport,
  ".json": jsonReport,
  ".md": markdownReport,
};

/** Checks names before the lookups. @throws BackupsError `usage` */
export function checkReportNames(paths: readonly string[], argument: string): void {
  for (const path of paths) {
    if (Object.hasOwn(KINDS, extname(path))) continue;
    throw usageError(
      argument,
      `got ${JSON.stringify(path)}, expected a name that ends in ${Object.keys(KINDS).join(", ")}`,
    );
  }
}

/** Writes a report in each file's format. The names are checked. */
export async function writeReports(
  report: Report,
  paths: readonly string[],
  argument: string,
): Promise<void> {
  for (const path of paths) await writeWhole(path, KINDS[extname(path)]?.(report) ?? "", argument);
}

export async function reportFleet(options: Options, io: Io): Promise<number> {
  const paths = (options.out ?? ["backups-report.html"]) as readonly string[];
  checkReportNames(paths, "out");
  const report = await reportOn(options, io, true);
  await writeReports(report, paths, "out");
  io.err(`${textReport(report).split("\n").at(-2)}\n`);
  for (const path of paths) io.out(`${path}\n`);
  return exitCodes.done;
}
