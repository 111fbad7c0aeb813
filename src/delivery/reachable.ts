import { existsSync, lstatSync, mkdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const PACKAGE = join("node_modules", "cdktf-backups");
/** What the launcher starts, within the package. */
export const PROVIDER_ENTRY = join("bin", "terraform-provider-backups.cjs");

/** The package that the launcher finds from a directory, without its variable. */
export function foundFrom(directory: string): string | undefined {
  for (let at = directory; ; at = dirname(at)) {
    if (existsSync(join(at, PACKAGE, PROVIDER_ENTRY))) return join(at, PACKAGE);
    if (existsSync(join(at, PROVIDER_ENTRY)) && existsSync(join(at, "package.json"))) return at;
    if (at === dirname(at)) return undefined;
  }
}

/**
 * Has the launcher in a directory find the package that wrote the directory. An output outside the project, such as
 * that of CDKTF's `Testing.fullSynth`, has no package above it, or a stranger's. It gets a link, which the launcher
 * skips on a machine where it leads nowhere. Where the search ends at this package anyway, nothing is written.
 *
 * @param root directory of the package that runs
 */
export function makeReachable(directory: string, root: string, env: NodeJS.ProcessEnv = process.env): void {
  if (env.CDKTF_BACKUPS_HOME || !existsSync(join(root, PROVIDER_ENTRY))) return;
  const found = foundFrom(resolve(directory));
  if (found && realpathSync(found) === realpathSync(root)) return;
  const link = join(directory, PACKAGE);
  const before = lstatSync(link, { throwIfNoEntry: false });
  if (before && !before.isSymbolicLink()) return;
  try {
    rmSync(link, { force: true });
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(realpathSync(root), link, "junction");
  } catch {
    // Not every file system has links. If nothing else is found, the launcher says what to do.
  }
}
