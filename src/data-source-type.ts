import type { Listing } from "./listings/listing";

/** Terraform's name of a listing's data source, such as `backups_tencentcloud_redis`. */
export function dataSourceType(listing: Listing): string {
  return `backups_${listing.name.replaceAll("-", "_")}`;
}
