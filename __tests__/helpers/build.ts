import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");
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

/** The time of the newest file at or below a path; 0 where there is none. */
function newest(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.mtimeMs ?? 0;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/**
 * Builds the package where its sources are newer than what is built: the commands run from there, and the plugin that
 * terraform starts.
 */
export default function build(): void {
  const changed = Math.max(...SOURCES.map((name) => newest(join(ROOT, name))));
  if (newest(join(ROOT, BUILT)) >= changed) return;
  execFileSync(process.execPath, [join("scripts", "build.cjs")], { cwd: ROOT, stdio: "inherit" });
}
