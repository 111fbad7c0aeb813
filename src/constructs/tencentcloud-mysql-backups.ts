import type { Construct } from "constructs";
import type { TencentCloudMysqlArguments } from "../listings/tencentcloud-mysql";
import { BackupLookup, type BackupLookupProps } from "./backup-lookup";

/** Arguments of {@link TencentCloudMysqlBackups}. */
export interface TencentCloudMysqlBackupsProps extends BackupLookupProps, TencentCloudMysqlArguments {}

/**
 * Backups of a Tencent Cloud MySQL instance. Set `methods` to `["physical"]` for a clone, which cannot be made from
 * a logical backup. Source: DescribeBackups, API version 2017-03-20.
 *
 * @example
 * const orders = new TencentCloudMysqlBackups(this, "orders", { instanceId: "cdb-c1nl9rpv", region: "ap-guangzhou" });
 * new TerraformOutput(this, "orders-backup", { value: orders.latestId });
 */
export class TencentCloudMysqlBackups extends BackupLookup {
  /** Terraform's name of the data source. */
  static readonly tfResourceType = "backups_tencentcloud_mysql";

  constructor(scope: Construct, id: string, props: TencentCloudMysqlBackupsProps) {
    super(scope, id, "tencentcloud-mysql", props);
  }
}
