import { writeSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { endAtOnce, isThreadStuck } from "../../core/end-process";
import { messageOf, stackOf } from "../../core/error-text";
import { createServerCertificate } from "./certificate";
import { handshakeLine, readInvitation } from "./handshake";
import { Lifetime } from "./lifetime";
import { listenOnPort, listenOnSocket } from "./listener";
import { log } from "./log";
import type { PluginProvider } from "./provider";
import { redact } from "./redact";
import { RunningCalls } from "./running-calls";

/**
 * Runs the process as a Terraform provider until Terraform ends it. A failure to start is printed in one line on
 * stdout, the only place where Terraform shows it, with exit code 1.
 *
 * @param load returns the provider; called by the first call that needs it
 * @param schema returns the encoded answer to GetProviderSchema. @default the provider's schema
 */
export async function servePlugin(load: () => PluginProvider, schema?: () => Uint8Array): Promise<void> {
  guardOutput();
  try {
    await start(load, schema);
  } catch (error) {
    tellTerraform(`${messageOf(error).replaceAll("\n", " ")}\n`);
    process.exit(1);
  }
}

/** Listens with only the code for the handshake; the rest is loaded while Terraform reads the line. */
async function start(load: () => PluginProvider, schema: (() => Uint8Array) | undefined): Promise<void> {
  const parent = process.ppid;
  const { clientCertificate, ports } = readInvitation(process.env, process.platform);
  const tls = clientCertificate && { server: createServerCertificate(), clientCertificate };

  const calls = new RunningCalls();
  const lifetime = new Lifetime(() => void end());
  const connections: Socket[] = [];
  const listener = createServer((socket) => connections.push(socket));
  const listening = await (process.platform === "win32"
    ? listenOnPort(listener, ports)
    : listenOnSocket(listener));

  // Also for rejected promises that nobody awaits. The process goes on, because Terraform must get an answer.
  process.on("uncaughtException", (error: unknown) => {
    log.error("error outside of any call", { error: stackOf(error) });
    calls.fail(error);
  });
  tellTerraform(handshakeLine(listening, tls?.server.der));

  exitWithParent(parent);
  const { connector, pluginService } = require("./plugin-service") as typeof import("./plugin-service");
  const accept = pluginService(load, schema, calls, () => lifetime.shutdown());
  const connect = connector(tls, (socket) => {
    // Terraform connects once. Without its socket, a killed process leaves nothing behind.
    listening.hide();
    lifetime.opened();
    socket.on("close", () => lifetime.closed());
    accept(socket);
  });
  listener.removeAllListeners("connection").on("connection", connect);
  connections.forEach(connect);
}

let isEnding = false;

/** Ends the process, even while a file or a name server does not answer: SIGTERM would not. */
async function end(): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  if (await isThreadStuck()) {
    process.emit("exit", 0);
    endAtOnce(0);
  }
  process.exit(0);
}

/** Ends the process when its parent has ended. A Terraform that is killed before it connects closes no connection. */
function exitWithParent(parent: number): void {
  setInterval(() => {
    if (process.ppid !== parent) void end();
  }, 500).unref();
}

/** Writes the first line of stdout. */
function tellTerraform(line: string): void {
  try {
    writeSync(1, line);
  } catch {
    // Terraform was killed while this process started: nobody connects.
    process.exit(0);
  }
}

/**
 * Reserves stdout for the handshake: other output goes to the log, because Terraform reads the first line as the
 * handshake and drops later lines. Redacts stderr, which goes to Terraform's log: with NODE_DEBUG=http, Node.js writes
 * whole requests to it.
 */
function guardOutput(): void {
  replaceWrite("stdout", () => (text) => log.debug(text.trimEnd()));
  replaceWrite("stderr", (write) => (text) => write(redact(text)));
}

/** Replaces `write` when the stream is first used, because to open one takes a twentieth of the time to the handshake. */
function replaceWrite(
  name: "stdout" | "stderr",
  replacement: (write: (text: string) => void) => (text: string) => void,
): void {
  const open = Object.getOwnPropertyDescriptor(process, name)?.get as () => NodeJS.WriteStream;
  let stream: NodeJS.WriteStream | undefined;
  const get = () => {
    if (stream) return stream;
    stream = open.call(process);
    // Terraform may end before it has read our output.
    stream.on("error", () => {});
    const write = replacement(stream.write.bind(stream));
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
      write(Buffer.from(chunk as Uint8Array).toString());
      const written = rest.find((argument) => typeof argument === "function");
      if (written) process.nextTick(written);
      return true;
    };
    return stream;
  };
  Object.defineProperty(process, name, { configurable: true, enumerable: true, get });
}
