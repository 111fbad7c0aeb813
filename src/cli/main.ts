/** The `cdktf-backups` command. */
import { once } from "node:events";
import { run } from "./program";

/** Runs the command and leaves its exit code to the process; output that is still on its way is not cut off. */
export async function main(args: readonly string[]): Promise<void> {
  // A reader that has seen enough, such as `head`, is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
    throw error;
  });
  process.exitCode = await run(args, {
    out: (text) => process.stdout.write(text),
    keptUp: async () => process.stdout.writableNeedDrain && (await once(process.stdout, "drain")),
    err: (text) => process.stderr.write(text),
    isTerminal: Boolean(process.stderr.isTTY),
    env: process.env,
  });
}
