/**
 * The end of a process, which is certain. Node.js waits on every ordinary way out for the threads of its pool, and a
 * thread that asks a mount or a name server that does not answer cannot be stopped.
 */
import { setTimeout as sleep } from "node:timers/promises";

/** Node.js' names for the work of such threads. */
const WAITING = new Set(["FSReqPromise", "FSReqCallback", "GetAddrInfoReqWrap", "GetNameInfoReqWrap"]);

function isWaiting(): boolean {
  return process.getActiveResourcesInfo().some((resource) => WAITING.has(resource));
}

/**
 * Whether a thread waits for what does not answer. A read that has just ended counts as active until the next turn of
 * the event loop, and one that was given up may still end by itself.
 */
export async function isThreadStuck(): Promise<boolean> {
  for (let round = 0; isWaiting() && round < 20; round += 1) await sleep(10);
  return isWaiting();
}

/**
 * Ends this process at once, without waiting for its threads: it becomes another program that ends with the code
 * (Node.js 22.15 and later), or is killed. Listeners of `exit` are not called.
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
