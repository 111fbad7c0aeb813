/** Turns a query into the vendor's parameters. Pure. */

import type { ApiCall } from "../clouds/call";
import type { OwnValues } from "../clouds/cloud";
import { usageError } from "../core/errors";
import type { BackupOperation, Listing, ListingQuery, Operation, Sweep } from "../listings/listing";
import type { Page } from "./page";

/** A segment of a path: no slash, no leading dot. */
const PATH_SEGMENT = /^\w[\w.*-]*$/;

/** The vendor's parameters for a page. */
export function pageParameters({ page: names }: Pick<Operation<never>, "page">, page: Page): Sweep {
  if (names.offset !== undefined) return { [names.size]: page.size, [names.offset]: page.offset };
  // Page numbers and tokens depend on the size.
  const size = { [names.size]: names.largest };
  if (names.number !== undefined) return { ...size, [names.number]: page.number };
  return page.token === undefined ? size : { ...size, [names.token]: page.token };
}

/** Placeholders of a path. Others are the vendor's own settings. */
const PLACES = {
  region: { argument: "region", what: "a region" },
  instance: { argument: "instanceId", what: "an instance ID" },
} as const;

/**
 * Fills the placeholders of a path.
 *
 * @param own the vendor's own settings; if they are not yet known, their placeholders become empty
 * @throws BackupsError `usage` for a value that is missing or not allowed in a path
 * @throws Error for an unknown placeholder, a mistake in the listing's table
 */
export function pathOf(
  { path, action }: Pick<Operation<never>, "path" | "action">,
  { example, cloud }: Pick<Listing, "example" | "cloud">,
  given: { readonly region: string; readonly instanceId?: string },
  own?: OwnValues,
): ApiCall["path"] {
  return path?.replace(/\{([^{}]*)\}/g, (place, name: string) => {
    if (name === "region" || name === "instance") {
      const { argument, what } = PLACES[name];
      const value = given[argument];
      if (value === undefined)
        throw new Error(`${action} has ${place} in its path, but the lookup has no value for it`);
      if (PATH_SEGMENT.test(value)) return value;
      throw usageError(
        argument,
        `got ${JSON.stringify(value)}, expected ${what} such as ${example[argument]}`,
      );
    }
    const setting = Object.values(cloud.settings).find(({ sets, variables }) => variables && sets === name);
    if (!setting) throw new Error(`${action} has ${place} in its path, which is not a known placeholder`);
    if (!own) return "";
    const value = own[name];
    if (value !== undefined && PATH_SEGMENT.test(value)) return value;
    throw usageError(
      name,
      value === undefined ? "missing" : `got ${JSON.stringify(value)}, expected a name without slashes`,
      `Give ${name} in the settings of ${cloud.title}, or set ${setting.variables?.join(" or ")}.`,
    );
  });
}

/**
 * Parameters of each sweep of a query, without those of the page.
 *
 * @throws BackupsError `usage` for arguments that contradict each other
 */
export function sweepsOf(
  listing: Listing,
  operation: BackupOperation,
  query: ListingQuery,
): readonly Sweep[] {
  const given = Object.entries(listing.arguments)
    // The operation's `sweeps` write times, in the vendor's notation.
    .filter(([, { sets, kind }]) => sets !== undefined && kind !== "time")
    .map(([name, { sets }]) => [sets, query.arguments[name]]);
  const common: Sweep = {
    ...(operation.instance && { [operation.instance]: query.instanceId }),
    ...(operation.region && { [operation.region]: query.region }),
    ...Object.fromEntries(given),
  };
  return (operation.sweeps?.(query) ?? [{}]).map((sweep) => ({ ...common, ...sweep }));
}
