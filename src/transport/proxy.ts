/** The environment's proxy for an address. */
import { BlockList, isIP } from "node:net";

// It has no types.
const { getProxyForUrl } = require("proxy-from-env") as { getProxyForUrl: (url: URL) => string };

/** Variables that name the proxy of an https address, best first. The order is that of proxy-from-env. */
const VARIABLES = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] as const;

/** Whether NO_PROXY has a network, such as 10.0.0.0/8, with this numeric host. */
function isInExemptNetwork(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "");
  const family = isIP(host) === 6 ? "ipv6" : "ipv4";
  if (!isIP(host)) return false;
  const networks = new BlockList();
  for (const entry of (process.env.no_proxy || process.env.NO_PROXY || "").split(/[,\s]+/)) {
    const [network = "", bits = ""] = entry.split("/");
    const most = isIP(network) === 6 ? 128 : 32;
    if (!isIP(network) || !/^\d{1,3}$/.test(bits) || Number(bits) > most) continue;
    networks.addSubnet(network, Number(bits), isIP(network) === 6 ? "ipv6" : "ipv4");
  }
  return networks.check(host, family);
}

/**
 * The proxy for an https address, by HTTPS_PROXY, ALL_PROXY and NO_PROXY; undefined if there is none. As in curl, an
 * address without a scheme means plain HTTP.
 *
 * @throws Error with the variable as `setting`, and a `hint`, for an address that cannot be read. Its text is left out,
 * because it may hold a password
 */
export function proxyFor(url: URL): URL | undefined {
  if (!getProxyForUrl(url) || isInExemptNetwork(url.hostname)) return undefined;
  const variable = VARIABLES.find((name) => process.env[name]) as (typeof VARIABLES)[number];
  const written = String(process.env[variable]).trim();
  const refuse = (problem: string) =>
    Object.assign(new Error(`${problem}; expected an address such as http://proxy.example.com:3128`), {
      setting: variable,
      hint: `Correct ${variable}, or unset it if there is no proxy.`,
    });
  let proxy: URL;
  try {
    proxy = new URL(written.includes("://") ? written : `http://${written}`);
    decodeURIComponent(proxy.username + proxy.password);
  } catch {
    throw refuse("got an address that cannot be read");
  }
  if (proxy.protocol !== "http:" && proxy.protocol !== "https:")
    throw refuse(`got a proxy of the kind ${proxy.protocol.slice(0, 16)}, which is not supported`);
  return proxy;
}
