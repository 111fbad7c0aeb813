/** The page on which backup is chosen: the options from their table, the rules from a note. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { selectionArguments } from "../../src/core/selection";
import { descriptionOf } from "./argument-description";
import { code, GENERATED, paragraphs, table } from "./markdown";

/** The page of the selection. */
export function selectionPage(): string {
  const rows = Object.entries(selectionArguments).map(([name, argument]) => [
    code(name),
    descriptionOf(argument),
  ]);
  return paragraphs(
    GENERATED,
    "# Which backup is chosen",
    readFileSync(join(__dirname, "notes", "selection.md"), "utf8"),
    "## Options",
    "Names as in TypeScript. Terraform writes `startedBefore` as `started_before`, the command line as " +
      "`--started-before`.",
    table(["Option", "Meaning"], rows),
  );
}
