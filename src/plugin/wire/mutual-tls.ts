import type { Socket } from "node:net";
import { createServer, type TLSSocket } from "node:tls";
import type { ServerCertificate } from "./certificate";
import { log } from "./log";

/** How a connection is secured: our certificate, and the DER of the only one a client may have. */
export interface MutualTls {
  readonly server: ServerCertificate;
  readonly clientCertificate: Buffer;
}

/**
 * Secures connections and hands them over.
 *
 * @param tls undefined for plain connections
 * @param accept gets a connection once its client has shown the right certificate; others never get so far
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
      // The client's certificate is compared byte by byte below: stricter than a chain of trust, and without the
      // list of root certificates, which takes Node.js 20 twenty milliseconds to load.
      ca: [],
      requestCert: true,
      rejectUnauthorized: false,
    },
    (socket) => {
      if (peerCertificate(socket)?.equals(clientCertificate)) return accept(socket);
      log.warn("refused a connection: its client certificate is not the one Terraform announced");
      socket.destroy();
    },
  );
  return (socket) => void secured.emit("connection", socket);
}

function peerCertificate(socket: TLSSocket): Buffer | undefined {
  // Typed as always there, but an anonymous client gives an empty object.
  return (socket.getPeerCertificate() as { raw?: Buffer }).raw;
}
