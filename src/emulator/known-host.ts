import { isLoopback } from "../transport/loopback";

/** The vendors' own names, for clients that sign for the real host and are led here by their resolver. */
const VENDORS = /^(?:[\w-]+\.)+(?:tencentcloudapi\.com|aliyuncs\.com|jdcloud-api\.com)$/;

/**
 * Whether a Host header names this machine or a vendor. A web page can have its own name resolve to 127.0.0.1 (DNS
 * rebinding) and so reach an emulator from a browser; the header then still holds the page's name.
 */
export function isKnownHost(host: string | undefined): boolean {
  const name = host?.replace(/:\d{1,5}$/, "").toLowerCase();
  return name !== undefined && (isLoopback(name) || VENDORS.test(name));
}
