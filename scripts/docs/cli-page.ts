/** The page of the command line, from the command's own help. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkCodes, exitCodeOf, exitCodes } from "../../src/cli/exit-codes";
import { run } from "../../src/cli/program";
import { ERROR_CODES } from "./error-codes";
import { code, codes, fence, GENERATED, paragraphs, table } from "./markdown";

/** A line of a help text: a flag or command, and what it is for. */
type HelpLine = readonly [term: string, description: string];

/** One command's help. */
interface Help {
  readonly usage: string;
  readonly description: string;
  readonly options: readonly HelpLine[];
  readonly commands: readonly HelpLine[];
}

async function helpOf(...command: readonly string[]): Promise<Help> {
  let text = "";
  const out = (part: string) => {
    text += part;
  };
  await run([...command, "--help"], { out, err: out, env: {} });
  return parseHelp(text);
}

/** Reads a help text; wrapped lines are joined, so that the width of a terminal does not matter. */
function parseHelp(text: string): Help {
  const section = (title: string): string =>
    new RegExp(`^${title}:\\n((?: {2}.*\\n)+)`, "m").exec(text)?.[1] ?? "";
  const lines = (title: string) =>
    section(title)
      .replace(/\n {3,}/g, " ")
      .split("\n")
      .flatMap((line): HelpLine[] => {
        const found = /^ {2}(\S.*?) {2,}(\S.*)$/.exec(line);
        return found?.[1] && found[2] ? [[found[1], found[2]]] : [];
      });
  return {
    usage: /^Usage: (.*)$/m.exec(text)?.[1] ?? "",
    description: (/^Usage: .*\n\n((?:.+\n)+)/.exec(text)?.[1] ?? "").trim().replaceAll("\n", " "),
    options: lines("Options"),
    commands: lines("Commands"),
  };
}

function linesTable(header: string, lines: readonly HelpLine[]): string {
  return table(
    [header, "Meaning"],
    lines.map(([term, description]) => [code(term), description]),
  );
}

/** Flags that a page need not tell. */
function isHelp([term]: HelpLine): boolean {
  return term.startsWith("-h,");
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
export async function cliPage(): Promise<string> {
  const program = await helpOf();
  const names = program.commands.map(([term]) => term.split(" ")[0] ?? "").filter((name) => name !== "help");
  const commands = await Promise.all(names.map(async (name) => ({ name, ...(await helpOf(name)) })));
  const lookups = commands.filter(({ options }) =>
    options.some(([term]) => term.startsWith("--instance-id")),
  );
  const shared = (lookups[0]?.options ?? []).filter(
    (line) => !isHelp(line) && lookups.every(({ options }) => options.some(([term]) => term === line[0])),
  );
  const own = (options: readonly HelpLine[]) =>
    options.filter((line) => !isHelp(line) && !shared.some(([term]) => term === line[0]));
  const lookupNames = codes(lookups.map(({ name }) => name));
  return paragraphs(
    GENERATED,
    "# The command",
    program.description,
    readFileSync(join(__dirname, "notes", "cli.md"), "utf8"),
    "## Exit codes",
    exitCodesTable(),
    `\`check\` follows the convention of monitoring plugins instead: ${Object.entries(checkCodes)
      .map(([word, number]) => `${code(String(number))} ${word}`)
      .join(", ")}.`,
    "## Commands",
    ...commands.map(({ name, usage, description, options }) =>
      paragraphs(
        `### ${name}`,
        `${description.charAt(0).toUpperCase()}${description.slice(1)}.`,
        fence("text", usage),
        own(options).length > 0 ? linesTable("Flag", own(options)) : "",
        lookups.some((lookup) => lookup.name === name)
          ? "It also takes the [flags of a lookup](#flags-of-a-lookup)."
          : "",
      ),
    ),
    "## Flags of a lookup",
    `The flags that ${lookupNames} have in common. A flag that only some listings take names them in brackets.`,
    linesTable("Flag", shared),
  );
}
