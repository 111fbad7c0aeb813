import { spawn } from "node:child_process";
import type { Environment } from "../../clouds/cloud";

/** Characters of a program's output that are kept. */
const MAX_LENGTH = 64 * 1024;

/**
 * What a program prints. It is killed with all that it started when the time is over, and nothing waits for it then.
 *
 * @returns undefined if it does not start, fails, or does not end in time
 */
export function outputOf(
  program: string,
  args: readonly string[],
  { env, limitMs }: { readonly env: Environment; readonly limitMs: number },
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const isWindows = process.platform === "win32";
    const child = spawn(program, args, {
      env: { ...env, CHECKPOINT_DISABLE: "1" } as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "ignore"],
      // A group of its own, to be killed as a whole.
      detached: !isWindows,
      windowsHide: true,
      // Windows starts scripts by a shell only. The program is a path that was found, and the arguments are constants.
      shell: isWindows && program.endsWith(".cmd"),
    });
    let output = "";
    const timer = setTimeout(() => {
      try {
        if (child.pid && !isWindows) process.kill(-child.pid, "SIGKILL");
        else child.kill("SIGKILL");
      } catch {}
      child.stdout.destroy();
      child.unref();
      resolve(undefined);
    }, limitMs);
    const end = (result: string | undefined) => {
      clearTimeout(timer);
      resolve(result);
    };
    child.stdout.on("data", (text) => {
      if (output.length < MAX_LENGTH) output += text;
    });
    child.on("error", () => end(undefined));
    child.on("close", (code) => end(code === 0 ? output : undefined));
  });
}
