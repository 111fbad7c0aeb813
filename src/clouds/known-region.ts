/** Whether a region in which nothing is listed is one at all. Pure. */
import { didYouMean } from "../core/closest";
import { usageError } from "../core/errors";
import type { Cloud } from "./cloud";

/**
 * Vendors list nothing in a region that there is not: `for_each` would then destroy what was made for each instance. A
 * list that is not empty proves its region, whatever the table says.
 *
 * @throws BackupsError `usage` for a region that no table of the cloud knows
 */
export function mustBeRegion({ title, regions }: Cloud, region: string): void {
  if (regions.has(region)) return;
  throw usageError(
    "region",
    `got ${JSON.stringify(region)}, where nothing is listed, and which is no known region of ${title}`,
    didYouMean(region, regions) ?? `Known are ${[...regions].join(", ")}.`,
  );
}
