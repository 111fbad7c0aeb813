/** Connections to vendors: kept open, over verified TLS, or plain HTTP to this machine. */
import { once } from "node:events";
import { Agent as PlainAgent } from "node:http";
import { Agent, type RequestOptions } from "node:https";
import type { Duplex } from "node:stream";
import type { ConnectionOptions, TLSSocket } from "node:tls";
import { isLoopback } from "../core/loopback";
import { lookUpFor } from "./names";
import { proxyFor } from "./proxy";
import { IDLE_MS, NoTunnel, openTunnel, placeOf } from "./tunnel";

/** The options of Node.js's own agents. */
const KEPT_OPEN = { keepAlive: true, scheduling: "lifo", timeout: 5000 } as const;

/** Node.js's error codes for a server that does not speak TLS. */
const NO_TLS = /^(?:EPROTO|EPIPE|ECONN|ETIMEDOUT|ERR_SSL)/;

type TlsOptions = RequestOptions & Pick<ConnectionOptions, "socket">;
type Connected = (error: Error | null, socket?: Duplex) => void;

/**
 * Gives a request a connection only after TLS has verified the other end. Otherwise an answer of the proxy, or of
 * anybody if verification is switched off, would be read.
 */
class VerifiedAgent extends Agent {
  constructor(private readonly proxy?: URL) {
    super({ ...KEPT_OPEN, rejectUnauthorized: true });
  }

  override createConnection(options: RequestOptions, connected: Connected): undefined {
    this.verified(options).then((socket) => connected(null, socket), connected);
  }

  private async verified(options: RequestOptions): Promise<TLSSocket> {
    const { proxy } = this;
    const lookup = lookUpFor(String(options.host));
    if (!proxy) return secured(super.createConnection({ ...options, lookup }) as TLSSocket);
    const tunnel = await openTunnel(proxy, `${options.host}:${options.port}`, lookup);
    try {
      const through: TlsOptions = { ...options, socket: tunnel };
      return await secured(super.createConnection(through) as TLSSocket);
    } catch (error) {
      tunnel.destroy();
      const code = String((error as NodeJS.ErrnoException).code);
      throw NO_TLS.test(code)
        ? new NoTunnel(placeOf(proxy), 200)
        : new NoTunnel(placeOf(proxy), undefined, code);
    }
  }
}

/** Waits for the verification. A lookup that has ended must not keep the process alive. */
async function secured(socket: TLSSocket): Promise<TLSSocket> {
  const late = Object.assign(new Error("no TLS in time"), { code: "ETIMEDOUT" });
  const timer = setTimeout(() => socket.destroy(late), IDLE_MS).unref();
  socket.unref();
  try {
    await once(socket, "secureConnect");
  } finally {
    clearTimeout(timer);
  }
  return socket.setTimeout(KEPT_OPEN.timeout).ref();
}

const plain = new PlainAgent(KEPT_OPEN);
const verified = new Map<string, VerifiedAgent>();

/**
 * Agents for a request. Requests to this machine use no proxy.
 *
 * @throws Error if the proxy's address cannot be read: see {@link proxyFor}
 */
export function agentsFor(url: URL): { readonly httpAgent: PlainAgent; readonly httpsAgent: Agent } {
  const proxy = isLoopback(url.hostname) ? undefined : proxyFor(url);
  const key = proxy?.href ?? "";
  const httpsAgent = verified.get(key) ?? new VerifiedAgent(proxy);
  verified.set(key, httpsAgent);
  return { httpAgent: plain, httpsAgent };
}
