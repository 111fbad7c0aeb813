import { existsSync, lstatSync, mkdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const PACKAGE = join("node_modules", "cdktf-backups");
/** The file of the package that the launcher starts. */
export const PROVIDER_ENTRY = join("bin", "terraform-provider-backups.cjs");

/** The package that the launcher finds from a directory, without `CDKTF_BACKUPS_HOME`. */
export function foundFrom(directory: string): string | undefined {
  for (let at = directory; ; at = dirname(at)) {
    if (existsSync(join(at, PACKAGE, PROVIDER_ENTRY))) return join(at, PACKAGE);
    if (existsSync(join(at, PROVIDER_ENTRY)) && existsSync(join(at, "package.json"))) return at;
    if (at === dirname(at)) return undefined;
  }
}

/**
 * Makes the launcher in a directory find the package that wrote the directory. Above an output outside the project,
 * such as that of CDKTF's `Testing.fullSynth`, there is no package, or somebody else's. So this writes a link, unless
 * the search already ends at this package. The launcher skips a broken link.
 *
 * @param root directory of the running package
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
    // Not every file system has links. If the launcher finds nothing else, it says what to do.
  }
}
