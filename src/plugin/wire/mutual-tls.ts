import type { Socket } from "node:net";
import { createServer } from "node:tls";
import type { ServerCertificate } from "./certificate";
import { log } from "./log";

/** Our certificate, and the DER of the only client certificate to accept. */
export interface MutualTls {
  readonly server: ServerCertificate;
  readonly clientCertificate: Buffer;
}

/**
 * Secures connections and hands them over.
 *
 * @param tls undefined for plain connections
 * @param accept called with a connection whose client has the right certificate
 */
export function connector(
  tls: MutualTls | undefined,
  accept: (socket: Socket) => void,
): (socket: Socket) => void {
  if (!tls) return accept;
  const { server, clientCertificate } = tls;
  const secured = createServer(
    {
      cert: server.certificate,
      key: server.key,
      ALPNProtocols: ["h2"],
      // The client's certificate is compared byte by byte below, which is stricter than a chain of trust. Loading the
      // root certificates would take Node.js 20 twenty milliseconds.
      ca: [],
      requestCert: true,
      rejectUnauthorized: false,
    },
    (socket) => {
      // An anonymous client's certificate is an empty object, which the type does not say.
      const { raw } = socket.getPeerCertificate() as { raw?: Buffer };
      if (raw?.equals(clientCertificate)) return accept(socket);
      log.warn("refused a connection: its client certificate is not the one Terraform announced");
      socket.destroy();
    },
  );
  return (socket) => void secured.emit("connection", socket);
}
