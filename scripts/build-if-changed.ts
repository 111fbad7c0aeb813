import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const ROOT = resolve(__dirname, "..");
/** What the compiled files follow from. */
const SOURCES = [
  "src",
  "scripts/build.cjs",
  "scripts/build-cdktn.cjs",
  "scripts/bundle.cjs",
  "tsconfig.json",
  "tsconfig.build.json",
];
/** Written by every build; its time is that of the build. */
const BUILT = "cdktn/index.js";

/** Holds the ID of the process that builds. */
const LOCK = join(ROOT, ".build-lock");

/** The time of the newest file at or below a path; 0 where there is none. */
function newest(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.mtimeMs ?? 0;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Whether a process that built is no more. An empty ID is one that is still being written. */
function isLeftBehind(pid: string): boolean {
  try {
    return pid !== "" && !process.kill(Number(pid), 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

/** Works while no other process does: two runs in one checkout would put their builds in each other's place. */
async function alone(work: () => void): Promise<void> {
  for (;;) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const stat = statSync(LOCK, { throwIfNoEntry: false });
    if (stat && isLeftBehind(readFileSync(LOCK, "utf8"))) rmSync(LOCK, { force: true });
    else await sleep(100);
  }
  try {
    work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

/**
 * Builds the package where its sources are newer than what is built: the commands run from there, and the plugin that
 * terraform starts.
 */
export function buildIfChanged(): Promise<void> {
  return alone(() => {
    const changed = Math.max(...SOURCES.map((name) => newest(join(ROOT, name))));
    if (newest(join(ROOT, BUILT)) >= changed) return;
    execFileSync(process.execPath, [join("scripts", "build.cjs")], { cwd: ROOT, stdio: "inherit" });
  });
}
