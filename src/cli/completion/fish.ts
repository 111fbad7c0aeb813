/** Completion for fish. */
import type { CommandWords, FlagWords } from "./words";

/** Text in single quotes of fish. */
const quoted = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

const line = (condition: string, rest: string) => `complete -c cdktf-backups -n ${quoted(condition)} ${rest}`;

function flagLine(condition: string, { long, description, takesValue, values, isFile }: FlagWords): string {
  const value = isFile
    ? " -r -F"
    : values.length > 0
      ? ` -x -a ${quoted(values.join(" "))}`
      : takesValue
        ? " -x"
        : "";
  return line(condition, `-l ${long.slice(2)}${value} -d ${quoted(description)}`);
}

/** The flags of listings, each with the listings that have it. */
function flagsOfListings({ ofListings }: CommandWords) {
  const byFlag = new Map<string, { readonly flag: FlagWords; readonly listings: string[] }>();
  for (const [listing, flags] of ofListings) {
    for (const flag of flags) {
      const key = JSON.stringify(flag);
      const known = byFlag.get(key) ?? { flag, listings: [] };
      known.listings.push(listing);
      byFlag.set(key, known);
    }
  }
  return [...byFlag.values()];
}

export function fishScript(commands: readonly CommandWords[]): string {
  const lines = commands.flatMap((command) => {
    const { name, description, words, flags, ofListings } = command;
    const seen = `__fish_seen_subcommand_from ${name}`;
    const wordless = `${seen}; and not __fish_seen_subcommand_from ${words.join(" ")}`;
    const isOfListings = ofListings.size > 0;
    const own = flags.filter(({ long }) => !isOfListings || long === "--file");
    return [
      line("__fish_use_subcommand", `-a ${name} -d ${quoted(description)}`),
      ...(words.length > 0 ? [line(wordless, `-a ${quoted(words.join(" "))}`)] : []),
      ...own.map((flag) => flagLine(isOfListings ? wordless : seen, flag)),
      ...flagsOfListings(command).map(({ listings, flag }) =>
        flagLine(`${seen}; and __fish_seen_subcommand_from ${listings.join(" ")}`, flag),
      ),
    ];
  });
  return `complete -c cdktf-backups -f\n${lines.join("\n")}\n`;
}
