import { randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { messageOf } from "../core/error-text";
import { mergeLockFile } from "./lock-file";
import { type MirrorFile, mirrorFiles, PLUGINS } from "./mirror";

/** Directory of the package that runs. */
export const PACKAGE_ROOT = resolve(__dirname, "../..");

/** The name of Terraform's lock file. */
export const LOCK_FILE = ".terraform.lock.hcl";

/**
 * Puts the provider into a directory of Terraform configuration, so that `terraform init` and `tofu init` find it
 * there: the mirror and the entry in the lock file. A file that is right already is not touched.
 *
 * @param directory where Terraform will run; it must exist
 * @returns the files that were written, relative to the directory, with forward slashes
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
  // The lock file first: if it cannot be used, nothing is written.
  return [{ path: LOCK_FILE, bytes: mergedLockFile(join(directory, LOCK_FILE)) }, ...mirrorFiles()];
}

/** The folder of a user in which Terraform and OpenTofu search for providers by themselves. */
export function userPlugins(
  home: string,
  { APPDATA }: NodeJS.ProcessEnv,
  platform = process.platform,
): string {
  return platform === "win32" && APPDATA ? join(APPDATA, PLUGINS) : join(home, `.${PLUGINS}`);
}

/**
 * Puts the provider into the user's plugin folder, where every Terraform of the user finds it, in whatever directory
 * it runs. A file that is right already is not touched.
 *
 * @param directory from {@link userPlugins}
 * @returns the files that were written, relative to the folder, with forward slashes
 * @throws Error of Node.js if the folder cannot be written
 */
export function installForUser(directory: string): string[] {
  return writeInto(directory, filesForUser());
}

/** The files that {@link installForUser} would write. */
export function wrongForUser(directory: string): string[] {
  return wrongAmong(directory, filesForUser());
}

function filesForUser(): readonly MirrorFile[] {
  return mirrorFiles().map(({ path, bytes }) => ({ path: path.slice(PLUGINS.length + 1), bytes }));
}

/** @returns the paths of the files that were not right already */
function writeInto(directory: string, files: readonly MirrorFile[]): string[] {
  return files.flatMap((file) => {
    const wrong = wrongAmong(directory, [file]);
    for (const path of wrong) write(join(directory, path), file.bytes);
    return wrong;
  });
}

function wrongAmong(directory: string, files: readonly MirrorFile[]): string[] {
  return files
    .filter(({ path, bytes }) => !readIfPresent(join(directory, path))?.equals(bytes))
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
function write(path: string, bytes: Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  // A link stays a link: the file that it names is replaced.
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

function readIfPresent(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
