import { execFileSync, spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** Like `describe`, for tests that run a program that may be missing. They are skipped then, and that is said aloud. */
export function describeWith(program: string, name: string, tests: () => void): void {
  const isThere = spawnSync(program, [program === "tmux" ? "-V" : "--version"]).status === 0;
  if (!isThere) console.warn(`NOT TESTED, because there is no ${program} on the PATH: ${name}`);
  (isThere ? describe : describe.skip)(name, tests);
}

/** What a terminal shows. */
export interface Shown {
  /** The text as it was written: what the terminal wrapped is one line. */
  readonly lines: readonly string[];
  /** The lines of the screen. */
  readonly rows: readonly string[];
  /** The text with its colours. */
  readonly colored: string;
}

const END = "--end--";

/** A terminal with a program in it. */
class Terminal {
  readonly #socket = `backups-${process.pid}-${Math.random().toString(36).slice(2)}`;

  constructor(columns: number, program: string, env: Readonly<Record<string, string | undefined>> = {}) {
    const variables = Object.entries(env).flatMap(([name, value]) =>
      value === undefined ? [] : ["-e", `${name}=${value}`],
    );
    this.tmux("new-session", "-d", "-x", String(columns), "-y", "200", ...variables, program);
  }

  tmux(...args: readonly string[]): string {
    const env = { PATH: process.env.PATH, HOME: "/nowhere", LC_ALL: "C.UTF-8", TERM: "xterm-256color" };
    const own = ["-u", "-f", "/dev/null", "-L", this.#socket];
    return execFileSync("tmux", [...own, ...args], { encoding: "utf8", env });
  }

  /** Waits until the screen shows a text. */
  async shows(text: string): Promise<void> {
    const end = Date.now() + 60_000;
    while (!this.tmux("capture-pane", "-p").includes(text)) {
      if (Date.now() > end)
        throw new Error(`No ${text} on the screen:\n${this.tmux("capture-pane", "-p").trim()}`);
      await sleep(20);
    }
  }
}

/** Types lines into a program, each when the one before has shown what it leads to. */
export async function typeInTerminal(
  program: string,
  lines: readonly (readonly [keys: readonly string[], shows: string])[],
): Promise<void> {
  const terminal = new Terminal(120, program);
  try {
    for (const [keys, text] of lines) {
      terminal.tmux("send-keys", "--", ...keys);
      await terminal.shows(text);
    }
  } finally {
    terminal.tmux("kill-server");
  }
}

/** Runs a line of the shell in a real terminal, and returns what it shows. */
export async function inTerminal(
  line: string,
  columns: number,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Shown> {
  const terminal = new Terminal(columns, `sh -c '${line}; echo ${END}; cat'`, env);
  const capture = (...flags: readonly string[]) =>
    terminal
      .tmux("capture-pane", "-p", ...flags)
      .split(`${END}\n`)[0]
      ?.split("\n")
      .map((row) => row.trimEnd()) ?? [];
  try {
    await terminal.shows(END);
    return { lines: capture("-J"), rows: capture(), colored: capture("-e").join("\n") };
  } finally {
    terminal.tmux("kill-server");
  }
}
