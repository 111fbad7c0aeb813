/** Servers that can do more wrong than HTTP allows. */
import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { toJson } from "../../src/core/json";
import { createServerCertificate } from "../../src/plugin/wire/certificate";
import { readRequest, type SeenRequest } from "../helpers/vendor-server";
import type { Act } from "./kinds/kind";

/** A server on 127.0.0.1. */
export interface FaultServer {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  readonly close: () => Promise<void>;
}

type Answer = (request: SeenRequest, index: number) => Act;

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

async function stop(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

function socketsOf(server: Server): Set<Socket> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    // What the client does to a connection that it gave up is its own affair.
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  return sockets;
}

let certificate: ReturnType<typeof createServerCertificate> | undefined;

/** Starts a server; with `tls`, behind a certificate that nobody has signed. */
export async function startFaultServer(answer: Answer, { tls = false } = {}): Promise<FaultServer> {
  const seen: SeenRequest[] = [];
  certificate ??= createServerCertificate();
  const server = tls
    ? createTlsServer({ key: certificate.key, cert: certificate.certificate })
    : createServer();
  server.on("tlsClientError", () => {});
  server.on("request", async (message, response) => {
    const request = await readRequest(message);
    const act = answer(request, seen.push(request) - 1);
    if (typeof act === "function") {
      act(message.socket);
      return;
    }
    const body = Buffer.from(act.body ?? toJson(act.json ?? {}));
    response.writeHead(act.status ?? 200, {
      "content-type": "application/json",
      ...(act.status === 204 ? {} : { "content-length": String(body.length) }),
      ...act.headers,
    });
    response.end(body);
  });
  const sockets = socketsOf(server);
  const port = await listen(server);
  return { url: `${tls ? "https" : "http"}://127.0.0.1:${port}`, seen, close: () => stop(server, sockets) };
}

/** A proxy that answers itself, by what the name of the host that is asked for begins with. */
export async function startProxy(answers: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const server = createServer();
  server.on("connect", (request, socket: Socket) => {
    const host = String(request.url).replace(/:\d+$/, "");
    asked.push(host);
    socket.on("error", () => {});
    socket.end(answers[host.replace(/\..*/, "")] ?? "HTTP/1.1 500 No such kind\r\n\r\n");
  });
  const sockets = socketsOf(server);
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    /** How often a host was asked for. */
    count: (host: string) => asked.filter((name) => name === host).length,
    close: () => stop(server, sockets),
  };
}
