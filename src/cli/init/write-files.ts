/** Writes files that are not there yet: all of them, or none. */
import { lstatSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../../core/error-text";
import { usageError } from "../../core/errors";

/** A file to write. */
export interface NewFile {
  readonly name: string;
  readonly text: string;
  /** Whether one that is there already does as well. @default false */
  readonly mayExist?: boolean;
}

/** Whether there is anything of the name, a link that leads nowhere included. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/**
 * Writes the files that are not there.
 *
 * @returns their names
 * @throws BackupsError `usage` if one is there that must not be, or cannot be written: then none is left
 */
export function writeNewFiles(directory: string, files: readonly NewFile[]): readonly string[] {
  const [there, missing] = [true, false].map((wanted) =>
    files.filter(({ name }) => isThere(join(directory, name)) === wanted),
  ) as [NewFile[], NewFile[]];
  const inTheWay = there.filter(({ mayExist }) => !mayExist).map(({ name }) => name);
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
      // "wx": one that appeared meanwhile is somebody's, too.
      writeFileSync(join(directory, name), text, { flag: "wx" });
      written.push(name);
    }
  } catch (error) {
    const failed = missing[written.length]?.name ?? "";
    // A disk that is full leaves an empty file behind.
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
