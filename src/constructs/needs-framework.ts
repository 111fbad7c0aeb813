/** Names the package that is not installed; Node.js would list its search paths instead. Loaded before all else. */
import { ownError } from "./refusal";

try {
  require("cdktf");
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  const [, name] = /^Cannot find module '(cdktf|cdktn|constructs)'/.exec(message) ?? [];
  if (code !== "MODULE_NOT_FOUND" || !name) throw error;
  throw ownError(
    `cdktf-backups: the package ${name} is not installed. For constructs, run: npm install ${name}. For lookups without ` +
      "it, import from cdktf-backups/client",
  );
}
