/** Ends a process, even if a thread hangs on a dead mount or name server: an exit of Node.js waits for its threads. */
import { setTimeout as sleep } from "node:timers/promises";

/** Node.js's names for such work. */
const WAITING = new Set(["FSReqPromise", "FSReqCallback", "GetAddrInfoReqWrap", "GetNameInfoReqWrap"]);

function isWaiting(): boolean {
  return process.getActiveResourcesInfo().some((resource) => WAITING.has(resource));
}

/**
 * Whether a thread is stuck. A read that has just ended counts as active until the next turn of the event loop, and an
 * abandoned one may still end.
 */
export async function isThreadStuck(): Promise<boolean> {
  for (let round = 0; isWaiting() && round < 20; round += 1) await sleep(10);
  return isWaiting();
}

/**
 * Ends this process at once, without waiting for its threads: it replaces itself with a program that exits with the
 * code (Node.js 22.15 and later), or kills itself. Listeners of `exit` are not called.
 */
export function endAtOnce(code: number): never {
  const { execve } = process as { execve?: (file: string, args: string[], env: object) => void };
  try {
    execve?.("/bin/sh", ["sh", "-c", `exit ${code}`], {});
  } catch {}
  process.kill(process.pid, "SIGKILL");
  // Windows ends it a moment later.
  for (;;);
}
