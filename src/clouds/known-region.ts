import { didYouMean } from "../core/closest";
import { usageError } from "../core/errors";
import type { Cloud } from "./cloud";

/**
 * Vendors return an empty list for a region that does not exist, and `for_each` would then destroy everything. A list
 * with instances proves its region, even if the table does not have it.
 *
 * @throws BackupsError `usage` for a region that is not in the cloud's table
 */
export function mustBeRegion({ title, regions }: Cloud, region: string): void {
  if (regions.has(region)) return;
  throw usageError(
    "region",
    `got ${JSON.stringify(region)}, which is not a known region of ${title}, and nothing is listed there`,
    didYouMean(region, regions) ?? `Known are ${[...regions].join(", ")}.`,
  );
}
