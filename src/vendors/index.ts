/** All listings. A further one is added here, and nowhere else in this folder but in its own file. */
import { usageError } from "../core/errors";
import type { Listing } from "../listings/listing";
import { type AliCloudMongodbArguments, alicloudMongodb } from "./alicloud/mongodb";
import { type AliCloudPolardbArguments, alicloudPolardb } from "./alicloud/polardb";
import { type AliCloudRdsArguments, alicloudRds } from "./alicloud/rds";
import { type AliCloudRedisArguments, alicloudRedis } from "./alicloud/redis";
import { type JdCloudRdsArguments, jdcloudRds } from "./jdcloud/rds";
import { type JdCloudRedisArguments, jdcloudRedis } from "./jdcloud/redis";
import { type TencentCloudCynosdbArguments, tencentcloudCynosdb } from "./tencentcloud/cynosdb";
import { type TencentCloudMongodbArguments, tencentcloudMongodb } from "./tencentcloud/mongodb";
import { tencentcloudMysql } from "./tencentcloud/mysql";
import { type TencentCloudPostgresArguments, tencentcloudPostgres } from "./tencentcloud/postgres";
import { type TencentCloudRedisArguments, tencentcloudRedis } from "./tencentcloud/redis";

/** All listings, in the order of the documentation. */
export const listings: readonly Listing[] = [
  tencentcloudRedis,
  tencentcloudMysql,
  tencentcloudPostgres,
  tencentcloudMongodb,
  tencentcloudCynosdb,
  jdcloudRedis,
  jdcloudRds,
  alicloudRedis,
  alicloudRds,
  alicloudPolardb,
  alicloudMongodb,
];

/** The listings' own arguments, by name. */
export interface ListingArguments {
  readonly "tencentcloud-redis": TencentCloudRedisArguments;
  /** None of its own. */
  readonly "tencentcloud-mysql": Readonly<Record<never, never>>;
  readonly "tencentcloud-postgres": TencentCloudPostgresArguments;
  readonly "tencentcloud-mongodb": TencentCloudMongodbArguments;
  readonly "tencentcloud-cynosdb": TencentCloudCynosdbArguments;
  readonly "jdcloud-redis": JdCloudRedisArguments;
  readonly "jdcloud-rds": JdCloudRdsArguments;
  readonly "alicloud-redis": AliCloudRedisArguments;
  readonly "alicloud-rds": AliCloudRdsArguments;
  readonly "alicloud-polardb": AliCloudPolardbArguments;
  readonly "alicloud-mongodb": AliCloudMongodbArguments;
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
