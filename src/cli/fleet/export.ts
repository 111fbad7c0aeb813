/** `export`: a file of the instances that a synthesised stack looks up. */
import { join } from "node:path";
import { usageError } from "../../core/errors";
import { fileText, NIGHTLY } from "../../fleet/file/file-text";
import { type StackEntries, stackEntries } from "../../fleet/stack-entries";
import { exitCodes } from "../exit-codes";
import type { Io, Options } from "../io";
import { readJsonObject } from "../read-file";
import { writeFleet } from "./open";

function jsonIn(path: string): Readonly<Record<string, unknown>> {
  const value = readJsonObject(path);
  if (value) return value;
  throw usageError(
    "directory",
    `cannot read ${path}: it does not exist`,
    "Run cdktf synth first, or name the folder that it wrote.",
  );
}

/** All stacks of a folder that cdktf wrote. */
function stacksOf(directory: string): StackEntries {
  const { stacks } = jsonIn(join(directory, "manifest.json")) as {
    stacks?: Record<string, { synthesizedStackPath?: unknown }>;
  };
  const found = Object.entries(stacks ?? {}).map(([name, { synthesizedStackPath: path }]) => {
    if (typeof path !== "string")
      throw usageError("directory", `the manifest names no file of stack ${name}`);
    return stackEntries(name, jsonIn(join(directory, path)));
  });
  return {
    entries: found.flatMap(({ entries }) => entries),
    skipped: found.flatMap(({ skipped }) => skipped),
  };
}

export async function exportFleet(directory: string, options: Options, io: Io): Promise<number> {
  const { entries, skipped } = stacksOf(directory);
  const remarks = skipped.map((lookup) => `Left out: ${lookup}.`);
  // No defaults, because a lookup's own short max_age would contradict a longer default warn_age.
  const limited = entries.map((entry) =>
    entry.warn_age || entry.max_age ? entry : { ...entry, ...NIGHTLY },
  );
  const text = fileText(limited, undefined, remarks);
  await writeFleet(text, `${entries.length} instances`, options, io);
  for (const lookup of skipped) io.err(`warning: left out: ${lookup}\n`);
  return exitCodes.done;
}
