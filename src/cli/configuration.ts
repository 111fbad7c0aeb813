import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readText } from "./read-file";

/** The files of Terraform's or OpenTofu's configuration in a folder. @throws BackupsError `usage` */
export function configurationIn(
  directory: string,
): readonly { readonly file: string; readonly text: string }[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => /\.(?:tf|tofu)(?:\.json)?$/.test(entry.name) && !entry.isDirectory())
    .map(({ name }) => ({ file: name, text: readText(join(directory, name)) ?? "" }));
}
