import { join, resolve } from "node:path";
import { Argument, Option } from "commander";
import { homeDirectory } from "../../clouds/home";
import { messageOf } from "../../core/error-text";
import { usageError } from "../../core/errors";
import { shellWord } from "../../core/shell-word";
import { PROVIDER_SOURCE, PROVIDER_VERSION } from "../../delivery/address";
import { exitCodes } from "../exit-codes";
import type { Io } from "../io";
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

function installForUser(io: Io): void {
  const delivery = require("../../delivery/install") as typeof import("../../delivery/install");
  const folder = delivery.userPlugins(homeDirectory(), io.env as NodeJS.ProcessEnv);
  let written: readonly string[];
  try {
    written = delivery.installForUser(folder);
  } catch (error) {
    throw usageError("user", `cannot write to ${folder}: ${messageOf(error)}`);
  }
  for (const path of written) io.out(`${join(folder, path)}\n`);
  io.err(afterUserInstall(folder, delivery.PACKAGE_ROOT));
}

function installInto(directory: string, io: Io): void {
  const { installPlugin } = require("../../delivery/install") as typeof import("../../delivery/install");
  let written: readonly string[];
  try {
    written = installPlugin(directory);
  } catch (error) {
    throw usageError("directory", (error as Error).message);
  }
  for (const path of written) io.out(`${path}\n`);
  io.err(
    written.length > 0
      ? `Written to ${resolve(directory)}: commit these files, and run terraform init there.\n`
      : `The provider is in ${resolve(directory)} already: nothing was changed.\n`,
  );
}

export const install = (): PlainCommand => ({
  description: "put the Terraform provider into a directory of plain HCL, for terraform init to find",
  takes: new Argument("[directory]"),
  options: [
    new Option("--user", "put it into the user's plugin folder instead, for cdktf get in any language"),
  ],
  run: ({ user }, io, [directory]) => {
    if (user && directory !== undefined)
      throw usageError("directory", "does not work together with --user", "Leave one of the two out.");
    if (user) installForUser(io);
    else installInto(directory ?? ".", io);
    return exitCodes.done;
  },
});
