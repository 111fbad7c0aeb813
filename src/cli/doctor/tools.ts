/** Checks the programs that a stack needs, and the variables of the shell. */
import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { isAtLeast } from "../../core/version";
import { CDKTN_NEEDS, findProgram, noTerraform, runsCdktnCommand, terraformPrograms } from "../programs";
import { readJsonObject } from "../read-file";
import { none, ok, type Place, problem, type Result, type Results } from "./finding";
import { outputOf } from "./run-program";

/** A program whose version is checked. */
interface Versioned {
  readonly name: string;
  readonly path: string;
  /** Arguments that print the version, which the pattern finds. */
  readonly args: readonly string[];
  readonly pattern: RegExp;
  readonly least: string;
  readonly remedy: string;
}

async function versionFinding(
  { name, path, args, pattern, least, remedy }: Versioned,
  place: Place,
): Promise<Result> {
  const version = pattern.exec((await outputOf(path, args, place)) ?? "")?.[1];
  if (!version)
    return problem(`${path} does not say its version`, `Run ${path} ${args.join(" ")}. ${remedy}`);
  if (!isAtLeast(version, least)) return problem(`${path} is ${name} ${version}, which is too old`, remedy);
  return ok(`${name} ${version}, at ${path}`);
}

/** Checks the Node.js that the provider's launcher starts. */
export async function nodeFindings(place: Place): Promise<Result> {
  const { CDKTF_BACKUPS_NODE: named } = place.env;
  const least = "20.9";
  const other = named
    ? "unset CDKTF_BACKUPS_NODE, which names this one"
    : "set CDKTF_BACKUPS_NODE to its path";
  const remedy = `Install Node.js ${least} or later, or ${other}.`;
  const path = findProgram(named || "node", place.env);
  const by = named ? `${named}, which CDKTF_BACKUPS_NODE names,` : "node";
  if (!path) return problem(`${by} was not found, and it starts the provider`, remedy);
  const pattern = /^v(\d+\.\d+\.\d+)\s*$/;
  return versionFinding({ name: "Node.js", path, args: ["--version"], pattern, least, remedy }, place);
}

export async function terraformFindings(place: Place): Promise<Results> {
  const least = "1.0";
  const remedy = `Install Terraform ${least} or later, or OpenTofu, into a folder of the PATH.`;
  const found = terraformPrograms(place.env);
  if (found.length === 0) {
    const isNamed = place.env.TERRAFORM_BINARY_NAME;
    return problem(noTerraform(place.env), isNamed ? "Unset it, or correct it." : remedy);
  }
  const pattern = /"terraform_version":\s*"(\d+\.\d+\.\d+[\w.+-]*)"/;
  const asked = { args: ["version", "-json"], pattern, least, remedy };
  return Promise.all(found.map((program) => versionFinding({ ...program, ...asked }, place)));
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
    problem(`${text} at ${path} ${CDKTN_NEEDS}`, "Install that, or use cdktf-cli, which runs the same apps."),
  );
}

/** Variables that redirect lookups. They are for tests, and are easily forgotten in a shell. */
const ELSEWHERE = /^BACKUPS_ENDPOINT_URL(?:_|$)/;

/** The address without possible secrets. */
function withoutSecrets(address: string): string {
  const written = address.includes("://") ? address : `https://${address}`;
  return URL.canParse(written) ? new URL(written).origin : "an address that cannot be read";
}

export function environmentFindings({ env }: Place): Results {
  const left = Object.entries(env).filter(([name, value]) => ELSEWHERE.test(name) && value);
  if (left.length === 0) return none("no variable sends lookups to another address");
  return left.map(([name, value]) =>
    problem(
      `${name} is set: lookups use ${withoutSecrets(String(value))} instead of the vendor`,
      `Unset ${name}, if it is left over from the emulator.`,
    ),
  );
}
