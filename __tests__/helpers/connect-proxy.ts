/** A proxy that answers CONNECT with any bytes. */
import { type AddressInfo, connect as connectTo, createServer, type Server, type Socket } from "node:net";

/** A running proxy. */
export interface ConnectProxy {
  readonly url: string;
  readonly place: string;
  /** Targets of the CONNECT requests. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

/**
 * Starts a proxy on loopback.
 *
 * @param answer bytes for a target, or the port of a server on this machine, to which an honest tunnel leads
 */
export async function startConnectProxy(answer: (target: string) => string | number): Promise<ConnectProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("data", (head) => {
      const target = /^CONNECT (\S+) HTTP/.exec(head.toString())?.[1];
      asked.push(String(target));
      if (!target) return void socket.destroy();
      const answered = answer(target);
      if (typeof answered === "string") {
        socket.end(answered);
        return;
      }
      const upstream = connectTo(answered, "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
        socket.pipe(upstream).pipe(socket);
      });
      sockets.add(upstream);
      upstream.on("error", () => socket.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const place = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${place}`,
    place,
    asked,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
