import type { Construct } from "constructs";
import type { TencentCloudRedisArguments } from "../listings/tencentcloud-redis";
import { BackupLookup, type BackupLookupProps } from "./backup-lookup";

/** Arguments of {@link TencentCloudRedisBackups}. */
export interface TencentCloudRedisBackupsProps extends BackupLookupProps, TencentCloudRedisArguments {}

/**
 * Backups of a Tencent Cloud Redis instance. Source: DescribeInstanceBackups, API version 2018-04-12.
 *
 * @example
 * const orders = new TencentCloudRedisBackups(this, "orders", { instanceId: "crs-5a4py64p", region: "ap-guangzhou" });
 * new TerraformOutput(this, "orders-backup", { value: orders.latestId });
 */
export class TencentCloudRedisBackups extends BackupLookup {
  /** Terraform's name of the data source. */
  static readonly tfResourceType = "backups_tencentcloud_redis";

  constructor(scope: Construct, id: string, props: TencentCloudRedisBackupsProps) {
    super(scope, id, "tencentcloud-redis", props);
  }
}
