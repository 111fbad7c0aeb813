import { isHostOf } from "../clouds/host";
import { isLoopback } from "../core/loopback";
import { apis } from "./apis";

/**
 * Whether a Host header names this machine or a vendor, whose real host a client may sign for and be led here by its
 * resolver. A web page can have its own name resolve to 127.0.0.1 (DNS
 * rebinding) and so reach an emulator from a browser; the header then still holds the page's name.
 */
export function isKnownHost(host: string | undefined): boolean {
  const name = host?.replace(/:\d{1,5}$/, "").toLowerCase();
  return (
    name !== undefined && (isLoopback(name) || apis.some(({ listing }) => isHostOf(listing.cloud, name)))
  );
}
