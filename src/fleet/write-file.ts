/** Writes files that others read while they are written: they see the old one or the new one, whole. */
import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { messageOf } from "../core/error-text";
import { usageError } from "../core/errors";

/**
 * Puts a text into a file: written beside it, to the disk, and renamed. The name beside it begins with a dot and ends
 * otherwise, so that no collector of files takes it.
 *
 * @throws BackupsError `usage` that names the file
 */
export async function writeWhole(path: string, text: string, argument = "out"): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.tmp`);
  try {
    const file = await open(beside, "wx", 0o644);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw usageError(
      argument,
      `cannot write ${path}: ${messageOf(error)}`,
      "Give a path in a folder that exists and can be written.",
    );
  }
}
