import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { messageOf } from "../core/error-text";
import { mergeLockFile } from "./lock-file";
import { mirrorFiles } from "./mirror";

/** The name of Terraform's lock file. */
const LOCK_FILE = ".terraform.lock.hcl";

/**
 * Puts the provider into a directory of Terraform configuration, so that `terraform init` and `tofu init` find it
 * there: the mirror and the entry in the lock file. A file that is right already is not touched.
 *
 * @param directory where Terraform will run; it must exist
 * @returns the files that were written, relative to the directory, with forward slashes
 * @throws Error naming the directory or file that cannot be used, and what to do
 */
export function installPlugin(directory: string): string[] {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(
      `Cannot install the backups provider into ${JSON.stringify(directory)}: it is not a directory. ` +
        "Name the one that holds the Terraform configuration.",
    );
  }
  // The lock file first: if it cannot be used, nothing is written.
  const files = [{ path: LOCK_FILE, bytes: mergedLockFile(join(directory, LOCK_FILE)) }, ...mirrorFiles()];
  return files
    .filter(({ path, bytes }) => writeIfChanged(join(directory, path), bytes))
    .map(({ path }) => path);
}

function mergedLockFile(path: string): Buffer {
  try {
    return Buffer.from(mergeLockFile(readIfPresent(path)?.toString()));
  } catch (error) {
    throw new Error(
      `Cannot add the backups provider to ${path}: ${messageOf(error)}. ` +
        "Repair the file, or delete it: terraform init, which cdktf runs by itself, writes a new one.",
    );
  }
}

/** Replaces the whole file at once, so that a Terraform that runs meanwhile reads the old or the new one. */
function writeIfChanged(path: string, bytes: Buffer): boolean {
  const current = readIfPresent(path);
  if (current?.equals(bytes)) return false;
  mkdirSync(dirname(path), { recursive: true });
  // A link stays a link: the file that it names is replaced.
  const target = current ? realpathSync(path) : path;
  const temporary = `${target}.${randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, bytes, { flag: "wx" });
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return true;
}

function readIfPresent(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
