/** Completion for bash, and for zsh with its bashcompinit. */
import type { CommandWords, FlagWords } from "./words";

const longs = (flags: readonly FlagWords[]) => [...flags.map(({ long }) => long), "--help"].join(" ");

const branch = (pattern: string, name: string, words: string) => `    ${pattern}) ${name}="${words}" ;;`;

/** The branch of each flag whose value has words, or is a file. */
function valueBranches(commands: readonly CommandWords[]): readonly string[] {
  const flags = commands.flatMap((command) => [command.flags, ...command.ofListings.values()].flat());
  const byName = new Map(flags.filter(({ takesValue }) => takesValue).map((flag) => [flag.long, flag]));
  const taking = [...byName.values()];
  const worded = taking.filter(({ values }) => values.length > 0);
  const named = (wanted: readonly FlagWords[]) => wanted.map(({ long }) => long).join("|");
  const files = taking.filter(({ isFile }) => isFile);
  const others = taking.filter(({ isFile, values }) => !isFile && values.length === 0);
  return [
    `    ${named(files)}) compopt -o default 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")); return ;;`,
    ...worded.map(({ long, values }) => branch(long, "words", values.join(" "))),
    `    ${named(others)}) return ;;`,
  ];
}

export function bashScript(commands: readonly CommandWords[]): string {
  return `_cdktf_backups() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  local command="\${COMP_WORDS[1]}" listing="" words="" flags="" at
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(" ")} --help --version" -- "$current"))
    return
  fi
  for ((at = 2; at < COMP_CWORD; at++)); do
    case "\${COMP_WORDS[at]}" in
    ${[...(commands.find(({ ofListings }) => ofListings.size > 0)?.ofListings.keys() ?? [])].join("|")}) listing="\${COMP_WORDS[at]}" ;;
    esac
  done
  case "$before" in
${valueBranches(commands).join("\n")}
  esac
  if [ -z "$words" ]; then
    case "$command $listing" in
${commands
  .flatMap(({ name, flags, ofListings }) => [
    branch(`"${name} "`, "flags", longs(flags)),
    ...[...ofListings].map(([listing, own]) => branch(`"${name} ${listing}"`, "flags", longs(own))),
  ])
  .join("\n")}
    esac
    case "$command $listing" in
${commands
  .filter(({ words }) => words.length > 0)
  .map(({ name, words }) => branch(`"${name} "`, "words", words.join(" ")))
  .join("\n")}
    esac
    case "$current" in -*) words="$flags" ;; esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _cdktf_backups cdktf-backups
`;
}

/** The same for zsh. */
export function zshScript(commands: readonly CommandWords[]): string {
  return `autoload -Uz compinit bashcompinit
(( $+functions[compdef] )) || compinit
bashcompinit
${bashScript(commands)}`;
}
