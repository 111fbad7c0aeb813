/** What is printed at the end of a run. */
import { readdirSync } from "node:fs";
import { formatTable } from "../../src/core/table";
import { type ExampleRun, JSON_PATH } from "./run";

const COLUMNS = ["LISTING", "INSTANCE", "LATEST BACKUP", "WHEN", "TYPE", "SEEN", "ELIGIBLE"].map(
  (title, place) => ({ title, text: (row: readonly string[]) => row[place] ?? "" }),
);

/** What a run leaves in the project's folder, as far as it is there. */
function leftBehind(): readonly string[] {
  return readdirSync(".")
    .filter((name) => name === "cdktf.out" || /^terraform\.\w+\.tfstate/.test(name))
    .map((name) => (name === "cdktf.out" ? "cdktf.out/" : name));
}

/**
 * The table, who deployed, and what is left in the folder.
 *
 * @param closing sentences about what the IDs are
 */
export function report({ rows, how }: ExampleRun, closing: readonly string[]): string {
  return [
    formatTable(COLUMNS, rows),
    how.join(" "),
    `Left in this folder: ${leftBehind().join(", ")}. Delete them when you like. Terraform JSON: ${JSON_PATH}`,
    ...closing,
    "",
  ].join("\n");
}
