/** The `cdktf-backups` command. */
import { once } from "node:events";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import type { WriteStream } from "node:tty";
import { endAtOnce, isThreadStuck } from "../core/end-process";
import type { Screen } from "../core/screen";
import { checkCodes, exitCodes } from "./exit-codes";
import { run } from "./program";

/** Runs the command and sets the exit code of the process, without cutting off output. */
export async function main(args: readonly string[]): Promise<void> {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // It is no failure if the reader stops, such as `head`.
    if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
    process.stderr.write(`error: the output cannot be written: ${error.message}\n`);
    process.exit(args[0] === "check" ? checkCodes.unknown : exitCodes.failed);
  });
  process.exitCode = await run(args, {
    out: (text) => process.stdout.write(text),
    keptUp: async () => process.stdout.writableNeedDrain && (await once(process.stdout, "drain")),
    err: (text) => stderr().write(text),
    screen: process.stdout.isTTY ? screenOf(process.stdout) : undefined,
    get isTerminal() {
      return Boolean(stderr().isTTY);
    },
    env: process.env,
  });
  await endWhenWritten(process.exitCode);
}

let isStderrUsed = false;

/** Standard error. Node.js makes the stream on first sight, which takes a millisecond. */
function stderr(): NodeJS.WriteStream {
  // A closed stderr does not change the exit code.
  if (!isStderrUsed) process.stderr.on("error", () => undefined);
  isStderrUsed = true;
  return process.stderr;
}

/** Default number of columns. */
const USUAL_COLUMNS = 80;

/** Width and colours of a terminal. Node.js reads NO_COLOR, FORCE_COLOR and TERM. */
function screenOf(terminal: WriteStream): Screen {
  return { columns: terminal.columns || USUAL_COLUMNS, hasColor: terminal.hasColors() };
}

/**
 * Ends the process when its output is written. Otherwise Node.js waits for open connections, and for code that it
 * still compiles.
 */
async function endWhenWritten(code: number): Promise<void> {
  const streams = isStderrUsed ? [process.stdout, process.stderr] : [process.stdout];
  while (streams.some(({ writableLength }) => writableLength > 0)) await sleep(10);
  // A failed write emits its error one turn later.
  await nextTurn();
  if (await isThreadStuck()) endAtOnce(code);
  process.exit(code);
}
