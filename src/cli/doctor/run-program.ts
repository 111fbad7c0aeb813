import { spawn } from "node:child_process";
import type { Environment } from "../../clouds/credential-sources";

/** Longest kept output of a program. */
const MAX_LENGTH = 64 * 1024;

/**
 * The output of a program. After the time limit it is killed with its children, without waiting for its end.
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
      // Windows starts scripts only through a shell. The program is a found path, and the arguments are constants.
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
