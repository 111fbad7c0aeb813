/** Programs on the PATH, and what they need. */
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Environment } from "../clouds/credential-sources";
import { isAtLeast } from "../core/version";

/** The path of a program, found on the PATH if it is a name; undefined if there is none. */
export function findProgram(name: string, { PATH = "" }: Environment): string | undefined {
  if (/[\\/]/.test(name)) return existsSync(name) ? name : undefined;
  const names = process.platform === "win32" ? [`${name}.exe`, `${name}.cmd`] : [name];
  const folders = PATH.split(delimiter).filter((folder) => folder !== "");
  const paths = folders.flatMap((folder) => names.map((file) => join(folder, file)));
  return paths.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return statSync(path).isFile();
    } catch {
      return false;
    }
  });
}

/** Terraform and OpenTofu on the PATH, or the one that TERRAFORM_BINARY_NAME names. */
export function terraformPrograms(
  env: Environment,
): readonly { readonly name: string; readonly path: string }[] {
  const { TERRAFORM_BINARY_NAME: chosen } = env;
  return (chosen ? [chosen] : ["terraform", "tofu"]).flatMap((name) => {
    const path = findProgram(name, env);
    return path ? [{ name, path }] : [];
  });
}

/** Why {@link terraformPrograms} finds none. */
export function noTerraform({ TERRAFORM_BINARY_NAME: chosen }: Environment): string {
  if (!chosen) return "neither terraform nor tofu is on the PATH";
  return `TERRAFORM_BINARY_NAME names ${chosen}, which was not found`;
}

/** Version for cdktn's command: `engines` of cdktn-cli 0.24. On an earlier Node.js it ends with a TypeError. */
const CDKTN_NODE = "22.19";

export const CDKTN_NEEDS = `needs Node.js ${CDKTN_NODE} or later, and this is Node.js ${process.versions.node}`;

/** Whether cdktn's command runs on a Node.js. */
export function runsCdktnCommand(version = process.versions.node): boolean {
  return isAtLeast(version, CDKTN_NODE);
}
