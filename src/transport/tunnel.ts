/** The way through an HTTP proxy: CONNECT (RFC 9110, section 9.3.6). */
import { request as requestInPlain } from "node:http";
import { request as requestInTls } from "node:https";
import type { LookupFunction, Socket } from "node:net";

/** A connection that neither moves nor fails is given up after this; a lookup has its own, shorter, time. */
export const IDLE_MS = 20_000;

/** Why a proxy opened no tunnel. Of its answer, only the status is kept. */
export class NoTunnel extends Error {
  constructor(
    /** Host and port of the proxy. */
    readonly proxy: string,
    /** HTTP status of its answer to CONNECT; undefined if there was none. */
    readonly status?: number,
    /** Node's error code, where the connection to the proxy failed. */
    readonly code?: string,
  ) {
    super("no tunnel");
  }
}

function portOf({ port, protocol }: URL): string {
  return port || (protocol === "https:" ? "443" : "80");
}

/** Host and port of a proxy, for messages. */
export function placeOf(proxy: URL): string {
  return `${proxy.hostname}:${portOf(proxy)}`;
}

function authorization({ username, password }: URL): Record<string, string> {
  if (!username && !password) return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(pair).toString("base64")}` };
}

/**
 * Opens a tunnel. Only 200 opens one: every other answer, 1xx included, is the proxy's own and is not read. Neither is
 * what comes with a 200, because in TLS the client speaks first.
 *
 * @param target host and port that the tunnel leads to
 * @param lookup looks the proxy's name up
 * @returns a connection whose other end is the target, if the proxy is honest: TLS has to show that
 * @throws NoTunnel
 */
export function openTunnel(proxy: URL, target: string, lookup: LookupFunction): Promise<Socket> {
  const place = placeOf(proxy);
  return new Promise((resolve, reject) => {
    const request = (proxy.protocol === "https:" ? requestInTls : requestInPlain)({
      method: "CONNECT",
      host: proxy.hostname.replace(/^\[|\]$/g, ""),
      port: portOf(proxy),
      path: target,
      lookup,
      headers: { host: target, ...authorization(proxy) },
      agent: false,
      timeout: IDLE_MS,
      rejectUnauthorized: true,
    });
    // A lookup that gave up must not hold the process.
    request.once("socket", (socket) => socket.unref());
    request.once("connect", ({ statusCode }, socket: Socket, head) => {
      if (statusCode === 200 && head.length === 0) return resolve(socket.setTimeout(0));
      socket.destroy();
      reject(new NoTunnel(place, statusCode));
    });
    request.once("timeout", () => request.destroy(new NoTunnel(place, undefined, "ETIMEDOUT")));
    request.once("error", (error: NodeJS.ErrnoException) =>
      reject(error instanceof NoTunnel ? error : new NoTunnel(place, undefined, error.code)),
    );
    request.end();
  });
}
