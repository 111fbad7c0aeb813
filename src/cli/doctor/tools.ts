/** The programs that a stack needs. */
import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Environment } from "../../clouds/credential-sources";
import { isAtLeast } from "../../core/version";
import { CDKTN_COMMAND_NEEDS, runsCdktnCommand } from "../init/node-version";
import { findProgram } from "../init/shell";
import { readJsonObject } from "../read-file";
import type { Place } from "./check";
import { none, ok, problem, type Result, type Results } from "./finding";
import { outputOf } from "./run-program";

const NODE_NEEDED = "20.9";
const TERRAFORM_NEEDED = "1.0";

/** Checks the Node.js that the provider's launcher starts. */
export async function nodeFindings({ env, limitMs }: Place): Promise<Result> {
  const { CDKTF_BACKUPS_NODE: named } = env;
  const by = named ? ", which CDKTF_BACKUPS_NODE names," : "";
  const remedy = `Install Node.js ${NODE_NEEDED} or later, or set CDKTF_BACKUPS_NODE to its path.`;
  const path = findProgram(named || "node", env);
  if (!path) return problem(`${named || "node"}${by} was not found, and it starts the provider`, remedy);
  const output = await outputOf(path, ["--version"], { env, limitMs });
  const version = /^v(\d+\.\d+\.\d+)\s*$/.exec(output ?? "")?.[1];
  if (!version) return problem(`${path}${by} does not say its version`, remedy);
  if (!isAtLeast(version, NODE_NEEDED))
    return problem(`${path}${by} is Node.js ${version}, which is too old`, remedy);
  return ok(`Node.js ${version}, at ${path}`);
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

export async function terraformFindings({ env, limitMs }: Place): Promise<Results> {
  const { TERRAFORM_BINARY_NAME: chosen } = env;
  const remedy = `Install Terraform ${TERRAFORM_NEEDED} or later, or OpenTofu, into a folder of the PATH.`;
  const found = terraformPrograms(env);
  if (found.length === 0) {
    return chosen
      ? problem(`TERRAFORM_BINARY_NAME names ${chosen}, which was not found`, "Unset it, or correct it.")
      : problem("neither terraform nor tofu is on the PATH", remedy);
  }
  return Promise.all(
    found.map(async ({ name, path }) => {
      const output = await outputOf(path, ["version", "-json"], { env, limitMs });
      const version = /"terraform_version":\s*"(\d+\.\d+\.\d+[\w.+-]*)"/.exec(output ?? "")?.[1];
      if (!version) return problem(`${path} does not say its version`, `Run ${name} version. ${remedy}`);
      return isAtLeast(version, TERRAFORM_NEEDED)
        ? ok(`${name} ${version}, at ${path}`)
        : problem(`${path} is version ${version}, which is too old`, remedy);
    }),
  );
}

/** A folder and those above it, nearest first. */
function upwards(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...upwards(above)];
}

/** The path of a command that npm installed at or above a folder, else on the PATH. */
function npmCommand(name: string, { directory, env }: Place): string | undefined {
  const file = process.platform === "win32" ? `${name}.cmd` : name;
  const paths = upwards(directory).map((folder) => join(folder, "node_modules/.bin", file));
  return paths.find((path) => existsSync(path)) ?? findProgram(name, env);
}

/** The version of a command's package; undefined if its files do not have it. */
function versionOfPackage(command: string, name: string): string | undefined {
  const folders = [join(dirname(command), "..", name), ...upwards(dirname(realpathSync(command)))];
  for (const folder of folders) {
    try {
      const manifest = readJsonObject(join(folder, "package.json"));
      if (manifest?.name === name) return String(manifest.version);
    } catch {
      // Another one may say it.
    }
  }
  return undefined;
}

/** Checks the command of CDKTF or CDK Terrain, in a project that needs it. */
export function cdktfFindings(place: Place): Results {
  if (!readJsonObject(join(place.directory, "cdktf.json")))
    return none("there is no cdktf.json here, so neither cdktf nor cdktn is needed");
  const found = ["cdktf", "cdktn"].flatMap((name) => {
    const path = npmCommand(name, place);
    if (!path) return [];
    const version = versionOfPackage(path, `${name}-cli`) ?? "(version unknown)";
    return [{ name, text: `${name} ${version}`, path }];
  });
  if (found.length === 0)
    return problem(
      "cdktf.json needs the command cdktf or cdktn, and neither was found in node_modules or on the PATH",
      "Run npm install, or npm install --save-dev cdktf-cli (cdktn-cli for CDK Terrain).",
    );
  const usable = found.filter(({ name }) => name === "cdktf" || runsCdktnCommand());
  if (usable.length > 0) return usable.map(({ text, path }) => ok(`${text}, at ${path}`));
  return found.map(({ text, path }) =>
    problem(
      `${text} at ${path} needs ${CDKTN_COMMAND_NEEDS}, and this is Node.js ${process.versions.node}`,
      `Install ${CDKTN_COMMAND_NEEDS}, or use cdktf-cli, which runs the same apps.`,
    ),
  );
}
