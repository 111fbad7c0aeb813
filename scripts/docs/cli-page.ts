/** The page of the command line, from the command's own help. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { checkCodes, exitCodeOf, exitCodes } from "../../src/cli/exit-codes";
import { programFor } from "../../src/cli/program";
import { ERROR_CODES } from "./error-codes";
import { code, codes, fence, GENERATED, paragraphs, table } from "./markdown";

/** A flag, and what it is for. */
type HelpLine = readonly [term: string, description: string];

/** Puts nothing out; the pages come from the command's own tables. */
const SILENT = { out: () => undefined, err: () => undefined, env: {} };

function flagsOf(options: Command["options"]): readonly HelpLine[] {
  return options.map(({ flags, description }) => [flags, description]);
}

function linesTable(header: string, lines: readonly HelpLine[]): string {
  return table(
    [header, "Meaning"],
    lines.map(([term, description]) => [code(term), description]),
  );
}

/** Which flags of lookups a command takes, and leaves out of its help, since they do nothing there. */
function without(options: readonly HelpLine[], shown: readonly HelpLine[]): string {
  const idle = options.map(([term]) => term).filter((term) => !shown.some((line) => line[0] === term));
  return idle.length > 0
    ? `; of these, ${codes(idle.map((term) => term.replace(/ .*/, "")))} have no effect`
    : "";
}

/** The exit codes, with the errors that lead to each. */
function exitCodesTable(): string {
  const meanings: Readonly<Record<keyof typeof exitCodes, string>> = {
    done: "done",
    failed: "the cloud or the network failed",
    usage: "wrong usage",
    noEligibleBackup: "no eligible backup",
    tooOld: "the newest eligible backup is older than `--max-age`",
    credentials: "credentials missing or refused",
  };
  return table(
    ["Exit code", "Meaning", "[Error codes](troubleshooting.md#error-codes)"],
    Object.entries(exitCodes).map(([name, number]) => [
      code(String(number)),
      meanings[name as keyof typeof exitCodes],
      codes(ERROR_CODES.filter((error) => exitCodeOf(error) === number)),
    ]),
  );
}

/** The page of the command line. */
export function cliPage(): string {
  const program = programFor(SILENT, () => undefined);
  const usageOf = (command: Command) => `${program.name()} ${command.name()} ${command.usage()}`;
  const commands = program.commands.map((command) => ({
    name: command.name(),
    usage: usageOf(command),
    description: command.description(),
    options: flagsOf(command.options),
    shown: flagsOf(command.options.filter(({ hidden }) => !hidden)),
  }));
  const lookups = commands.filter(({ options }) =>
    options.some(([term]) => term.startsWith("--instance-id")),
  );
  const shared = (lookups[0]?.options ?? []).filter((line) =>
    lookups.every(({ options }) => options.some(([term]) => term === line[0])),
  );
  // One that does nothing in any of them is on no page, as it is in no help.
  const useful = shared.filter((line) =>
    lookups.some(({ shown }) => shown.some(([term]) => term === line[0])),
  );
  const isLookup = (name: string) => lookups.some((lookup) => lookup.name === name);
  const own = (name: string, options: readonly HelpLine[]) =>
    isLookup(name) ? options.filter(([term]) => !shared.some((line) => line[0] === term)) : options;
  return paragraphs(
    GENERATED,
    "# The command",
    program.description(),
    readFileSync(join(__dirname, "notes", "cli.md"), "utf8"),
    "## Exit codes",
    exitCodesTable(),
    `\`check\` follows the convention of monitoring plugins instead: ${Object.entries(checkCodes)
      .map(([word, number]) => `${code(String(number))} ${word}`)
      .join(", ")}.`,
    "## Commands",
    ...commands.map(({ name, usage, description, shown }) => {
      const lines = own(name, shown);
      return paragraphs(
        `### ${name}`,
        `${description.charAt(0).toUpperCase()}${description.slice(1)}.`,
        fence("text", usage),
        lines.length > 0 ? linesTable("Flag", lines) : "",
        isLookup(name)
          ? `It also takes the [flags of a lookup](#flags-of-a-lookup)${without(useful, shown)}.`
          : "",
      );
    }),
    "## Flags of a lookup",
    `The flags that ${codes(lookups.map(({ name }) => name))} share. A flag that only some listings take names them in brackets.`,
    linesTable("Flag", useful),
  );
}
