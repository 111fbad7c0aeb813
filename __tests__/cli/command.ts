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
  return { ...emulatorEnvironment(emulator.url, demoCredentials), ...more };
}

/** A command line with other values for some of its flags. */
export function withFlags(args: readonly string[], flags: readonly string[]): readonly string[] {
  const kept = args.filter((arg, index) => !flags.includes(arg) && !flags.includes(args[index - 1] ?? ""));
  return [...kept, ...flags];
}

const LOOKUPS = ["latest", "list", "check", "instances"];

/** The address of a lookup as its argument, as the documents give it: one that a variable names is warned of. */
function endpointGiven(
  args: readonly string[],
  { BACKUPS_ENDPOINT_URL: url, ...env }: Env,
): [args: readonly string[], env: Env] {
  if (!url || !LOOKUPS.includes(args[0] ?? ""))
    return [args, url === undefined ? env : { ...env, BACKUPS_ENDPOINT_URL: url }];
  return [args.includes("--endpoint") ? args : [...args, "--endpoint", url], env];
}

/** Runs a command in this process. */
export async function command(given: readonly string[], variables: Env = {}): Promise<Outcome> {
  const [args, env] = endpointGiven(given, variables);
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
export function startCommand(given: readonly string[], variables: Env = {}): ChildProcess {
  const [args, env] = endpointGiven(given, variables);
  return spawn(process.execPath, [BIN, ...args], {
    env: {
      PATH: process.env.PATH,
      HOME: "/nowhere",
      BACKUPS_METADATA_URL: "none",
      ...env,
    } as NodeJS.ProcessEnv,
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
