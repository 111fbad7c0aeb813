/** What a query becomes in the vendor's parameters. Pure. */
import type { ApiCall } from "../clouds/cloud";
import { usageError } from "../core/errors";
import type { BackupOperation, Listing, ListingQuery, Operation, Sweep } from "../listings/listing";
import type { Page } from "./page";

/** Region and instance become parts of a path, where slashes and dots would lead elsewhere. */
const PATH_SEGMENT = /^\w[\w.*-]*$/;

/** The vendor's parameters for a page. */
export function pageParameters({ page: names }: Pick<Operation<never>, "page">, page: Page): Sweep {
  // A numbered page counts in pages of the size that is asked for, which therefore stays the same throughout.
  if (names.number) return { [names.size]: names.largest, [names.number]: page.number };
  return { [names.size]: page.size, ...(names.offset && { [names.offset]: page.offset }) };
}

/**
 * A path with region and instance in their places.
 *
 * @throws BackupsError `usage` for one that cannot stand in a path
 */
export function pathOf(
  { path }: Pick<Operation<never>, "path">,
  example: Listing["example"],
  { region, instanceId = "" }: { readonly region: string; readonly instanceId?: string },
): ApiCall["path"] {
  const segment = (name: "region" | "instanceId", value: string) => {
    if (PATH_SEGMENT.test(value)) return value;
    const what = name === "region" ? "a region" : "an instance ID";
    throw usageError(name, `got ${JSON.stringify(value)}, expected ${what} such as ${example[name]}`);
  };
  return path?.replace(/\{(\w+)\}/g, (_, name) =>
    name === "region" ? segment("region", region) : segment("instanceId", instanceId),
  );
}

/**
 * Parameters of every request of a query, without those of its page: one set for each sweep through all pages.
 *
 * @throws BackupsError `usage` for arguments that contradict each other
 */
export function sweepsOf(
  listing: Listing,
  operation: BackupOperation,
  query: ListingQuery,
): readonly Sweep[] {
  const given = Object.entries(listing.arguments)
    // Times have a notation of the vendor's, which the operation's own sweeps know.
    .filter(([, { sets, kind }]) => sets !== undefined && kind !== "time")
    .map(([name, { sets }]) => [sets, query.arguments[name]]);
  const common: Sweep = {
    ...(operation.instance && { [operation.instance]: query.instanceId }),
    ...(operation.region && { [operation.region]: query.region }),
    ...Object.fromEntries(given),
  };
  return (operation.sweeps?.(query) ?? [{}]).map((sweep) => ({ ...common, ...sweep }));
}
