/** The page on which backup is chosen: the options from their table, the rules from a note. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { reasonCodes, warningCodes } from "../../src/core/codes";
import { selectionArguments } from "../../src/core/selection";
import { descriptionOf } from "./argument-description";
import { code, GENERATED, paragraphs, table } from "./markdown";

function codeRows(of: string, codes: Readonly<Record<string, string>>): string[][] {
  return Object.entries(codes).map(([name, meaning]) => [code(name), of, meaning]);
}

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
    "## Codes",
    "Compare codes in programs: the texts may change. The code of a reason is `reasonCode` of a verdict, and " +
      "`reason_code` in JSON. The code of a warning is `code`; if an option turned an error into a warning, it is the " +
      "[error's code](troubleshooting.md#error-codes).",
    table(
      ["Code", "Of", "Meaning"],
      [...codeRows("a reason", reasonCodes), ...codeRows("a warning", warningCodes)],
    ),
  );
}
