import type { Construct } from "constructs";
import type { JdCloudRedisArguments } from "../listings/jdcloud-redis";
import { BackupLookup, type BackupLookupProps } from "./backup-lookup";

/** Arguments of {@link JdCloudRedisBackups}. */
export interface JdCloudRedisBackupsProps extends BackupLookupProps, JdCloudRedisArguments {}

/**
 * Backups of a JD Cloud Redis instance. Source: describeBackups, API version v1.
 *
 * @example
 * const orders = new JdCloudRedisBackups(this, "orders", { instanceId: "redis-vq3n8yd0c1", region: "cn-north-1" });
 * new TerraformOutput(this, "orders-backup", { value: orders.latestId });
 */
export class JdCloudRedisBackups extends BackupLookup {
  /** Terraform's name of the data source. */
  static readonly tfResourceType = "backups_jdcloud_redis";

  constructor(scope: Construct, id: string, props: JdCloudRedisBackupsProps) {
    super(scope, id, "jdcloud-redis", props);
  }
}
