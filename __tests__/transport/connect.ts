/** A proxy that answers CONNECT as it likes. */
import { type AddressInfo, connect as connectTo, createServer, type Server, type Socket } from "node:net";
import { toJson } from "../../src/core/json";
import { jdRedis, type Vendor, vendors } from "../helpers/vendors";

/** A listing of each cloud. */
export const oneOfEachCloud: readonly Vendor[] = [
  ...vendors.filter(({ name }) => name === "tencentcloud-redis" || name === "alicloud-redis"),
  jdRedis,
];

/** What the proxy says, and no vendor does. */
export const INVENTED = "invented-by-the-proxy";

/** What a proxy writes after its status line. */
export const bodies = ["listing", "refusal", "half a body"] as const;
export type Body = (typeof bodies)[number];

function refusalOf({ name }: Vendor): unknown {
  if (name.startsWith("tencentcloud"))
    return { Response: { RequestId: "r", Error: { Code: "AuthFailure", Message: INVENTED } } };
  if (name.startsWith("alicloud")) return { Code: "InvalidAccessKeyId.NotFound", Message: INVENTED };
  return { requestId: "r", error: { code: 401, status: "UNAUTHENTICATED", message: INVENTED } };
}

/** An answer as bytes: the status, and JSON as that of the vendor's own envelope. */
export function answerOf(vendor: Vendor, status: number, body: Body): string {
  const listing = vendor.envelope([vendor.row(INVENTED, new Date("2026-11-20T02:00:00Z"))], 1);
  const text = toJson(body === "refusal" ? refusalOf(vendor) : listing);
  const sent = body === "half a body" ? text.slice(0, text.length / 2) : text;
  return (
    `HTTP/1.1 ${status} ${INVENTED}\r\nContent-Type: application/json; by=${INVENTED}\r\n` +
    `X-Request-Id: ${INVENTED}\r\nContent-Length: ${text.length}\r\n\r\n${sent}`
  );
}

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
