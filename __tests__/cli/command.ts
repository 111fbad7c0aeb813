import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { emulatorEnvironment } from "../../src/cli/commands/emulate";
import { run } from "../../src/cli/program";
import { demoCredentials } from "../../src/emulator";

/** What a command did. */
export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/** The real command. */
export const BIN = join(__dirname, "../../bin/cdktf-backups.cjs");

/** Variables that point all listings at an emulator, with its keys. */
export function environmentOf(emulator: { readonly url: string }, more: Env = {}): Env {
  const { accessKey, secretKey } = demoCredentials;
  return { ...emulatorEnvironment(emulator.url, accessKey, secretKey), ...more };
}

/** A command line with other values for some of its flags. */
export function withFlags(args: readonly string[], flags: readonly string[]): readonly string[] {
  const kept = args.filter((arg, index) => !flags.includes(arg) && !flags.includes(args[index - 1] ?? ""));
  return [...kept, ...flags];
}

/** Runs a command in this process. */
export async function command(args: readonly string[], env: Env = {}): Promise<Outcome> {
  let [out, err] = ["", ""];
  const code = await run(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env,
  });
  return { code, out, err };
}

/** Starts the real command, which sees nothing of the developer's own environment and files. */
export function startCommand(args: readonly string[], env: Env = {}): ChildProcess {
  return spawn(process.execPath, [BIN, ...args], {
    env: { PATH: process.env.PATH, HOME: "/nowhere", ...env } as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Waits for the end of a process. */
export function ended(child: ChildProcess): Promise<Outcome> {
  let [out, err] = ["", ""];
  child.stdout?.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    err += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
  });
}

/** Runs the real command. */
export function runCommand(args: readonly string[], env: Env = {}): Promise<Outcome> {
  return ended(startCommand(args, env));
}
