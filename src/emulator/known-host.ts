/** `127.0.0.0/8`, `localhost` and `[::1]`, each with or without a port. */
const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::\d{1,5})?$/i;

/** The vendors' own names, for clients that sign for the real host and are led here by their resolver. */
const VENDORS = /^(?:[\w-]+\.)+(?:tencentcloudapi\.com|aliyuncs\.com|jdcloud-api\.com)(?::\d{1,5})?$/i;

/**
 * Whether a Host header names this machine or a vendor. A web page can have its own name resolve to 127.0.0.1 (DNS
 * rebinding) and so reach an emulator from a browser; the header then still holds the page's name.
 */
export function isKnownHost(host: string | undefined): boolean {
  return host !== undefined && (LOOPBACK.test(host) || VENDORS.test(host));
}
