/** Reads files in the user's folders. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../core/error-text";
import { BackupsError } from "../core/errors";
import { isObject } from "../core/is-object";
import { readRegularFile } from "../core/regular-file";

/** The text of a file; undefined if there is no file. @throws BackupsError `usage` */
export function readText(path: string): string | undefined {
  try {
    // Some editors put a byte order mark at the start.
    return readRegularFile(path)
      ?.toString()
      .replace(/^\uFEFF/, "");
  } catch (error) {
    throw new BackupsError("usage", `cannot read ${path}: ${messageOf(error)}`);
  }
}

/** The JSON object in a file; undefined if there is no file. @throws BackupsError `usage` */
export function readJsonObject(path: string): Readonly<Record<string, unknown>> | undefined {
  const text = readText(path);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {}
  throw new BackupsError("usage", `${path} is not a JSON object`, {
    hint: "Repair it, or use another folder.",
  });
}

/** The files of Terraform's or OpenTofu's configuration in a folder. @throws BackupsError `usage` */
export function configurationIn(
  directory: string,
): readonly { readonly file: string; readonly text: string }[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => /\.(?:tf|tofu)(?:\.json)?$/.test(entry.name) && !entry.isDirectory())
    .map(({ name }) => ({ file: name, text: readText(join(directory, name)) ?? "" }));
}
