/** Lists the processes of this machine, for the lock. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { hostname, release } from "node:os";

export interface Running {
  readonly pid: number;
  readonly group: number;
  /** Start time: with the PID it identifies a process, because PIDs are reused. */
  readonly start: string;
}

/** The machine and boot to which PIDs belong. */
export interface Machine {
  readonly host: string;
  /** Differs after each boot. */
  readonly boot: string;
}

export function thisMachine(): Machine {
  return { host: hostname(), boot: bootId() };
}

function bootId(): string {
  if (process.platform === "linux") return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  // kern.boottime changes when the clock is set. If the session is unknown, the processes' start times still differ.
  return process.platform === "darwin"
    ? asked("/usr/sbin/sysctl", ["-n", "kern.bootsessionuuid"]).trim()
    : release();
}

/** Without zombies. */
export function runningProcesses(): readonly Running[] {
  if (process.platform === "linux") return linuxProcesses();
  if (process.platform === "win32") return [];
  // macOS, which has no /proc.
  return asked("/bin/ps", ["-A", "-o", "pid=,pgid=,stat=,lstart="])
    .split("\n")
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.+?)\s*$/.exec(line))
    .flatMap((found) => (found && !found[3]?.startsWith("Z") ? [found] : []))
    .map(([, pid, group, , start = ""]) => ({ pid: Number(pid), group: Number(group), start }));
}

/** The start of a process; empty if it is not running, or not visible. */
export function startOf(pid: number): string {
  if (process.platform === "linux") return linuxProcess(pid)?.start ?? "";
  if (process.platform === "win32") return "";
  return asked("/bin/ps", ["-o", "lstart=", "-p", String(pid)]).trim();
}

function linuxProcesses(): readonly Running[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => linuxProcess(Number(name)) ?? []);
}

function linuxProcess(pid: number): Running | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name before the last parenthesis may contain anything; fields 3, 5 and 22 of proc(5) come after it.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state = "", , group] = fields;
    return /[ZX]/.test(state) ? undefined : { pid, group: Number(group), start: String(fields[19]) };
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}

/** Output of a program of macOS, the same in every environment: `lstart` is a local time, in words of a language. */
function asked(program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, args, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      env: { LC_ALL: "C", TZ: "UTC" },
    });
  } catch {
    return "";
  }
}
