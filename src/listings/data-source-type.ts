import type { Listing } from "./listing";

/** Terraform's name of a listing's data source, such as `backups_tencentcloud_redis`. */
export function dataSourceType(listing: Listing): string {
  return `backups_${listing.name.replaceAll("-", "_")}`;
}

/** Terraform's name of the data source that lists instances, such as `backups_tencentcloud_redis_instances`. */
export function instancesDataSourceType(listing: Listing): string {
  return `${dataSourceType(listing)}_instances`;
}

/** The class of a listing's construct, such as `TencentCloudRedisBackups`. */
export function constructName({ name }: Pick<Listing, "name">): string {
  const words = name.replace("cloud-", "-cloud-").split("-");
  return `${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")}Backups`;
}
