/** Reads files with keys or tokens. Only regular files, because the read of a pipe or a device may never end. */
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { Unusable } from "./credential-file";

/** A key file has a few kilobytes, a token at most 20,000 characters. */
const MAX_BYTES = 1_000_000;

/** A path with the home directory instead of `~`. */
export function absolute(path: string, home: string): string {
  return /^~[\\/]/.test(path) ? join(home, path.slice(2)) : path;
}

/**
 * A file's text, without a byte-order mark; undefined if there is no file.
 *
 * @throws Unusable if it cannot be read
 */
export async function readRegularFile(path: string, home: string): Promise<string | undefined> {
  const refuse = (problem: string, remedy: string) => new Unusable(problem, remedy, { path });
  let file: Awaited<ReturnType<typeof open>> | undefined;
  try {
    // Without O_NONBLOCK, opening a pipe waits for a writer. Windows has neither.
    file = await open(absolute(path, home), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const found = await file.stat();
    if (!found.isFile() && !found.isDirectory())
      throw refuse("is not a regular file", "Put a regular file in its place");
    if (found.size > MAX_BYTES)
      throw refuse("is larger than 1 MB, so it is not a file of keys", "Put the right file in its place");
    return (await file.readFile("utf8")).replace(/^\uFEFF/, "");
  } catch (error) {
    if (error instanceof Unusable) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw refuse(`cannot be read (${code})`, "Make it readable for the user who runs this, or remove it");
  } finally {
    await file?.close().catch(() => undefined);
  }
}
