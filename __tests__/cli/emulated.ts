import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { ended, type Outcome, startCommand } from "./command";

/** An emulator in a process of its own, its variables, and how it ended. */
export interface Emulate {
  readonly child: ChildProcess;
  readonly env: Record<string, string>;
  readonly end: Promise<Outcome>;
}

/** Names and values in the lines that have come whole. */
function variablesIn(out: string): [string, string][] {
  return [...out.matchAll(/^export (\w+)=(.*)\n/gm)].map(([, name = "", value = ""]) => [name, value]);
}

/** Starts the command and reads the seven variables that it prints. */
export async function emulate(flags: readonly string[] = []): Promise<Emulate> {
  const child = startCommand(["emulate", ...flags]);
  const end = ended(child);
  let [out, err] = ["", ""];
  child.stdout?.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    err += chunk;
  });
  while (!err.includes("Listening on ") || variablesIn(out).length < 7) {
    if (child.exitCode !== null) throw new Error(err);
    await sleep(5);
  }
  return { child, env: Object.fromEntries(variablesIn(out)), end };
}
