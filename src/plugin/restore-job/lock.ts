/** Prevents two runs of one job at the same time on one machine, also after kills. */
import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { JobFailure } from "./job-failure";
import { type Machine, type Running, runningProcesses, startOf, thisMachine } from "./process-table";

/** Seconds to wait for a killed run to end. Its watcher needs less than a tenth of that. */
const DYING_S = 3;

/** Holder of a lock: a plugin, and the group of its command. */
interface Holder extends Machine, Omit<Running, "group"> {
  readonly since: string;
  readonly command?: Omit<Running, "pid">;
}

export interface Lock {
  /** Records the command's group before the command runs, because it may outlive the plugin. */
  runs(group: number): void;
  release(): void;
}

/** Running jobs of this process; a second run of the same job waits. */
const busy = new Map<string, Promise<unknown>>();

/** Runs the work of one job at a time in this process. */
export async function alone<T>(job: string, work: () => Promise<T>): Promise<T> {
  const before = busy.get(job) ?? Promise.resolve();
  const own = before.then(work, work);
  busy.set(job, own);
  try {
    return await own;
  } finally {
    if (busy.get(job) === own) busy.delete(job);
  }
}

/**
 * Takes a job's lock.
 *
 * @param path of the job's files
 * @param warn called with a sentence about a run on another machine or boot
 * @throws JobFailure if another run is alive
 */
export async function takeLock(path: string, warn: (text: string) => void): Promise<Lock> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const nonce = `${process.pid}-${randomBytes(6).toString("hex")}`;
  const [own, draft] = [`${path}.lock.${nonce}`, `${path}.draft.${nonce}`];
  const me: Holder = {
    ...thisMachine(),
    pid: process.pid,
    start: startOf(process.pid),
    since: new Date().toISOString(),
  };
  // Renamed, so that the lock appears with its whole content.
  const write = (holder: Holder) => {
    writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
    renameSync(draft, own);
  };
  write(me);
  try {
    await othersGone(path, own, warn);
  } catch (error) {
    rmSync(own, { force: true });
    throw error;
  }
  return {
    runs: (group) => write({ ...me, command: { group, start: startOf(group) } }),
    release() {
      try {
        rmSync(own, { force: true });
      } catch {
        // The disk is read-only by now. The next run sees that this process has ended.
      }
    },
  };
}

async function othersGone(path: string, own: string, warn: (text: string) => void): Promise<void> {
  const machine = thisMachine();
  // Not by the clock of the day, which may be set back.
  for (const end = process.uptime() + DYING_S; ; await sleep(50)) {
    const files = readdirSync(dirname(path))
      .map((file) => join(dirname(path), file))
      .filter((file) => file.startsWith(`${path}.lock.`) && file !== own);
    const processes = files.length > 0 ? runningProcesses() : [];
    const living = files.filter((file) => {
      const holder = readHolder(file);
      if (holder && holder.host !== machine.host && holder.boot === machine.boot) {
        warn(
          `A run began at ${holder.since} as process ${holder.pid} of host ${holder.host}, and its end is ` +
            "not recorded. This machine cannot see its processes: make sure that it no longer runs.",
        );
      } else if (holder && lives(holder, machine, processes)) return true;
      rmSync(file, { force: true });
      return false;
    });
    const [first] = living;
    if (!first) return;
    if (process.uptime() < end) continue;
    const { since, pid, command } = readHolder(first) ?? {};
    const group = command ? `, and its command is the process group ${command.group}` : "";
    throw new JobFailure(
      "runs already",
      `It was started at ${since} by process ${pid}${group}. Nothing was run. Wait for it to end, or end it, and apply again.`,
    );
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch {
    // It was released meanwhile.
    return undefined;
  }
}

/** Whether the plugin, or a process of its command's group, is alive. */
function lives(holder: Holder, machine: Machine, processes: readonly Running[]): boolean {
  if (holder.host !== machine.host || holder.boot !== machine.boot) return false;
  if (process.platform === "win32") return isThere(holder.pid);
  if (processes.some(({ pid, start }) => pid === holder.pid && start === holder.start)) return true;
  const { command } = holder;
  if (!command) return false;
  // A group's number is not reused while it has a process. So a leader with another start time means another group.
  const leader = processes.find(({ pid }) => pid === command.group);
  if (leader && leader.start !== command.start) return false;
  return processes.some(({ group }) => group === command.group);
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
