import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer, type TLSSocket } from "node:tls";
import { messageOf } from "../../core/error-text";
import type { ServerCertificate } from "./certificate";
import type { Address } from "./handshake";
import { log } from "./log";

/** Bytes of the longest path of a unix socket, with room for the final zero: macOS has 104, Linux 108. */
const MAX_SOCKET_PATH = 103;

/** Where every unix has a directory for temporary files, with a short path. */
const FALLBACK = "/tmp";

/** How a connection is secured: our certificate, and the DER of the only one a client may have. */
export interface MutualTls {
  readonly server: ServerCertificate;
  readonly clientCertificate: Buffer;
}

/**
 * Makes a server that hands over connections.
 *
 * @param tls undefined for plain connections
 * @param accept gets a connection once its client has shown the right certificate; others never get so far
 */
export function createListener(tls: MutualTls | undefined, accept: (socket: Socket) => void): Server {
  if (!tls) return createServer(accept);
  const { server, clientCertificate } = tls;
  return createTlsServer(
    {
      cert: server.certificate,
      key: server.key,
      ALPNProtocols: ["h2"],
      // The client's certificate is compared byte by byte below: stricter than a chain of trust, and without the
      // list of root certificates, which takes Node.js 20 twenty milliseconds to load.
      ca: [],
      requestCert: true,
      rejectUnauthorized: false,
    },
    (socket) => {
      if (peerCertificate(socket)?.equals(clientCertificate)) return accept(socket);
      log.warn("refused a connection: its client certificate is not the one Terraform announced");
      socket.destroy();
    },
  );
}

function peerCertificate(socket: TLSSocket): Buffer | undefined {
  // Typed as always there, but an anonymous client gives an empty object.
  return (socket.getPeerCertificate() as { raw?: Buffer }).raw;
}

/**
 * Listens on a unix socket in a new directory that only this user can enter, removed when the process exits. It is
 * made below /tmp where the directory for temporary files cannot be used, or its path is too long for a socket.
 *
 * @throws Error whose message is one line that says what to do
 */
export async function listenOnSocket(server: Server, temporary = tmpdir()): Promise<Address> {
  const fits = Buffer.byteLength(join(temporary, "tfp-XXXXXX", "s")) <= MAX_SOCKET_PATH;
  const failures: string[] = [];
  for (const parent of new Set(fits ? [temporary, FALLBACK] : [FALLBACK])) {
    try {
      const directory = mkdtempSync(join(parent, "tfp-"));
      process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
      const address = join(directory, "s");
      await listen(server, { path: address });
      return { network: "unix", address };
    } catch (error) {
      failures.push(`${parent} (${messageOf(error)})`);
    }
  }
  throw new Error(
    `The backups provider cannot make its socket in ${failures.join(" or ")}. Set TMPDIR to a directory that can be ` +
      "written and has free space.",
  );
}

/** Listens on a free loopback port between the two, both included. */
export async function listenOnPort(
  server: Server,
  [first, last]: readonly [number, number],
): Promise<Address> {
  for (let port = first; port <= last; port++) {
    try {
      await listen(server, { host: "127.0.0.1", port });
      return { network: "tcp", address: `127.0.0.1:${port}` };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // EACCES: Windows reserves ranges of ports.
      if (code !== "EADDRINUSE" && code !== "EACCES") throw error;
    }
  }
  throw new Error(
    `No TCP port from ${first} to ${last} is free. Set TF_PLUGIN_MIN_PORT and TF_PLUGIN_MAX_PORT.`,
  );
}

async function listen(
  server: Server,
  options: { path: string } | { host: string; port: number },
): Promise<void> {
  const listening = once(server, "listening");
  server.listen(options);
  await listening;
}
