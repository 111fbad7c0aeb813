/** The page of the command line, from the command's own help. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { checkCodes, exitCodeOf, exitCodes } from "../../src/cli/exit-codes";
import { argumentOf, flag, inTerminal } from "../../src/cli/flags";
import { nameOf } from "../../src/cli/part";
import { programFor } from "../../src/cli/program";
import { type BackupsErrorCode, errorCodes } from "../../src/core/codes";
import { descriptionOf } from "./argument-description";
import { commandOutputs } from "./command-output";
import { code, codes, fence, GENERATED, paragraphs, table } from "./markdown";

/** A flag, and what it is for. */
type HelpLine = readonly [term: string, description: string];

/** Puts nothing out; the pages come from the command's own tables. */
const SILENT = { out: () => undefined, err: () => undefined, env: {} };

function flagsOf(options: Command["options"]): readonly HelpLine[] {
  return options.map(({ flags, description, long }) => [
    flags,
    (long && description === briefOf(long) ? meaningOf(flags) : undefined) ?? description,
  ]);
}

function linesTable(header: string, lines: readonly HelpLine[]): string {
  return table(
    [header, "Meaning"],
    lines.map(([term, description]) => [code(term), description]),
  );
}

/** What the flag of an argument is for, as a whole; undefined where it is none of a lookup. */
function meaningOf(term: string): string | undefined {
  const name = nameOf(term.split(" ")[0] ?? "");
  const argument = argumentOf(name);
  return argument && descriptionOf({ ...inTerminal(name, argument), required: false });
}

/** The same in short, as a help says it. */
function briefOf(long: string): string | undefined {
  const name = nameOf(long);
  const argument = argumentOf(name);
  return argument && flag(name, inTerminal(name, argument)).description;
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
  const all = Object.keys(errorCodes) as readonly BackupsErrorCode[];
  return table(
    ["Exit code", "Meaning", "[Error codes](troubleshooting.md#error-codes)"],
    Object.entries(exitCodes).map(([name, number]) => [
      code(String(number)),
      meanings[name as keyof typeof exitCodes],
      codes(all.filter((error) => exitCodeOf(error) === number)),
    ]),
  );
}

/** The page of the command line. */
export async function cliPage(): Promise<string> {
  const outputs = await commandOutputs();
  const program = programFor(SILENT);
  const usageOf = (command: Command) => `${program.name()} ${command.name()} ${command.usage()}`;
  const commands = program.commands.map((command) => ({
    name: command.name(),
    usage: usageOf(command),
    description: command.description(),
    options: flagsOf(command.options),
  }));
  const isLookup = ({ options }: (typeof commands)[number]) =>
    options.some(([term]) => term.startsWith("--instance-id"));
  const lookups = commands.filter(isLookup);
  const ofLookups = new Map(
    lookups.flatMap(({ options }) =>
      options.flatMap(([term]) => {
        const meaning = meaningOf(term);
        return meaning === undefined ? [] : [[term, meaning] as const];
      }),
    ),
  );
  const without = (options: readonly HelpLine[]) => {
    const missing = [...ofLookups.keys()].filter((term) => !options.some((line) => line[0] === term));
    return missing.length > 0 ? ` but ${codes(missing.map((term) => term.replace(/ .*/, "")))}` : "";
  };
  return paragraphs(
    GENERATED,
    "# The command",
    program.description(),
    readFileSync(join(__dirname, "notes", "cli.md"), "utf8"),
    "## Exit codes",
    exitCodesTable(),
    `\`check\` uses the exit codes of monitoring plugins instead: ${Object.entries(checkCodes)
      .map(([word, number]) => `${code(String(number))} ${word}`)
      .join(", ")}.`,
    "`doctor` ends with `0` if nothing is wrong, and with `1` if something is.",
    "## Commands",
    ...commands.map((command) => {
      const { name, usage, description, options } = command;
      const lines = isLookup(command) ? options.filter(([term]) => !ofLookups.has(term)) : options;
      return paragraphs(
        `### ${name}`,
        `${description.charAt(0).toUpperCase()}${description.slice(1)}.`,
        fence("text", usage),
        outputs.get(name) ?? "",
        lines.length > 0 ? linesTable("Flag", lines) : "",
        isLookup(command)
          ? `It also takes the [flags of a lookup](#flags-of-a-lookup)${without(options)}.`
          : "",
      );
    }),
    "## Flags of a lookup",
    "[The page of a listing](index.md) has its further arguments, and the help of a command for that listing has all:",
    fence("text", helpOf("latest", "tencentcloud-mysql")),
    linesTable("Flag", [...ofLookups]),
  );
}

/** The help of a command for a listing. */
function helpOf(...words: readonly string[]): string {
  const program = programFor(SILENT, words);
  return `$ npx cdktf-backups ${words.join(" ")} --help\n${program.commands[0]?.helpInformation().trimEnd()}`;
}
