/** The listing APIs in a process of their own, so that what they need is not part of what is measured. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** A running server. */
export interface BenchServer {
  readonly url: string;
  /** Variables that point every listing and every peer at it. */
  readonly env: NodeJS.ProcessEnv;
  /** `ms`: from the first request to the last. */
  readonly counts: () => Promise<{ requests: number; throttled: number; ms: number }>;
  readonly stop: () => void;
}

/**
 * Starts a server on loopback; it ends with this process at the latest.
 *
 * @param options `delayMs`: each answer is that late; `perSecond`: what is beyond it in any second is throttled
 */
export async function startServer(
  options: { delayMs?: number; perSecond?: number } = {},
): Promise<BenchServer> {
  const child = fork(join(__dirname, "programs/server.cjs"), [JSON.stringify(options)]);
  const [port] = await once(child, "message");
  const url = `http://127.0.0.1:${port}`;
  const env: NodeJS.ProcessEnv = { ...process.env, BACKUPS_ENDPOINT_URL: url, CHECKPOINT_DISABLE: "1" };
  for (const name of [
    "TENCENTCLOUD_SECRET_ID",
    "TENCENTCLOUD_SECRET_KEY",
    "JDCLOUD_ACCESS_KEY",
    "JDCLOUD_SECRET_KEY",
    "ALIBABA_CLOUD_ACCESS_KEY_ID",
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
  ]) {
    env[name] = "bench";
  }
  return {
    url,
    env,
    counts: async () => (await fetch(`${url}/counts`)).json() as never,
    stop: () => child.disconnect(),
  };
}
