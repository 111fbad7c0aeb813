import type { TencentCloudRedisBackups } from "../../src";
import * as constructs from "../../src";
import { dataSourceType } from "../../src/listings/data-source-type";
import { listingNamed } from "../../src/vendors";

/** The class of a listing's lookups. */
export function lookupClass(name: string): typeof TencentCloudRedisBackups {
  const type = dataSourceType(listingNamed(name));
  const found = Object.values(constructs).find(
    (each) => typeof each === "function" && "tfResourceType" in each && each.tfResourceType === type,
  );
  return found as typeof TencentCloudRedisBackups;
}
