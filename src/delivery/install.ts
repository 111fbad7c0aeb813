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
  return writeFiles(directory, filesFor(directory));
}

/** The files of {@link installPlugin}. @throws as it does */
export function filesFor(directory: string): readonly MirrorFile[] {
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

/** The files of {@link userPlugins}, where Terraform finds the provider from any directory. */
export function userFiles(): readonly MirrorFile[] {
  return mirrorFiles(".");
}

/**
 * Writes the files that are not right yet.
 *
 * @returns their paths
 * @throws Error of Node.js if the directory cannot be written
 */
export function writeFiles(directory: string, files: readonly MirrorFile[]): string[] {
  const wrong = wrongAmong(directory, files);
  for (const { path, bytes } of wrong) write(join(directory, path), bytes);
  return wrong.map(({ path }) => path);
}

/** The files that are missing or damaged. */
export function wrongAmong(directory: string, files: readonly MirrorFile[]): readonly MirrorFile[] {
  return files.filter(({ path, bytes }) => !readRegularFile(join(directory, path))?.equals(bytes));
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
