import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { isLongRun } from "./long-run";

const AVAILABLE =
  spawnSync("terraform", ["version"], { env: { ...process.env, CHECKPOINT_DISABLE: "1" } }).status === 0;

/** Variables by which a developer's own setup would reach into a test. */
const OWN_SETTINGS = /^(?:TF_|CDKTF_BACKUPS_|NODE_OPTIONS$)/;

/** Like `describe`, for tests that run the real terraform. Without one they are skipped, and that is said aloud. */
export function describeWithTerraform(name: string, tests: () => void): void {
  if (!AVAILABLE) console.warn(`NOT TESTED, because there is no terraform on the PATH: ${name}`);
  (AVAILABLE ? describe : describe.skip)(name, tests);
}

/** A new directory below the temporary one, by its real path. */
export function temporaryDirectory(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "backups-test-")));
}

/** What a command did. */
export interface Finished {
  readonly code: number | null;
  /** stdout and stderr, in the order in which they came, with Terraform's line wrapping undone. */
  readonly output: string;
  readonly stdout: string;
}

/** A terraform that knows nothing of the user's own configuration, caches and plugins. */
export class Terraform {
  protected readonly env: NodeJS.ProcessEnv;

  /** @param home a directory to keep what would be the user's files in */
  constructor(home: string, env: NodeJS.ProcessEnv = {}) {
    mkdirSync(join(home, "tmp"), { recursive: true });
    const config = join(home, "empty.tfrc");
    writeFileSync(config, "");
    const inherited = Object.entries(process.env).filter(([name]) => !OWN_SETTINGS.test(name));
    this.env = {
      ...Object.fromEntries(inherited),
      HOME: home,
      TMPDIR: join(home, "tmp"),
      TF_CLI_CONFIG_FILE: config,
      CHECKPOINT_DISABLE: "1",
      TF_IN_AUTOMATION: "1",
      ...env,
    };
  }

  /** Starts a command in a process group of its own. */
  start(directory: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    return spawn("terraform", args, {
      cwd: directory,
      env: { ...this.env, PWD: directory, ...env },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      // A hanging one must not outlive its test.
      timeout: isLongRun ? 40 * 60_000 : 110_000,
      killSignal: "SIGKILL",
    });
  }

  /** Runs a command to its end. */
  run(directory: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    return finished(this.start(directory, args, env));
  }
}

/** Waits for the end of a process and gathers what it prints. */
export function finished(child: ChildProcess): Promise<Finished> {
  let output = "";
  let stdout = "";
  child.stdout?.on("data", (chunk) => {
    output += chunk;
    stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    output += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output: unwrapped(output), stdout }));
  });
}

/** Diagnostics are framed by a bar and wrapped at the width of the terminal. */
function unwrapped(output: string): string {
  return stripVTControlCharacters(output)
    .replace(/^[│╷╵] ?/gm, "")
    .replace(/(\S)\n(?=\S)/g, "$1 ");
}
