/** The settings of a client that a command takes as flags. */
import type { CloudName } from "../clouds/cloud";
import { describeSetting, hasSetting, numberSettings, wholeNumbers } from "../clouds/settings";
import type { ArgumentTable } from "../core/argument";
import { commonArguments } from "../lookup/query";
import { listings } from "../vendors";

/** Settings of every client. */
export const clientArguments: ArgumentTable = {
  timeout: {
    kind: "integer",
    ...wholeNumbers("timeout"),
    description: "Seconds for the whole lookup. They count from its first request on.",
    default: String(numberSettings.timeout.default),
  },
  maxRetries: {
    kind: "integer",
    ...wholeNumbers("maxRetries"),
    description: "Attempts after the first one.",
    default: String(numberSettings.maxRetries.default),
  },
};

/** All vendors, since a file may name any. */
export const clouds: readonly CloudName[] = [...new Set(listings.map(({ cloud }) => cloud.name))];

/** What a setting means that only some vendors have, and which. */
function ofSome(name: "timeZone" | "domain"): string {
  const owners = clouds.filter((cloud) => hasSetting(cloud, name));
  return `${describeSetting(name)} For ${owners.join(", ")} alone.`;
}

/** Settings that only some vendors have. */
export const vendorArguments: ArgumentTable = {
  timeZone: { kind: "offset", description: ofSome("timeZone") },
  domain: { kind: "string", description: ofSome("domain") },
};

/** The settings of a client for some vendors. */
export function clientTable(...names: readonly CloudName[]): ArgumentTable {
  const own = Object.entries(vendorArguments).filter(([name]) =>
    names.some((cloud) => hasSetting(cloud, name)),
  );
  return { ...clientArguments, ...Object.fromEntries(own) };
}

/**
 * The flags of a command over many instances.
 *
 * @param except the name of one that means nothing to it
 */
export function fleetTable(except?: string): ArgumentTable {
  const { endpoint } = commonArguments;
  const table: ArgumentTable = { ...(endpoint && { endpoint }), ...clientTable(...clouds) };
  return Object.fromEntries(Object.entries(table).filter(([name]) => name !== except));
}
