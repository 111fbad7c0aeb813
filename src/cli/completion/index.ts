/** Completion of the command line, as a script for a shell. */
import { bashScript, zshScript } from "./bash";
import { fishScript } from "./fish";
import { type CommandWords, commandWords, type ProgramFor } from "./words";

const SCRIPTS: Readonly<Record<string, (commands: readonly CommandWords[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

export function completionFor(shell: string, programFor: ProgramFor): string {
  return SCRIPTS[shell]?.(commandWords(programFor)) ?? "";
}
