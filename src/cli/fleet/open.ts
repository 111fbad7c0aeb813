/** Shared by commands over a file of instances: the file, a client, progress. */

import type { Command } from "commander";
import { homeDirectory } from "../../clouds/home";
import { findRegion } from "../../clouds/region";
import { usageError } from "../../core/errors";
import type { FleetFile } from "../../fleet/file/fleet-file";
import { readFleetFile } from "../../fleet/file/read-file";
import type { FindRegion } from "../../fleet/plan";
import type { Report } from "../../fleet/report";
import { type RunOptions, runFleet } from "../../fleet/run";
import { ProgressLine } from "../../lookup/progress";
import { clouds } from "../../vendors";
import { clientFrom } from "../client";
import { clientTable } from "../client-arguments";
import { describeWarning } from "../describe-error";
import type { Io } from "../io";

type Options = Readonly<Record<string, unknown>>;

/** The tool and version for a report. */
export function toolFacts(): Report["tool"] {
  const { version } = require("../../../package.json") as { version: string };
  return { version, node: process.versions.node };
}

/**
 * Throws for options that the file sets itself.
 *
 * @param own names of the options that may be used with a file
 */
export function refuseBesideFile(command: Command, own: readonly string[]): void {
  const allowed = new Set(["file", "endpoint", ...own, ...Object.keys(clientTable(...clouds))]);
  for (const option of command.options) {
    const name = option.attributeName();
    if (command.getOptionValueSource(name) !== "cli" || allowed.has(name)) continue;
    throw usageError(
      name,
      "does not apply together with --file",
      "Put it into the file, for an entry or under defaults.",
    );
  }
}

/** Finds the region of an entry without one. */
export function regionFinder(io: Io): FindRegion {
  const surroundings = { env: io.env, home: homeDirectory() };
  return (listing, profile) => findRegion(listing.cloud, undefined, { profile }, surroundings);
}

/** An open file with its client. */
export interface OpenFleet {
  readonly file: FleetFile;
  readonly run: Omit<RunOptions, "withUnlisted">;
}

/** Reads a file and runs something with a client for it, with a progress line. */
export async function withFleet<Result>(
  options: Options,
  io: Io,
  use: (fleet: OpenFleet) => Promise<Result>,
): Promise<Result> {
  const file = await readFleetFile(String(options.file));
  const progress = new ProgressLine("databases", io);
  let requests = 0;
  let shown: readonly [done: number, total: number, failed: number] = [0, 0, 0];
  const show = () => {
    const [done, total, failed] = shown;
    const waiting = total - done;
    if (total > 0)
      progress.show(
        done,
        total,
        `${failed > 0 ? `, ${failed} failed` : ""}${waiting > 0 ? `, ${waiting} waiting` : ""}`,
      );
  };
  const client = clientFrom(clouds, options, io, (done) => {
    requests = done;
    show();
  });
  try {
    return await use({
      file,
      run: {
        client,
        findRegion: regionFinder(io),
        tool: toolFacts(),
        now: io.now ?? (() => new Date()),
        requests: () => requests,
        onWarning: (warning) => io.err(`warning: ${describeWarning(warning)}\n`),
        onProgress: (...state) => {
          shown = state;
          show();
        },
      },
    });
  } finally {
    progress.end();
  }
}

/** Looks up all databases of a file. */
export function reportOn(options: Options, io: Io, withUnlisted: boolean): Promise<Report> {
  return withFleet(options, io, ({ file, run }) => runFleet(file, { ...run, withUnlisted }));
}
