/** The programs that a stack needs. */
import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Environment } from "../../clouds/cloud";
import { isAtLeast } from "../../core/version";
import { CDKTN_COMMAND_NEEDS, runsCdktnCommand } from "../init/node-version";
import { findProgram } from "../init/shell";
import { readJsonObject } from "../read-file";
import type { Place } from "./check";
import { type Finding, none, ok, problem } from "./finding";
import { outputOf } from "./run-program";

const NODE_NEEDED = "20.9";
const TERRAFORM_NEEDED = "1.0";

/** The Node.js that the provider's launcher starts. */
export async function nodeFindings(place: Place): Promise<readonly Finding[]> {
  const { env, limitMs } = place;
  const named = env.CDKTF_BACKUPS_NODE || "node";
  const by = env.CDKTF_BACKUPS_NODE ? ", which CDKTF_BACKUPS_NODE names," : "";
  const remedy = `Install Node.js ${NODE_NEEDED} or later, or set CDKTF_BACKUPS_NODE to its path.`;
  const path = /[\\/]/.test(named) ? named : findProgram(named, env);
  const output = path && existsSync(path) ? await outputOf(path, ["--version"], { env, limitMs }) : undefined;
  const version = /^v(\d+\.\d+\.\d+)\s*$/.exec(output ?? "")?.[1];
  if (!path || !existsSync(path))
    return [problem("node", `the provider is started with ${named}${by} which was not found`, remedy)];
  if (!version) return [problem("node", `${path}${by} does not say its version`, remedy)];
  if (!isAtLeast(version, NODE_NEEDED))
    return [problem("node", `${path}${by} is Node.js ${version}, which is too old`, remedy)];
  return [ok("node", `Node.js ${version}, at ${path}`)];
}

/** Terraform and OpenTofu on the PATH, or the one that TERRAFORM_BINARY_NAME chooses. */
export function terraformPrograms(
  env: Environment,
): readonly { readonly name: string; readonly path: string }[] {
  const chosen = env.TERRAFORM_BINARY_NAME;
  const names = chosen ? [chosen] : ["terraform", "tofu"];
  return names.flatMap((name) => {
    const path = /[\\/]/.test(name) && existsSync(name) ? name : findProgram(name, env);
    return path ? [{ name, path }] : [];
  });
}

/** Findings about Terraform and OpenTofu. */
export async function terraformFindings({ env, limitMs }: Place): Promise<readonly Finding[]> {
  const chosen = env.TERRAFORM_BINARY_NAME;
  const remedy = `Install Terraform ${TERRAFORM_NEEDED} or later, or OpenTofu, into a folder of the PATH.`;
  const found = terraformPrograms(env);
  if (found.length === 0) {
    return chosen
      ? [
          problem(
            "terraform",
            `TERRAFORM_BINARY_NAME names ${chosen}, which was not found`,
            "Unset it, or correct it.",
          ),
        ]
      : [problem("terraform", "neither terraform nor tofu is on the PATH", remedy)];
  }
  return Promise.all(
    found.map(async ({ name, path }) => {
      const output = await outputOf(path, ["version", "-json"], { env, limitMs });
      const version = /"terraform_version":\s*"(\d+\.\d+\.\d+[\w.+-]*)"/.exec(output ?? "")?.[1];
      if (!version)
        return problem("terraform", `${path} does not say its version`, `Run ${name} version. ${remedy}`);
      return isAtLeast(version, TERRAFORM_NEEDED)
        ? ok("terraform", `${name} ${version}, at ${path}`)
        : problem("terraform", `${path} is version ${version}, which is too old`, remedy);
    }),
  );
}

/** The path of a command that npm installed at or above a folder, else on the PATH. */
function npmCommand(name: string, { directory, env }: Place): string | undefined {
  const file = process.platform === "win32" ? `${name}.cmd` : name;
  for (let at = directory; ; at = dirname(at)) {
    const path = join(at, "node_modules/.bin", file);
    if (existsSync(path)) return path;
    if (at === dirname(at)) return findProgram(name, env);
  }
}

/** The version of a command's package; undefined if its files do not have it. */
function versionOfPackage(command: string, name: string): string | undefined {
  const beside = join(dirname(command), "..", name, "package.json");
  const candidates = [beside];
  for (let at = dirname(realpathSync(command)); at !== dirname(at); at = dirname(at))
    candidates.push(join(at, "package.json"));
  for (const path of candidates) {
    try {
      const manifest = readJsonObject(path);
      if (manifest?.name === name) return String(manifest.version);
    } catch {
      // Another one may say it.
    }
  }
  return undefined;
}

/** The command of CDKTF or CDK Terrain, in a project that needs it. */
export function cdktfFindings(place: Place): readonly Finding[] {
  if (!readJsonObject(join(place.directory, "cdktf.json")))
    return [none("cdktf", "there is no cdktf.json here, so neither cdktf nor cdktn is needed")];
  const found = ["cdktf", "cdktn"].flatMap((name) => {
    const path = npmCommand(name, place);
    return path
      ? [{ name, path, version: versionOfPackage(path, `${name}-cli`) ?? "(version unknown)" }]
      : [];
  });
  if (found.length === 0) {
    return [
      problem(
        "cdktf",
        "cdktf.json needs the command cdktf or cdktn, and neither was found in node_modules or on the PATH",
        "Run npm install, or npm install --save-dev cdktf-cli (cdktn-cli for CDK Terrain).",
      ),
    ];
  }
  const usable = found.filter(({ name }) => name === "cdktf" || runsCdktnCommand());
  const [{ version, path } = { version: "", path: "" }] = found;
  if (usable.length === 0) {
    return [
      problem(
        "cdktf",
        `cdktn ${version} at ${path} needs ${CDKTN_COMMAND_NEEDS}, and this is Node.js ${process.versions.node}`,
        `Install ${CDKTN_COMMAND_NEEDS}, or use cdktf-cli, which runs the same apps.`,
      ),
    ];
  }
  return usable.map((each) => ok("cdktf", `${each.name} ${each.version}, at ${each.path}`));
}
