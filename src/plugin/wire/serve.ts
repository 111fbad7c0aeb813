import type { Socket } from "node:net";
import { messageOf, stackOf } from "../../core/error-text";
import { createServerCertificate } from "./certificate";
import { createGrpcServer } from "./grpc-server";
import { handshakeLine, readInvitation } from "./handshake";
import { Lifetime } from "./lifetime";
import { createListener, listenOnPort, listenOnSocket } from "./listener";
import { log } from "./log";
import type { PluginProvider } from "./provider";
import { providerService } from "./provider-service";
import { redact } from "./redact";
import { RunningCalls } from "./running-calls";

/**
 * Runs the process as a Terraform provider until Terraform is done with it. Failures to start are told in one
 * line on stdout, the only place where Terraform shows them, with exit code 1.
 */
export async function servePlugin(provider: PluginProvider): Promise<void> {
  const tellTerraform = takeOverStdout();
  try {
    // Terraform may have been killed while this process started: nobody will ever connect then.
    tellTerraform(await start(provider), (error) => error && process.exit(0));
  } catch (error) {
    tellTerraform(`${messageOf(error).replaceAll("\n", " ")}\n`, () => process.exit(1));
  }
}

async function start(provider: PluginProvider): Promise<string> {
  const { clientCertificate, ports } = readInvitation(process.env, process.platform);
  const tls = clientCertificate && { server: createServerCertificate(), clientCertificate };

  const calls = new RunningCalls();
  const lifetime = new Lifetime(() => process.exit(0));
  exitWithParent(process.ppid);
  const grpc = createGrpcServer(providerService(provider, calls, () => lifetime.shutdown()));
  const listener = createListener(tls, (socket: Socket) => {
    lifetime.opened();
    socket.on("close", () => lifetime.closed());
    grpc.accept(socket);
  });
  const address = await (process.platform === "win32"
    ? listenOnPort(listener, ports)
    : listenOnSocket(listener));

  // Also taken for promises that nobody awaits. The process lives on: Terraform must get an answer.
  process.on("uncaughtException", (error: unknown) => {
    log.error("error outside of any call", { error: stackOf(error) });
    calls.fail(error);
  });
  return handshakeLine(address, tls?.server.der);
}

/** Ends the process when the one that started it is gone: a Terraform killed before it connects closes nothing. */
function exitWithParent(parent: number): void {
  setInterval(() => {
    if (process.ppid !== parent) process.exit(0);
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
  // Terraform may be gone before what is written to it.
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
