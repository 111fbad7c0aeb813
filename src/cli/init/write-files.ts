/** Writes new files: all of them, or none. */
import { lstatSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../../core/error-text";
import { usageError } from "../../core/errors";

export interface NewFile {
  readonly name: string;
  readonly text: string;
  /** Whether an existing file is kept instead. @default false */
  readonly mayExist?: boolean;
}

/**
 * Writes the files that do not exist.
 *
 * @returns their names
 * @throws BackupsError `usage` if one exists that must not, or cannot be written; then none is left
 */
export function writeNewFiles(directory: string, files: readonly NewFile[]): readonly string[] {
  // A broken link is there, too.
  const missing = files.filter(({ name }) => !lstatSync(join(directory, name), { throwIfNoEntry: false }));
  const inTheWay = files.filter((file) => !file.mayExist && !missing.includes(file)).map(({ name }) => name);
  if (inTheWay.length > 0) {
    throw usageError(
      "directory",
      `${inTheWay.join(", ")} ${inTheWay.length > 1 ? "are" : "is"} there already, and nothing was written`,
      "Rename what is there, or run init in another folder.",
    );
  }
  const written: string[] = [];
  try {
    for (const { name, text } of missing) {
      // "wx": do not overwrite a file that appeared meanwhile.
      writeFileSync(join(directory, name), text, { flag: "wx" });
      written.push(name);
    }
  } catch (error) {
    const failed = missing[written.length]?.name ?? "";
    // A full disk leaves an empty file.
    const begun = (error as NodeJS.ErrnoException).code === "EEXIST" ? [] : [failed];
    for (const name of [...written, ...begun]) rmSync(join(directory, name), { force: true });
    throw usageError(
      "directory",
      `cannot write ${join(directory, failed)}: ${messageOf(error)}; nothing was written`,
      "Run init in a folder that can be written.",
    );
  }
  return written;
}
