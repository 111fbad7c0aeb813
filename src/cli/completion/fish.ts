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

/** The flags that every listing has, and those that only some have. */
function ownFlags({
  ofListings,
}: CommandWords): readonly (readonly [listings: readonly string[], flag: FlagWords])[] {
  const byFlag = new Map<string, { readonly flag: FlagWords; readonly listings: string[] }>();
  for (const [listing, flags] of ofListings) {
    for (const flag of flags) {
      const key = JSON.stringify(flag);
      const known = byFlag.get(key) ?? { flag, listings: [] };
      known.listings.push(listing);
      byFlag.set(key, known);
    }
  }
  return [...byFlag.values()].map(({ flag, listings }) => [listings, flag]);
}

export function fishScript(commands: readonly CommandWords[]): string {
  const lines = commands.flatMap((command) => {
    const { name, description, words, flags, ofListings } = command;
    const seen = `__fish_seen_subcommand_from ${name}`;
    return [
      line("__fish_use_subcommand", `-a ${name} -d ${quoted(description)}`),
      ...(words.length > 0
        ? [
            line(
              `${seen}; and not __fish_seen_subcommand_from ${words.join(" ")}`,
              `-a ${quoted(words.join(" "))}`,
            ),
          ]
        : []),
      ...(ofListings.size === 0
        ? flags.map((flag) => flagLine(seen, flag))
        : [
            ...flags
              .filter(({ long }) => long === "--file")
              .map((flag) =>
                flagLine(`${seen}; and not __fish_seen_subcommand_from ${words.join(" ")}`, flag),
              ),
            ...ownFlags(command).map(([listings, flag]) =>
              flagLine(`${seen}; and __fish_seen_subcommand_from ${listings.join(" ")}`, flag),
            ),
          ]),
    ];
  });
  return `complete -c cdktf-backups -f\n${lines.join("\n")}\n`;
}
