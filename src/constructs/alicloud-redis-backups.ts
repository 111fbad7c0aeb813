import type { Construct } from "constructs";
import type { AliCloudRedisArguments } from "../listings/alicloud-redis";
import { BackupLookup, type BackupLookupProps } from "./backup-lookup";

/** Arguments of {@link AliCloudRedisBackups}. */
export interface AliCloudRedisBackupsProps extends BackupLookupProps, AliCloudRedisArguments {}

/**
 * Backups of an Alibaba Cloud Redis (Tair) instance. For a classic cluster the ID holds those of all shards; for a
 * cloud-native cluster set `clusterBackups`. Sources: DescribeBackups and DescribeClusterBackupList, API version
 * 2015-01-01.
 *
 * @example
 * const orders = new AliCloudRedisBackups(this, "orders", { instanceId: "r-bp1w8ynd3h5tq0zk", region: "cn-hangzhou" });
 * new TerraformOutput(this, "orders-backup", { value: orders.latestId });
 */
export class AliCloudRedisBackups extends BackupLookup {
  /** Terraform's name of the data source. */
  static readonly tfResourceType = "backups_alicloud_redis";

  constructor(scope: Construct, id: string, props: AliCloudRedisBackupsProps) {
    super(scope, id, "alicloud-redis", props);
  }
}
