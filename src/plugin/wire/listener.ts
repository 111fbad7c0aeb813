import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { ListenOptions, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { messageOf } from "../../core/error-text";
import type { Address } from "./handshake";

/** Bytes of the longest path of a unix socket, with room for the final zero: macOS has 104, Linux 108. */
const MAX_SOCKET_PATH = 103;

/** A directory for temporary files with a short path, which every unix has. */
const FALLBACK = "/tmp";

/** An address that listens, until `hide`. */
export interface Listening extends Address {
  /** Removes the socket; open connections stay. */
  readonly hide: () => void;
}

/**
 * Listens on a unix socket in a new directory that only this user can enter, removed by `hide`, or when the process
 * exits. It is below /tmp if the directory for temporary files cannot be used, or its path is too long for a socket.
 *
 * @throws Error with a message of one line that says what to do
 */
export async function listenOnSocket(server: Server, temporary = tmpdir()): Promise<Listening> {
  const fits = Buffer.byteLength(join(temporary, "tfp-XXXXXX", "s")) <= MAX_SOCKET_PATH;
  const failures: string[] = [];
  for (const parent of new Set(fits ? [temporary, FALLBACK] : [FALLBACK])) {
    try {
      const directory = mkdtempSync(join(parent, "tfp-"));
      const hide = () => rmSync(directory, { recursive: true, force: true });
      process.on("exit", hide);
      const address = join(directory, "s");
      await listen(server, { path: address });
      return { network: "unix", address, hide };
    } catch (error) {
      failures.push(`${parent} (${messageOf(error)})`);
    }
  }
  throw new Error(
    `The provider cannot make its socket in ${failures.join(" or ")}. Set TMPDIR to a directory that can be ` +
      "written and has free space.",
  );
}

/** Listens on a free loopback port from the first to the last. */
export async function listenOnPort(
  server: Server,
  [first, last]: readonly [number, number],
): Promise<Listening> {
  for (let port = first; port <= last; port++) {
    try {
      await listen(server, { host: "127.0.0.1", port });
      return { network: "tcp", address: `127.0.0.1:${port}`, hide: () => undefined };
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

async function listen(server: Server, options: ListenOptions): Promise<void> {
  server.listen(options);
  await once(server, "listening");
}
