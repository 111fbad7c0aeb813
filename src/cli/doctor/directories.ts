/** Finds the directories in which Terraform runs, and checks the package and the provider's files there. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { shellWord } from "../../core/shell-word";
import { PROVIDER_SOURCE } from "../../delivery/address";
import { LOCK_FILE, userPlugins, wrongFiles, wrongForUser } from "../../delivery/install";
import { foundFrom, PROVIDER_ENTRY } from "../../delivery/reachable";
import { configurationIn } from "../configuration";
import { readJsonObject } from "../read-file";
import type { Place } from "./check";
import { type Finding, none, ok, problem } from "./finding";

/** The folder that cdktf writes stacks to. */
function outputFolder({ directory, env }: Place): string {
  let output: unknown = env.CDKTF_OUTDIR;
  try {
    output ??= readJsonObject(join(directory, "cdktf.json"))?.output;
  } catch {}
  return join(directory, typeof output === "string" && output ? output : "cdktf.out", "stacks");
}

/** The directories whose configuration uses the provider, relative to the place. */
export function usingDirectories(place: Place): readonly string[] {
  const stacks = outputFolder(place);
  const entries = existsSync(stacks) ? readdirSync(stacks, { withFileTypes: true }) : [];
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(stacks, name));
  return [place.directory, ...folders.sort()].filter((folder) =>
    configurationIn(folder).some(({ text }) => text.includes(`"${PROVIDER_SOURCE}"`)),
  );
}

/** A directory relative to the place. */
function shown(directory: string, { directory: from }: Place): string {
  return directory === from ? "." : directory.slice(from.length + 1).replaceAll("\\", "/");
}

/** The finding about the package in a directory. */
function packageFinding(found: string): Finding {
  if (!existsSync(join(found, "lib/bundle/plugin.js")))
    return problem("package", `${found} is incomplete`, "Run npm ci, or install cdktf-backups again.");
  const manifest = readJsonObject(join(found, "package.json"));
  return ok("package", `cdktf-backups ${manifest?.version}, at ${found}`);
}

/** Findings about the package that the launcher finds. */
export function packageFindings(place: Place): readonly Finding[] {
  const { CDKTF_BACKUPS_HOME: home } = place.env;
  if (home) {
    return existsSync(join(home, PROVIDER_ENTRY))
      ? [packageFinding(home)]
      : [
          problem(
            "package",
            `CDKTF_BACKUPS_HOME is ${home}, which holds no ${PROVIDER_ENTRY}`,
            "Set it to the directory of the npm package cdktf-backups, or unset it.",
          ),
        ];
  }
  const using = usingDirectories(place);
  const found = new Map([place.directory, ...using].map((directory) => [directory, foundFrom(directory)]));
  const missing = using.filter((directory) => !found.get(directory));
  if (missing.length > 0) {
    return missing.map((directory) =>
      problem(
        "package",
        `the npm package cdktf-backups was not found in or above ${shown(directory, place)}, where Terraform runs`,
        "Run npm install cdktf-backups there, or set CDKTF_BACKUPS_HOME to its directory.",
      ),
    );
  }
  const packages = [...new Set([...found.values()].filter((path) => path !== undefined))];
  if (packages.length > 0) return packages.map(packageFinding);
  return [
    none("package", "nothing in this folder uses the provider, and cdktf-backups is not installed here"),
  ];
}

/** Findings about the provider's files beside each configuration that uses it. */
export function fileFindings(place: Place): readonly Finding[] {
  const using = usingDirectories(place);
  if (using.length === 0) return [none("files", "no configuration in this folder uses the provider yet")];
  const ofUser = userPlugins(place.home, place.env as NodeJS.ProcessEnv);
  const isInUserFolder = wrongForUser(ofUser).length === 0;
  return using.map((directory) => {
    const name = shown(directory, place);
    const remedy = `Run: npx cdktf-backups install ${shellWord(name)}`;
    let wrong: readonly string[];
    try {
      wrong = wrongFiles(directory);
    } catch (error) {
      return problem("files", (error as Error).message, remedy);
    }
    const lacks = [
      ...(!isInUserFolder && wrong.some((path) => path !== LOCK_FILE)
        ? ["the provider in terraform.d/plugins"]
        : []),
      ...(wrong.includes(LOCK_FILE) ? [`its entry in ${LOCK_FILE}`] : []),
    ];
    if (lacks.length > 0)
      return problem("files", `${name} uses the provider and lacks ${lacks.join(" and ")}`, remedy);
    return ok("files", `${name} has the provider's files`);
  });
}
