/** Shared by commands over a file of instances: the file, a client, progress. */
import type { Command } from "commander";
import { usageError } from "../../core/errors";
import type { FleetFile } from "../../fleet/file/fleet-file";
import { readFleetFile } from "../../fleet/file/read-file";
import type { Report } from "../../fleet/report";
import { type RunOptions, runFleet } from "../../fleet/run";
import { writeWhole } from "../../fleet/write-file";
import { ProgressLine } from "../../lookup/progress";
import { clouds } from "../../vendors";
import { clientFrom, regionFinder } from "../client";
import { clientTable } from "../client-arguments";
import { printWarnings } from "../describe-error";
import type { Io, Options } from "../io";

/**
 * Throws for options that the file sets itself.
 *
 * @param own names of the options that may be used with a file
 */
export function refuseBesideFile(command: Command, own: readonly string[]): void {
  const allowed = new Set(["file", "endpoint", ...own, ...Object.keys(clientTable(...clouds))]);
  const wrong = command.options
    .map((option) => option.attributeName())
    .find((name) => command.getOptionValueSource(name) === "cli" && !allowed.has(name));
  if (wrong)
    throw usageError(
      wrong,
      "does not work together with --file",
      "Put it into the file, for an entry or under defaults.",
    );
}

/** Reads a file and runs something with a client for it, with a progress line. */
export async function withFleet<Result>(
  options: Options,
  io: Io,
  use: (file: FleetFile, run: Omit<RunOptions, "withUnlisted">) => Promise<Result>,
): Promise<Result> {
  const { version } = require("../../../package.json") as { version: string };
  const file = await readFleetFile(String(options.file));
  const progress = new ProgressLine("databases", io);
  let requests = 0;
  let shown: readonly [done: number, total: number, failed: number] = [0, 0, 0];
  const show = () => {
    const [done, total, failed] = shown;
    const notes = [failed > 0 && `, ${failed} failed`, total > done && `, ${total - done} waiting`];
    if (total > 0) progress.show(done, total, notes.filter(Boolean).join(""));
  };
  const onProgress = (done: number) => {
    requests = done;
    show();
  };
  const client = clientFrom(clouds, options, io, { onProgress });
  try {
    return await use(file, {
      client,
      findRegion: regionFinder(io),
      tool: { version, node: process.versions.node },
      now: io.now ?? (() => new Date()),
      requests: () => requests,
      onWarning: (warning) => printWarnings([warning], io),
      onProgress: (...state) => {
        shown = state;
        show();
      },
    });
  } finally {
    progress.end();
  }
}

/** Looks up all databases of a file. */
export function reportOn(options: Options, io: Io, withUnlisted: boolean): Promise<Report> {
  return withFleet(options, io, (file, run) => runFleet(file, { ...run, withUnlisted }));
}

/** Writes a new file of instances to --out, or prints it. */
export async function writeFleet(text: string, count: string, { out }: Options, io: Io): Promise<void> {
  if (typeof out === "string") await writeWhole(out, text);
  else io.out(text);
  io.err(`${out ? `${out}: ` : ""}${count}\n`);
}
