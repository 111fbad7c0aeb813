/** All listings. A further one is added here, and nowhere else in this folder but in its own file. */
import { usageError } from "../errors";
import { type AliCloudRedisArguments, alicloudRedis } from "./alicloud-redis";
import { type JdCloudRedisArguments, jdcloudRedis } from "./jdcloud-redis";
import type { Listing } from "./listing";
import { type TencentCloudMysqlArguments, tencentcloudMysql } from "./tencentcloud-mysql";
import { type TencentCloudRedisArguments, tencentcloudRedis } from "./tencentcloud-redis";

/** All listings, in the order of the documentation. */
export const listings: readonly Listing[] = [
  tencentcloudRedis,
  tencentcloudMysql,
  jdcloudRedis,
  alicloudRedis,
];

/** The listings' own arguments, by name. */
export interface ListingArguments {
  readonly "tencentcloud-redis": TencentCloudRedisArguments;
  readonly "tencentcloud-mysql": TencentCloudMysqlArguments;
  readonly "jdcloud-redis": JdCloudRedisArguments;
  readonly "alicloud-redis": AliCloudRedisArguments;
}

/** Names of the listings. */
export type ListingName = keyof ListingArguments;

/**
 * A listing by name.
 *
 * @throws BackupsError `usage` when there is none of that name
 */
export function listingNamed(name: string): Listing {
  const found = listings.find((listing) => listing.name === name);
  if (found) return found;
  const names = listings.map((listing) => listing.name).join(", ");
  throw usageError("listing", `got ${JSON.stringify(name)}, expected one of: ${names}`);
}
