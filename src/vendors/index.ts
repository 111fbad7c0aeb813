/** All listings. A further one is added here, and nowhere else in this folder but in its own file. */
import { didYouMean } from "../core/closest";
import { usageError } from "../core/errors";
import type { Listing } from "../listings/listing";
import { type AliCloudMongodbArguments, alicloudMongodb } from "./alicloud/mongodb";
import { type AliCloudPolardbArguments, alicloudPolardb } from "./alicloud/polardb";
import { type AliCloudRdsArguments, alicloudRds } from "./alicloud/rds";
import { type AliCloudRedisArguments, alicloudRedis } from "./alicloud/redis";
import { type JdCloudRdsArguments, jdcloudRds } from "./jdcloud/rds";
import { type JdCloudRedisArguments, jdcloudRedis } from "./jdcloud/redis";
import { type TencentCloudCynosdbArguments, tencentcloudCynosdb } from "./tencentcloud/cynosdb";
import { tencentcloudMongodb } from "./tencentcloud/mongodb";
import { tencentcloudMysql } from "./tencentcloud/mysql";
import { tencentcloudPostgres } from "./tencentcloud/postgres";
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

/** None of its own. */
type NoArguments = Readonly<Record<never, never>>;

/** The listings' own arguments, by name. */
export interface ListingArguments {
  readonly "tencentcloud-redis": TencentCloudRedisArguments;
  readonly "tencentcloud-mysql": NoArguments;
  readonly "tencentcloud-postgres": NoArguments;
  readonly "tencentcloud-mongodb": NoArguments;
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

/** The question that offers the listing whose name is most like a word: Terraform's and a construct's names are very like. */
export function didYouMeanListing(word: string): string | undefined {
  const stem = word.replace(/^backups[_-]|[_-]instances$|backups$/gi, "");
  const names = listings.map(({ name }) => name);
  return didYouMean(stem, names);
}

/** Whether there is a listing of that name. */
export function isListing(name: string): name is ListingName {
  return listings.some((listing) => listing.name === name);
}

/**
 * A listing by name.
 *
 * @throws BackupsError `usage` when there is none of that name
 */
export function listingNamed(name: string): Listing {
  const found = listings.find((listing) => listing.name === name);
  if (found) return found;
  const names = listings.map((listing) => listing.name);
  throw usageError(
    "listing",
    `got ${JSON.stringify(name)}, expected one of: ${names.join(", ")}`,
    didYouMeanListing(name),
  );
}
