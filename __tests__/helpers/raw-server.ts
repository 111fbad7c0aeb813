/**
 * Servers that answer with bytes that no vendor sends: other documents, broken connections, unknown certificates. The
 * answers of a vendor come from the emulator, which may stand behind such a server.
 */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as requestOf,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { toJson } from "../../src/core/json";
import { createServerCertificate } from "../../src/plugin/wire/certificate";

/** A request as it came over the wire. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query, as in the request line. */
  readonly target: string;
  readonly path: string;
  /** Query parameters, decoded. */
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The body as JSON; empty if there is none. */
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

/** Like {@link Answer}; may also do something else with the connection. Undefined for the answer of the server behind. */
export type RawAnswer = (
  request: SeenRequest,
  index: number,
) => Reply | ((socket: Socket) => void) | undefined;

/** A running server on 127.0.0.1. */
export interface RawServer {
  readonly url: string;
  readonly host: string;
  readonly seen: readonly SeenRequest[];
  /** How many connections were opened to it. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

async function readRequest(message: IncomingMessage): Promise<SeenRequest> {
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

/** Passes a request on as it is, and its answer back. */
function passOn({ method, target, headers, body }: SeenRequest, behind: string, response: ServerResponse) {
  const options = { method, path: target, headers, agent: false };
  const passed = requestOf(behind, options, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  passed.on("error", () => response.destroy());
  passed.end(body);
}

async function reply(response: ServerResponse, answer: Reply): Promise<void> {
  if (answer.delayMs) await sleep(answer.delayMs);
  if (answer.fault === "hang" || response.destroyed) return;
  if (answer.fault === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  response.sendDate = false;
  const body = Buffer.from(answer.body ?? toJson(answer.json ?? {}));
  response.writeHead(answer.status ?? 200, {
    "content-type": "application/json",
    ...(answer.status === 204 ? {} : { "content-length": String(body.length) }),
    ...answer.headers,
  });
  if (answer.fault === "cut") response.write(body.subarray(0, body.length / 2), () => response.destroy());
  else response.end(body);
}

let certificate: ReturnType<typeof createServerCertificate> | undefined;

/**
 * Starts a server.
 *
 * @param behind the server that answers if `answer` returns undefined
 * @param tls whether it has a certificate that nobody has signed
 */
export async function startRawServer(
  answer: RawAnswer,
  { behind, tls = false }: { behind?: { readonly url: string }; tls?: boolean } = {},
): Promise<RawServer> {
  const seen: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  if (tls) certificate ??= createServerCertificate();
  const server: Server = tls
    ? createTlsServer({ key: certificate?.key, cert: certificate?.certificate })
    : createServer();
  server.on("tlsClientError", () => {});
  server.on("connection", (socket: Socket) => {
    connections++;
    sockets.add(socket);
    // The client may do anything to a connection that it gave up.
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("request", async (message: IncomingMessage, response: ServerResponse) => {
    const request = await readRequest(message);
    const answered = answer(request, seen.push(request) - 1);
    if (typeof answered === "function") answered(message.socket);
    else if (answered) await reply(response, answered);
    else if (behind) passOn(request, behind.url, response);
    else response.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${tls ? "https" : "http"}://${host}`,
    host,
    seen,
    connections: () => connections,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Starts servers that are closed when the test that started them ends. */
export function rawServers(): typeof startRawServer {
  const running: RawServer[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.close()));
  });
  return async (...options) => {
    const server = await startRawServer(...options);
    running.push(server);
    return server;
  };
}
