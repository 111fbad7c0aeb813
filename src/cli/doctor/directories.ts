/** Finds the directories in which Terraform runs, and checks the package and the provider's files there. */
import { existsSync, readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { messageOf } from "../../core/error-text";
import { shellWord } from "../../core/shell-word";
import { PROVIDER_SOURCE } from "../../delivery/address";
import { filesFor, LOCK_FILE, userFiles, userPlugins, wrongAmong } from "../../delivery/install";
import { foundFrom, PROVIDER_ENTRY } from "../../delivery/reachable";
import { configurationIn, readJsonObject } from "../read-file";
import { none, ok, type Place, problem, type Result, type Results } from "./finding";

/** The folder that cdktf writes stacks to. */
function outputFolder({ directory, env }: Place): string {
  let output: unknown = env.CDKTF_OUTDIR;
  try {
    output ??= readJsonObject(join(directory, "cdktf.json"))?.output;
  } catch {}
  return resolve(directory, typeof output === "string" && output ? output : "cdktf.out", "stacks");
}

/** The directories whose configuration uses the provider. */
function usingDirectories(place: Place): readonly string[] {
  const stacks = outputFolder(place);
  const entries = existsSync(stacks) ? readdirSync(stacks, { withFileTypes: true }) : [];
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(stacks, name));
  return [place.directory, ...folders.sort()].filter((folder) =>
    configurationIn(folder).some(({ text }) => text.includes(`"${PROVIDER_SOURCE}"`)),
  );
}

/** A directory relative to the place. */
function shown(directory: string, { directory: from }: Place): string {
  return relative(from, directory).replaceAll("\\", "/") || ".";
}

function packageFinding(found: string): Result {
  if (!existsSync(join(found, "lib/bundle/plugin.js")))
    return problem(`${found} is incomplete`, "Run npm ci, or install cdktf-backups again.");
  return ok(`cdktf-backups ${readJsonObject(join(found, "package.json"))?.version}, at ${found}`);
}

/** Checks the package that the launcher finds. */
export function packageFindings(place: Place): Results {
  const { CDKTF_BACKUPS_HOME: home } = place.env;
  if (home) {
    if (existsSync(join(home, PROVIDER_ENTRY))) return packageFinding(home);
    return problem(
      `CDKTF_BACKUPS_HOME is ${home}, which holds no ${PROVIDER_ENTRY}`,
      "Set it to the directory of the npm package cdktf-backups, or unset it.",
    );
  }
  const using = usingDirectories(place);
  const missing = using.filter((directory) => !foundFrom(directory));
  if (missing.length > 0) {
    return missing.map((directory) =>
      problem(
        `the npm package cdktf-backups was not found in or above ${shown(directory, place)}, where Terraform runs`,
        "Run npm install cdktf-backups there, or set CDKTF_BACKUPS_HOME to its directory.",
      ),
    );
  }
  const packages = new Set([place.directory, ...using].flatMap((directory) => foundFrom(directory) ?? []));
  if (packages.size > 0) return [...packages].map(packageFinding);
  return none("nothing in this folder uses the provider, and cdktf-backups is not installed here");
}

/** Checks the provider's files beside each configuration that uses it. */
export function fileFindings(place: Place): Results {
  const using = usingDirectories(place);
  if (using.length === 0) return none("no configuration in this folder uses the provider yet");
  const ofUser = userPlugins(place.home, place.env as NodeJS.ProcessEnv);
  const isInUserFolder = wrongAmong(ofUser, userFiles()).length === 0;
  return using.map((directory) => {
    const name = shown(directory, place);
    const remedy = `Run: npx cdktf-backups install ${shellWord(name)}`;
    let wrong: readonly string[];
    try {
      wrong = wrongAmong(directory, filesFor(directory)).map(({ path }) => path);
    } catch (error) {
      return problem(messageOf(error), remedy);
    }
    const lacksProvider = !isInUserFolder && wrong.some((path) => path !== LOCK_FILE);
    const lacks = [
      lacksProvider && "the provider in terraform.d/plugins",
      wrong.includes(LOCK_FILE) && `its entry in ${LOCK_FILE}`,
    ].filter(Boolean);
    if (lacks.length > 0)
      return problem(`${name} uses the provider and lacks ${lacks.join(" and ")}`, remedy);
    return ok(`${name} has the provider's files`);
  });
}
