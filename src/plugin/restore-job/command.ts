/** Runs a command in a process group that cannot outlive the plugin. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { JobFailure, notRun } from "./job-failure";
import type { CommandOutput } from "./output";

/** Command and limits. */
export interface CommandLine {
  readonly command: string;
  /** @default the system's shell */
  readonly interpreter: readonly string[];
  readonly workingDirectory: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number | undefined;
  readonly graceMs: number;
}

/**
 * The shell waits for a line before it runs the command, so that the lock names the group first. A second process in
 * the group waits for the end of the pipe, which closes when the plugin ends, and then kills the group.
 */
const GUARD =
  'exec 3<&0 </dev/null; read -r go <&3 || exit 125; ( trap "" TERM INT HUP; read -r end <&3 || kill -9 0 ) ' +
  '>/dev/null 2>&1 & exec 3<&-; exec "$@"';

const SHELL = ["/bin/sh", "-c"];
const isWindows = process.platform === "win32";

/** Milliseconds for the output to close after the group was killed. */
const DRAIN_MS = 1_000;

/** The running groups: they end with this process. */
const groups = new Set<number>();

/** Windows has no groups, so this ends only the command. */
function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(isWindows ? group : -group, signal);
  } catch {
    // It has already ended.
  }
}

process.on("exit", () => {
  for (const group of groups) signalGroup(group, "SIGKILL");
});

/**
 * Runs a command to its end.
 *
 * @param started called with the process group before the command runs
 * @param signal ends the command, with SIGTERM and then SIGKILL
 * @throws JobFailure if it fails
 */
export async function runCommand(
  line: CommandLine,
  output: CommandOutput,
  started: (group: number) => void,
  signal: AbortSignal,
): Promise<void> {
  checkFolder(line.workingDirectory);
  const child = start(line);
  const ended = once(child, "exit").catch((error) => {
    throw notStarted(error);
  });
  const { pid: group, stdin, stdout, stderr } = child;
  if (group === undefined) return checkEnd(await ended, undefined, line);
  groups.add(group);
  stdout?.on("data", (piece: Buffer) => output.write(piece));
  stderr?.on("data", (piece: Buffer) => output.write(piece));
  let stopped: Stopped;
  let killer: NodeJS.Timeout | undefined;
  const stop = (why: "timeout" | "interrupted") => {
    if (stopped) return;
    stopped = why;
    output.note(why === "timeout" ? "ended: it took too long" : "ended: Terraform was interrupted");
    signalGroup(group, "SIGTERM");
    killer = setTimeout(() => signalGroup(group, "SIGKILL"), line.graceMs);
  };
  const interrupted = () => stop("interrupted");
  signal.addEventListener("abort", interrupted, { once: true });
  if (signal.aborted) interrupted();
  const timer = line.timeoutMs === undefined ? undefined : setTimeout(() => stop("timeout"), line.timeoutMs);
  try {
    started(group);
    // The pipe may be broken; the command's end is reported elsewhere.
    stdin?.on("error", () => {});
    stdin?.write("go\n");
    checkEnd(await ended, stopped, line);
  } finally {
    clearTimeout(timer);
    clearTimeout(killer);
    signal.removeEventListener("abort", interrupted);
    // End its background processes too.
    signalGroup(group, "SIGKILL");
    groups.delete(group);
    await drained(child);
    output.end();
  }
}

/** Why the provider ended the command, if it did. */
type Stopped = "timeout" | "interrupted" | undefined;

function start({ command, interpreter, workingDirectory, env }: CommandLine): ChildProcess {
  const given = interpreter.length > 0 ? interpreter : isWindows ? ["cmd", "/C"] : SHELL;
  const [program = "", ...args] = isWindows
    ? [...given, command]
    : [...SHELL, GUARD, "sh", ...given, command];
  try {
    return spawn(program, args, {
      cwd: workingDirectory,
      env,
      detached: !isWindows,
      stdio: [isWindows ? "ignore" : "pipe", "pipe", "pipe"],
      windowsHide: true,
    });
  } catch (error) {
    throw notStarted(error);
  }
}

/** The code alone: a message of Node.js may quote a variable. */
function notStarted(error: unknown): JobFailure {
  const { code } = error as NodeJS.ErrnoException;
  const why = code === "E2BIG" ? "E2BIG: the command or its variables are too long" : code;
  return notRun(`Its interpreter cannot be started (${why}).`);
}

/** Waits until all of the output has come. */
async function drained(child: ChildProcess): Promise<void> {
  const streams = [child.stdout, child.stderr].filter((stream) => stream !== null);
  const closed = streams.map((stream) => (stream.closed ? undefined : once(stream, "close")));
  // A process that left the group may hold them open for ever.
  const timer = setTimeout(() => {
    for (const stream of streams) stream.destroy();
  }, DRAIN_MS);
  await Promise.all(closed);
  clearTimeout(timer);
}

function checkFolder(folder: string | undefined): void {
  if (folder === undefined) return;
  try {
    if (statSync(folder).isDirectory()) return;
  } catch {}
  throw notRun(`working_directory: got ${JSON.stringify(folder)}, expected a folder that is there.`);
}

function checkEnd([code, signal]: readonly unknown[], stopped: Stopped, line: CommandLine): void {
  if (stopped === "interrupted") {
    throw new JobFailure("was interrupted", "Terraform was stopped, and ended the command.", false);
  }
  if (stopped === "timeout") {
    throw new JobFailure(
      "took too long",
      `Its time limit is ${Number(line.timeoutMs) / 1000} s (timeout), and it was ended.`,
      false,
    );
  }
  if (signal)
    throw new JobFailure(`was ended by ${signal}`, "Something outside of Terraform ended it.", false);
  if (code !== 0) throw new JobFailure(`failed with exit code ${code}`, "");
}
