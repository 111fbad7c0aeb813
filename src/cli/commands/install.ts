import { join, resolve } from "node:path";
import { Argument, Option } from "commander";
import { homeDirectory } from "../../clouds/home";
import { messageOf } from "../../core/error-text";
import { usageError } from "../../core/errors";
import { shellWord } from "../../core/shell-word";
import { PROVIDER_SOURCE, PROVIDER_VERSION } from "../../delivery/address";
import { exitCodes } from "../exit-codes";
import type { PlainCommand } from "../plain-command";

/** The next steps after `install --user`. */
function afterUserInstall(folder: string, root: string): string {
  return `The provider is in ${folder}: every Terraform and cdktf of this user finds it there.

For cdktf get, name it in cdktf.json, and say where this package is, because cdktf get runs Terraform in a folder of its own:
  "terraformProviders": ["${PROVIDER_SOURCE}@${PROVIDER_VERSION}"]
  ${process.platform === "win32" ? "set" : "export"} CDKTF_BACKUPS_HOME=${shellWord(root)}
  cdktf get

Before the first cdktf deploy of such a stack, lock the provider, or cdktf asks a registry for it:
  cdktf synth
  npx cdktf-backups install cdktf.out/stacks/<stack>
  cdktf deploy <stack>
`;
}

export const install = (): PlainCommand => ({
  description: "put the Terraform provider into a directory of plain HCL, for terraform init to find",
  takes: new Argument("[directory]"),
  options: [
    new Option("--user", "put it into the user's plugin folder instead, for cdktf get in any language"),
  ],
  run: ({ user }, { out, err, env }, [directory]) => {
    if (user && directory !== undefined)
      throw usageError("directory", "does not work together with --user", "Leave one of the two out.");
    const delivery = require("../../delivery/install") as typeof import("../../delivery/install");
    if (user) {
      const folder = delivery.userPlugins(homeDirectory(), env as NodeJS.ProcessEnv);
      const written = tried("user", `cannot write to ${folder}: `, () =>
        delivery.writeFiles(folder, delivery.userFiles()),
      );
      for (const path of written) out(`${join(folder, path)}\n`);
      err(afterUserInstall(folder, delivery.PACKAGE_ROOT));
    } else {
      const folder = resolve(directory ?? ".");
      const written = tried("directory", "", () => delivery.installPlugin(directory ?? "."));
      for (const path of written) out(`${path}\n`);
      err(
        written.length > 0
          ? `Written to ${folder}: commit these files, and run terraform init there.\n`
          : `The provider is in ${folder} already: nothing was changed.\n`,
      );
    }
    return exitCodes.done;
  },
});

/** The written files. @throws BackupsError `usage` if they cannot be written */
function tried(argument: string, about: string, write: () => readonly string[]): readonly string[] {
  try {
    return write();
  } catch (error) {
    throw usageError(argument, about + messageOf(error));
  }
}
