import { readFileSync, statSync } from "node:fs";

/**
 * The bytes of a regular file, or of one that a link names; undefined if there is no file.
 *
 * @throws Error if it is anything else, because the read of a pipe or a device may never end, or if it cannot be read
 */
export function readRegularFile(path: string): Buffer | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (!found.isFile()) throw new Error(`${path} is not a regular file`);
  return readFileSync(path);
}
