import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { messageOf } from "../core/error-text";
import { readRegularFile } from "../core/regular-file";
import { mergeLockFile } from "./lock-file";
import { type MirrorFile, mirrorFiles, PLUGINS } from "./mirror";

/** Directory of the running package. */
export const PACKAGE_ROOT = resolve(__dirname, "../..");

export const LOCK_FILE = ".terraform.lock.hcl";

/**
 * Writes the mirror and the lock file's entry into a directory of Terraform configuration, so that `terraform init` and
 * `tofu init` find the provider. Does not touch a file that is already right.
 *
 * @param directory where Terraform will run; it must exist
 * @returns the written files, relative to the directory, with forward slashes
 * @throws Error naming the directory or file that cannot be used, and what to do
 */
export function installPlugin(directory: string): string[] {
  return writeInto(directory, filesFor(directory));
}

/** The files that {@link installPlugin} would write. @throws as it does */
export function wrongFiles(directory: string): string[] {
  return wrongAmong(directory, filesFor(directory));
}

function filesFor(directory: string): readonly MirrorFile[] {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(
      `Cannot install the backups provider into ${JSON.stringify(directory)}: it is not a directory. ` +
        "Name the one that holds the Terraform configuration.",
    );
  }
  // The lock file comes first: if it cannot be used, nothing is written.
  return [{ path: LOCK_FILE, bytes: mergedLockFile(join(directory, LOCK_FILE)) }, ...mirrorFiles()];
}

/** The user's folder in which Terraform and OpenTofu always search for providers. */
export function userPlugins(
  home: string,
  { APPDATA }: NodeJS.ProcessEnv,
  platform = process.platform,
): string {
  return platform === "win32" && APPDATA ? join(APPDATA, PLUGINS) : join(home, `.${PLUGINS}`);
}

/**
 * Writes the provider into the user's plugin folder, where Terraform finds it from any directory. Does not touch a file
 * that is already right.
 *
 * @param directory from {@link userPlugins}
 * @returns the written files, relative to the folder, with forward slashes
 * @throws Error of Node.js if the folder cannot be written
 */
export function installForUser(directory: string): string[] {
  return writeInto(directory, mirrorFiles("."));
}

/** The files that {@link installForUser} would write. */
export function wrongForUser(directory: string): string[] {
  return wrongAmong(directory, mirrorFiles("."));
}

/** @returns the paths of the files that were not already right */
function writeInto(directory: string, files: readonly MirrorFile[]): string[] {
  return files.flatMap((file) => {
    const wrong = wrongAmong(directory, [file]);
    for (const path of wrong) write(join(directory, path), file.bytes);
    return wrong;
  });
}

function wrongAmong(directory: string, files: readonly MirrorFile[]): string[] {
  return files
    .filter(({ path, bytes }) => !readRegularFile(join(directory, path))?.equals(bytes))
    .map(({ path }) => path);
}

function mergedLockFile(path: string): Buffer {
  try {
    return Buffer.from(mergeLockFile(readRegularFile(path)?.toString()));
  } catch (error) {
    throw new Error(
      `Cannot add the backups provider to ${path}: ${messageOf(error)}. ` +
        "Repair the file, or delete it: terraform init, which cdktf runs by itself, writes a new one.",
    );
  }
}

/** Replaces the whole file at once, so that a running Terraform reads either the old or the new one. */
function write(path: string, bytes: Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  // A link stays: the file behind it is replaced.
  const target = existsSync(path) ? realpathSync(path) : path;
  const temporary = `${target}.${randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, bytes, { flag: "wx" });
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
