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
 * Runs the process as a Terraform provider until Terraform is done with it. Failures to start are told in one
 * line on stdout, the only place where Terraform shows them, with exit code 1.
 *
 * @param load gives the provider; called with the first call that needs it
 * @param schema gives the encoded answer to GetProviderSchema, if there was one made before. @default what the provider says
 */
export async function servePlugin(load: () => PluginProvider, schema?: () => Uint8Array): Promise<void> {
  const tellTerraform = takeOverStdout();
  try {
    const { line, serve } = await start(load, schema);
    tellTerraform(line, (error) => {
      // Terraform may have been killed while this process started: nobody will ever connect then.
      if (error) process.exit(0);
      serve();
    });
  } catch (error) {
    tellTerraform(`${messageOf(error).replaceAll("\n", " ")}\n`, () => process.exit(1));
  }
}

/** Starts to listen with no more than the handshake needs; `serve` loads the rest while Terraform reads the line. */
async function start(
  load: () => PluginProvider,
  schema: (() => Uint8Array) | undefined,
): Promise<{ line: string; serve: () => void }> {
  const { clientCertificate, ports } = readInvitation(process.env, process.platform);
  const tls = clientCertificate && { server: createServerCertificate(), clientCertificate };

  const calls = new RunningCalls();
  const lifetime = new Lifetime(() => void end());
  exitWithParent(process.ppid);
  const connections: Socket[] = [];
  const listener = createServer((socket) => connections.push(socket));
  const listening = await (process.platform === "win32"
    ? listenOnPort(listener, ports)
    : listenOnSocket(listener));

  // Also taken for promises that nobody awaits. The process lives on: Terraform must get an answer.
  process.on("uncaughtException", (error: unknown) => {
    log.error("error outside of any call", { error: stackOf(error) });
    calls.fail(error);
  });
  const serve = () => {
    const { connector, pluginService } = require("./plugin-service") as typeof import("./plugin-service");
    const grpc = pluginService(load, schema, calls, () => lifetime.shutdown());
    const connect = connector(tls, (socket) => {
      // Terraform connects once. A killed process leaves nothing behind that was removed before.
      listening.hide();
      lifetime.opened();
      socket.on("close", () => lifetime.closed());
      grpc.accept(socket);
    });
    listener.removeAllListeners("connection").on("connection", connect);
    connections.forEach(connect);
  };
  return { line: handshakeLine(listening, tls?.server.der), serve };
}

let isEnding = false;

/** Ends the process, also while a file or a name server does not answer: nothing else would end it, not even SIGTERM. */
async function end(): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  if (await isThreadStuck()) {
    process.emit("exit", 0);
    endAtOnce(0);
  }
  process.exit(0);
}

/** Ends the process when the one that started it is gone: a Terraform killed before it connects closes nothing. */
function exitWithParent(parent: number): void {
  setInterval(() => {
    if (process.ppid !== parent) void end();
  }, 500).unref();
}

/**
 * Keeps stdout for the handshake: whatever else is printed goes to the log, before the handshake because Terraform
 * takes the first line for it, and afterwards because Terraform throws it away.
 */
function takeOverStdout(): (line: string, written?: (error?: Error | null) => void) => void {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    log.debug(
      Buffer.from(chunk as Uint8Array)
        .toString()
        .trimEnd(),
    );
    const written = rest.find((argument) => typeof argument === "function");
    if (written) process.nextTick(written);
    return true;
  };
  guardStderr();
  // Terraform may end before it has read our output.
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
  return (line, written) => {
    write(line, written);
  };
}

/** Terraform's log gets what is written to stderr, also by Node.js itself: with NODE_DEBUG=http, whole requests. */
function guardStderr(): void {
  const write = process.stderr.write.bind(process.stderr) as (text: string, ...rest: unknown[]) => boolean;
  process.stderr.write = ((chunk: string | Uint8Array, ...rest: unknown[]) =>
    write(redact(Buffer.from(chunk as Uint8Array).toString()), ...rest)) as typeof process.stderr.write;
}
