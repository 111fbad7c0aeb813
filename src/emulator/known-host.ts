import { isHostOf } from "../clouds/host";
import { isLoopback } from "../core/loopback";
import { clouds } from "../vendors";

/**
 * Whether a Host header names this machine, or a vendor's host, for which a client may sign. A web page can make its
 * own name resolve to 127.0.0.1 (DNS rebinding) and so reach an emulator from a browser; the header then has the page's
 * name.
 */
export function isKnownHost(host: string | undefined): boolean {
  const name = host?.replace(/:\d{1,5}$/, "").toLowerCase();
  return name !== undefined && (isLoopback(name) || clouds.some((cloud) => isHostOf(cloud, name)));
}
