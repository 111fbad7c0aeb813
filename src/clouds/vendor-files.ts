/** Searches the files of a vendor's own tools. */

import { realpath, stat } from "node:fs/promises";
import { BackupsError } from "../core/errors";
import { type Message, message } from "../core/message";
import type { Cloud, CloudSettings } from "./cloud";
import { Profile, Unusable } from "./credential-file";
import type { Environment, FileFormat, FileValues, ProfileReaders } from "./credential-sources";
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
interface FileSearch<Found> {
  readonly found?: Found;
  readonly path?: string;
  readonly tried: readonly string[];
}

/** What is searched, for messages. */
const TITLES: Readonly<Record<keyof FileValues, string>> = { keys: "credentials", region: "a region" };

/**
 * Searches the vendor's files. The search continues only if a file is missing or has nothing for the profile,
 * because the next file may belong to another account. A file that a variable names must exist.
 *
 * @param otherwise alternative to repairing a file, as the end of a sentence
 * @throws BackupsError `credentials` if a file, or the profile in it, cannot be used
 */
export async function searchFiles<Value extends keyof FileValues>(
  { title, credentialSources }: Cloud,
  settings: CloudSettings,
  { env, home }: Surroundings,
  value: Value,
  otherwise: Message,
): Promise<FileSearch<FileValues[Value]>> {
  const wanted = settings.profile || firstSet(env, credentialSources.profile);
  const readText = (path: string) => readRegularFile(path, home);
  const tried: string[] = [];
  for (const { format, namedBy, ...file } of credentialSources.files(env)) {
    if (typeof format !== "function" && !format[value]) continue;
    const path = file.path(wanted);
    try {
      const content = await readText(path);
      if (content === undefined && namedBy)
        throw new Unusable(`is named by ${namedBy}, but does not exist`, `Correct or unset ${namedBy}`);
      if (content === undefined) {
        tried.push(`${path} (not there)`);
        continue;
      }
      const known = typeof format === "function" ? format(content) : format;
      const found = await valueIn(known, value, content, path, wanted, readText);
      if (found !== undefined) return { found, path, tried };
      tried.push(`${path} (nothing for profile ${wanted ?? "default"})`);
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      const problem = error.profile
        ? `profile ${error.profile} ${error.message}`
        : `it ${error.message}, so ${wanted ? `profile ${wanted}` : "the profile in use"} could not be read`;
      throw new BackupsError(
        "credentials",
        `the search for ${TITLES[value]} of ${title} ended at ${error.path ?? path}: ${problem}`,
        { hint: message`${error.remedy}, or ${otherwise}.` },
      );
    }
  }
  return { tried };
}

/**
 * A value of the wanted profile, or of the one in use; undefined if the file does not have it.
 *
 * @throws Unusable also if the tool's own files choose the profile, and it has nothing: the next file's default may be
 *   another account
 */
async function valueIn<Value extends keyof FileValues>(
  format: FileFormat,
  value: Value,
  content: string,
  path: string,
  wanted: string | undefined,
  readSibling: Parameters<FileFormat["find"]>[2],
): Promise<FileValues[Value] | undefined> {
  const { name, values, all } = await format.find(content, wanted, readSibling);
  const { [value]: read }: ProfileReaders = format;
  const found = values === undefined ? undefined : read?.(new Profile(name, values, path, all));
  if (found !== undefined || wanted !== undefined || name === "default") return found;
  const end = (lack: string, remedy: string) =>
    new Unusable(`is ${format.chosen}, but ${lack}`, remedy, { profile: name });
  if (values === undefined) throw end("not in the file", "Set a profile that is in the file");
  if (value === "keys") throw end("has no keys", "Add keys to the profile");
  return undefined;
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
