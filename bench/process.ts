/** One new process, measured from its start to its end. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a process said and used. */
export interface Run {
  readonly ms: number;
  readonly stdout: string;
  readonly code: number | null;
  /** Set where it was asked for. */
  readonly rssMib?: number;
  readonly cpuMs?: number;
}

/** @param usage whether memory and processor time are measured too, which costs the process a little */
export function runProcess(
  program: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; cwd?: string; usage?: boolean } = {},
): Promise<Run> {
  const folder = options.usage ? mkdtempSync(join(tmpdir(), "cdktf-backups-usage-")) : undefined;
  const file = folder && join(folder, "usage.json");
  const env = { ...(options.env ?? process.env), ...(file && { BENCH_USAGE: file }) };
  const hook = file ? ["--require", join(__dirname, "programs/usage.cjs")] : [];
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(program, [...hook, ...args], {
      cwd: options.cwd,
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const parts: Buffer[] = [];
    child.stdout.on("data", (part: Buffer) => parts.push(part));
    child.once("error", reject);
    child.once("close", (code) => {
      const ms = performance.now() - start;
      const used = file ? JSON.parse(readFileSync(file, "utf8")) : undefined;
      if (folder) rmSync(folder, { recursive: true, force: true });
      resolve({
        ms,
        code,
        stdout: Buffer.concat(parts).toString(),
        ...(used && { rssMib: used.rssKib / 1024, cpuMs: used.cpuUs / 1000 }),
      });
    });
  });
}
