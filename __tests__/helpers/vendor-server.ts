import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { toJson } from "../../src/core/json";

/** A request as it came over the wire. */
export interface SeenRequest {
  readonly method: string;
  /** As it stood in the request line. */
  readonly target: string;
  readonly path: string;
  /** Query parameters, decoded. */
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The body as JSON; empty where there is none. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** What a server answers. */
export interface Reply {
  /** @default 200 */
  readonly status?: number;
  /** Without a `date`, none is sent: many tests have a clock of their own. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Written as JSON; a bigint as the integer it is. */
  readonly json?: unknown;
  /** Sent as it is, instead of JSON. */
  readonly body?: string | Buffer;
  readonly delayMs?: number;
  /** `reset` the connection instead of answering; `cut` the body in half; `hang` without any answer. */
  readonly fault?: "reset" | "cut" | "hang";
}

/** Answers the n-th request (from 0). */
export type Answer = (request: SeenRequest, index: number) => Reply;

/** A running server on 127.0.0.1. */
export interface VendorServer {
  readonly url: string;
  readonly host: string;
  readonly seen: readonly SeenRequest[];
  /** How many connections were opened to it. */
  readonly connections: () => number;
}

/** Reads a request to its end. */
export async function readRequest(message: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString("utf8");
  const url = new URL(message.url ?? "/", "http://server");
  return {
    method: String(message.method),
    target: String(message.url),
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: message.headers,
    body,
    json: body.startsWith("{") ? (JSON.parse(body) as Record<string, unknown>) : {},
  };
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Starts servers that are closed when the test that started them ends. */
export function vendorServers(): (answer: Answer) => Promise<VendorServer> {
  const running: Server[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map(close));
  });
  return async (answer) => {
    const seen: SeenRequest[] = [];
    const sockets = new Set<Socket>();
    const server = createServer(async (message, response) => {
      const request = await readRequest(message);
      const reply = answer(request, seen.push(request) - 1);
      if (reply.delayMs) await sleep(reply.delayMs);
      if (reply.fault === "hang" || response.destroyed) return;
      if (reply.fault === "reset") {
        response.socket?.resetAndDestroy();
        return;
      }
      response.sendDate = false;
      const body = Buffer.from(reply.body ?? toJson(reply.json ?? {}));
      response.writeHead(reply.status ?? 200, {
        "content-type": "application/json",
        "content-length": String(body.length),
        ...reply.headers,
      });
      if (reply.fault === "cut") response.write(body.subarray(0, body.length / 2), () => response.destroy());
      else response.end(body);
    });
    server.on("connection", (socket) => sockets.add(socket));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    running.push(server);
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { url: `http://${host}`, host, seen, connections: () => sockets.size };
  };
}
