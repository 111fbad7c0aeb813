/** Searches the files of a vendor's own tools. */

import { realpath, stat } from "node:fs/promises";
import { BackupsError } from "../core/errors";
import { type Message, message } from "../core/message";
import type { Cloud, CloudSettings } from "./cloud";
import { Unusable } from "./credential-file";
import type { CredentialFile, Environment, FileReader } from "./credential-sources";
import { firstSet } from "./environment";
import { absolute, readRegularFile } from "./regular-file";

/** I/O for a search. */
export interface Surroundings {
  readonly env: Environment;
  /** Home directory, which `~` stands for. */
  readonly home: string;
  /** Called with advice about this machine. @default none */
  readonly advise?: (text: string) => void;
}

/** A result, and its file. */
interface FileSearch<Wanted> {
  readonly found?: Wanted;
  readonly path?: string;
  readonly tried: readonly string[];
}

/** A search through the vendor's files. */
interface Wanted<Found> {
  /** For messages. */
  readonly what: string;
  /** The reader of a file; undefined if the file never has the value. */
  readonly reader: (file: CredentialFile) => FileReader<Found> | undefined;
  /** Alternative to repairing a file, as the end of a sentence. */
  readonly otherwise: Message;
}

/**
 * Searches the vendor's files. The search continues only if a file is missing or has nothing for the profile,
 * because the next file may belong to another account. A file that a variable names must have the result.
 *
 * @throws BackupsError `credentials` if a file, or the profile in it, cannot be used
 */
export async function searchFiles<Found>(
  cloud: Cloud,
  settings: CloudSettings,
  { env, home }: Surroundings,
  wanted: Wanted<Found>,
): Promise<FileSearch<Found>> {
  const profile = settings.profile ?? firstSet(env, cloud.credentialSources.profile);
  const readText = (path: string) => readRegularFile(path, home);
  const tried: string[] = [];
  for (const file of cloud.credentialSources.files(env)) {
    const read = wanted.reader(file);
    if (!read) continue;
    const path = file.path(profile);
    try {
      const content = await readText(path);
      if (content === undefined && file.namedBy)
        throw new Unusable(
          `is named by ${file.namedBy}, but does not exist`,
          `Correct or unset ${file.namedBy}`,
        );
      const found = content === undefined ? undefined : await read(content, profile, readText);
      if (found !== undefined) return { found, path, tried };
      tried.push(
        `${path} (${content === undefined ? "not there" : `nothing for profile ${profile ?? "default"}`})`,
      );
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      throw unusable(cloud, error, path, profile, wanted);
    }
  }
  return { tried };
}

/** The error for a file that ends the search. */
function unusable(
  cloud: Cloud,
  error: Unusable,
  path: string,
  profile: string | undefined,
  { what, otherwise }: Wanted<unknown>,
): BackupsError {
  const problem = error.profile
    ? `profile ${error.profile} ${error.message}`
    : `it ${error.message}, so ${profile ? `profile ${profile}` : "the profile in use"} could not be read`;
  return new BackupsError(
    "credentials",
    `the search for ${what} of ${cloud.title} ended at ${error.path ?? path}: ${problem}`,
    { hint: message`${error.remedy}, or ${otherwise}.` },
  );
}

/**
 * Reads a file that a source of keys names; undefined if it does not exist.
 *
 * @throws BackupsError `credentials` if it cannot be read
 */
export async function readNamedFile(path: string, home: string): Promise<string | undefined> {
  try {
    return await readRegularFile(path, home);
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    throw new BackupsError("credentials", `${path} ${error.message}`, { hint: `${error.remedy}.` });
  }
}

/** Files with a warning, which is given once per process. */
const advisedOn = new Set<string>();

/** Warns if other users can read a key file. Skipped on Windows, which has no file modes. */
export async function adviseOnMode(path: string, { home, advise }: Surroundings): Promise<void> {
  if (!advise || process.platform === "win32") return;
  const file = await realpath(absolute(path, home));
  const isOpen = ((await stat(file)).mode & 0o077) !== 0;
  if (!isOpen || advisedOn.has(file)) return;
  advisedOn.add(file);
  advise(`${path} contains keys, and other users of this machine can read it: run chmod 600 ${path}`);
}
