/** Opens tunnels through HTTP proxies: CONNECT (RFC 9110, section 9.3.6). */
import { request as requestInPlain } from "node:http";
import { request as requestInTls } from "node:https";
import type { LookupFunction, Socket } from "node:net";

/** Longest time without progress. A lookup has its own, shorter, time. */
export const IDLE_MS = 20_000;

/** A proxy opened no tunnel. Of its answer, only the status is kept. */
export class NoTunnel extends Error {
  constructor(
    /** Host and port of the proxy. */
    readonly proxy: string,
    /** HTTP status of its answer to CONNECT, if it answered. */
    readonly status?: number,
    /** Node.js's error code, if the connection to the proxy failed. */
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
 * Opens a tunnel. Only 200 without further bytes opens one, because in TLS the client speaks first. Other answers, 1xx
 * included, are the proxy's own and are not read.
 *
 * @param target host and port
 * @param lookup looks up the proxy's name
 * @returns a connection to the target. The proxy may be dishonest: TLS must verify the other end
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
    // A lookup that has ended must not keep the process alive.
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
