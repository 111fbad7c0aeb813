import { readdirSync, readFileSync } from "node:fs";

/** A process and its arguments. */
export interface Running {
  readonly pid: number;
  readonly args: string;
}

/** The processes of this machine; empty on one without /proc. */
export function processes(): Running[] {
  const pids = (() => {
    try {
      return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    } catch {
      return [];
    }
  })();
  return pids.flatMap((pid) => {
    try {
      const args = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").join(" ").trim();
      return [{ pid: Number(pid), args }];
    } catch {
      // It has ended in the meantime.
      return [];
    }
  });
}

/** Plugins that run from a directory: the working directory tells them from those of other tests. */
export function pluginsIn(directory: string): Running[] {
  return processes().filter(({ pid, args }) => {
    if (!args.includes("terraform-provider-backups")) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, "utf8").includes(`\0PWD=${directory}\0`);
    } catch {
      return false;
    }
  });
}

/** The process that started another one; undefined if it has ended. */
function parentOf(pid: number): number | undefined {
  try {
    // The name before it is in brackets, and may hold anything.
    return Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1]);
  } catch {
    return undefined;
  }
}

/** Notes the arguments of all processes that this one started, for as long as some work goes on. */
export async function argumentsDuring(work: Promise<unknown>): Promise<readonly string[]> {
  const seen = new Set<string>();
  // Those of other tests that run at the same time are not ours.
  const ours = new Set([process.pid]);
  const timer = setInterval(() => {
    for (const { pid, args } of processes()) {
      if (ours.has(parentOf(pid) ?? 0)) ours.add(pid);
      if (ours.has(pid)) seen.add(args);
    }
  }, 20);
  try {
    await work;
  } finally {
    clearInterval(timer);
  }
  return [...seen];
}
