/** The `cdktf-backups` command. */
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { checkCodes, exitCodes } from "./exit-codes";
import { run } from "./program";

/** Runs the command and leaves its exit code to the process; output that is still on its way is not cut off. */
export async function main(args: readonly string[]): Promise<void> {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough, such as `head`, is no failure.
    if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
    process.stderr.write(`error: the output cannot be written: ${error.message}\n`);
    process.exit(args[0] === "check" ? checkCodes.unknown : exitCodes.failed);
  });
  // Who does not listen to messages gets the exit code all the same.
  process.stderr.on("error", () => undefined);
  process.exitCode = await run(args, {
    out: (text) => process.stdout.write(text),
    keptUp: async () => process.stdout.writableNeedDrain && (await once(process.stdout, "drain")),
    err: (text) => process.stderr.write(text),
    isTerminal: Boolean(process.stderr.isTTY),
    env: process.env,
  });
  if (await isReadStuck()) endNow(process.exitCode);
}

/**
 * Whether a file is being read on a mount that does not answer. A read that has just ended counts as active until the
 * next turn of the event loop, and one that was given up may still end by itself.
 */
async function isReadStuck(): Promise<boolean> {
  const isReading = () => process.getActiveResourcesInfo().includes("FSReqPromise");
  for (let round = 0; isReading() && round < 20; round += 1) await sleep(10);
  return isReading();
}

/**
 * Ends a process in which a file is being read that never answers: Node.js waits for such a read on every ordinary way
 * out. Where it cannot become another program that ends with the code, it is killed.
 */
function endNow(code: string | number): void {
  const { execve } = process as { execve?: (file: string, args: string[], env: object) => void };
  if (process.stdout.writableLength > 0 || process.stderr.writableLength > 0) {
    setTimeout(() => endNow(code), 10);
    return;
  }
  try {
    execve?.("/bin/sh", ["sh", "-c", `exit ${Number(code)}`], {});
  } catch {}
  process.kill(process.pid, "SIGKILL");
}
