/** Writes files so that a reader sees either the whole old one or the whole new one. */
import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { messageOf } from "../core/error-text";
import { usageError } from "../core/errors";

/**
 * Writes a text to a temporary file in the same folder, flushes it to the disk, and renames it. The temporary name
 * begins with a dot and has another ending, so that no collector reads it.
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
