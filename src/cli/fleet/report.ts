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

/**
 * Writes a report in each file's format.
 *
 * @throws BackupsError `usage` for a wrong name, at once; the reports are written later
 */
export function reportWriter(paths: readonly string[], argument: string): (report: Report) => Promise<void> {
  const wrong = paths.find((path) => !Object.hasOwn(KINDS, extname(path)));
  if (wrong !== undefined) {
    const expected = `a name that ends in ${Object.keys(KINDS).join(", ")}`;
    throw usageError(argument, `got ${JSON.stringify(wrong)}, expected ${expected}`);
  }
  return async (report) => {
    for (const path of paths) await writeWhole(path, KINDS[extname(path)]?.(report) ?? "", argument);
  };
}

export async function reportFleet(options: Options, io: Io): Promise<number> {
  const paths = (options.out ?? ["backups-report.html"]) as readonly string[];
  const write = reportWriter(paths, "out");
  const report = await reportOn(options, io, true);
  await write(report);
  io.err(`${textReport(report).split("\n").at(-2)}\n`);
  for (const path of paths) io.out(`${path}\n`);
  return exitCodes.done;
}
