/** Finds the address of a listing. */

import type { CloudSettings } from "../clouds/cloud";
import { isHostOf } from "../clouds/host";
import { ownSettings, ownValues } from "../clouds/settings";
import { usageError } from "../core/errors";
import { isLoopback } from "../core/loopback";
import type { Listing } from "./listing";

/** Overrides the address of every listing. */
const ALL = "BACKUPS_ENDPOINT_URL";

/** Name of the variable that overrides one listing's address, such as `BACKUPS_ENDPOINT_URL_ALICLOUD_REDIS`. */
export function endpointVariable(listing: Pick<Listing, "name">): string {
  return `${ALL}_${listing.name.toUpperCase().replaceAll("-", "_")}`;
}

/** The address that the user gave, the argument or variable of it, and the variable; undefined for the vendor's own. */
function given(
  listing: Pick<Listing, "name">,
  argument: string | undefined,
  settings: CloudSettings,
  env: Readonly<Record<string, string | undefined>>,
) {
  const address = argument || settings.endpoint;
  if (address) return { source: "endpoint", address, variable: undefined };
  const variable = [endpointVariable(listing), ALL].find((name) => env[name]);
  return variable === undefined ? undefined : { source: variable, address: env[variable], variable };
}

/**
 * The address: argument, then settings, then the environment, then the vendor's own.
 *
 * @throws BackupsError `usage` for an address that is not an origin, or plain http to another machine
 */
export function findEndpoint(
  listing: Pick<Listing, "name" | "cloud" | "service">,
  region: string,
  argument: string | undefined,
  settings: CloudSettings,
  env: Readonly<Record<string, string | undefined>>,
): URL {
  const [own] = ownSettings(listing.cloud, settings, env);
  const { source, address } = given(listing, argument, settings, env) ?? {
    // In the vendor's own address, the user can set only the vendor's own setting.
    source: own?.variable ?? own?.field ?? "region",
    address: listing.cloud.endpoint(listing.service, region, ownValues(listing.cloud, settings, env)),
  };
  const written = String(address);
  // A query is not allowed, and may contain a token.
  const shown = JSON.stringify(written.replace(/[?#].*/s, "?..."));
  const refuse = (problem: string) =>
    usageError(source, `${problem}; expected an address such as https://api.example.com`);
  let url: URL;
  try {
    url = new URL(written.includes("://") ? written : `https://${written}`);
  } catch {
    throw refuse(written.includes("@") ? "got no address" : `got ${shown}`);
  }
  if (url.username || url.password) throw refuse("got an address with a user name or password in it");
  if (url.pathname !== "/" || url.search || url.hash)
    throw refuse(`got ${shown}, which has more than a host`);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    throw refuse(`got ${shown}: plain http is for this machine (127.0.0.1) only`);
  }
  return url;
}

/**
 * The environment variable that set an address other than the vendor's; undefined for the vendor's address, and for one
 * from an argument or a setting. The parameters are those of {@link findEndpoint}.
 */
export function variableNaming(
  { hostname }: URL,
  listing: Listing,
  argument: string | undefined,
  settings: CloudSettings,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (isHostOf(listing.cloud, hostname)) return undefined;
  const [own] = ownSettings(listing.cloud, settings, env);
  return (given(listing, argument, settings, env) ?? own)?.variable;
}
