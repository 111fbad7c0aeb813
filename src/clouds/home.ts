import { homedir, userInfo } from "node:os";
import { isAbsolute, resolve } from "node:path";

/**
 * Returns the user's home directory: HOME, else that of the user database, else the root directory, as container runtimes
 * do for a user that the database lacks. Never a path below the current folder, where a stranger's keys may be.
 */
export function homeDirectory(): string {
  for (const find of [homedir, () => userInfo().homedir]) {
    try {
      const home = find();
      if (isAbsolute(home)) return home;
    } catch {
      // No HOME, and the user database lacks this user.
    }
  }
  return resolve("/");
}
