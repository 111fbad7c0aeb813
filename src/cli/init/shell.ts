/** Writes commands for a shell. Pure, except for the search of the PATH. */
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Environment } from "../../clouds/credential-sources";

/** A command with its own variables, which do not stay in the shell. */
export function withVariables(
  variables: Readonly<Record<string, string>>,
  command: string,
  platform: NodeJS.Platform = process.platform,
): string {
  const entries = Object.entries(variables);
  if (entries.length === 0) return command;
  if (platform !== "win32") return [...entries.map(([name, value]) => `${name}=${value}`), command].join(" ");
  return `cmd /c "${[...entries.map(([name, value]) => `set ${name}=${value}`), command].join("&&")}"`;
}

/** An argument, quoted if necessary. */
export function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `"${argument}"`;
}

/** The path of a program, found on the PATH if it is a name; undefined if there is none. */
export function findProgram(name: string, { PATH = "" }: Environment): string | undefined {
  if (/[\\/]/.test(name)) return existsSync(name) ? name : undefined;
  const names = process.platform === "win32" ? [`${name}.exe`, `${name}.cmd`] : [name];
  const paths = PATH.split(delimiter)
    .filter((folder) => folder !== "")
    .flatMap((folder) => names.map((file) => join(folder, file)));
  return paths.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return statSync(path).isFile();
    } catch {
      return false;
    }
  });
}
