/** The lookups: one class and its properties for each listing. */
import { type LookupProps, lookupOf } from "./backup-lookup";

/** Arguments of {@link TencentCloudRedisBackups}. */
export interface TencentCloudRedisBackupsProps extends LookupProps<"tencentcloud-redis"> {}

/**
 * Backups of a Tencent Cloud Redis instance. Source: DescribeInstanceBackups, API version 2018-04-12.
 *
 * @example
 * const orders = new TencentCloudRedisBackups(this, "orders", { instanceId: "crs-5a4py64p", region: "ap-guangzhou" });
 * new TerraformOutput(this, "orders-backup", { value: orders.latestId });
 */
export class TencentCloudRedisBackups extends lookupOf("tencentcloud-redis") {}

/** Arguments of {@link TencentCloudMysqlBackups}. */
export interface TencentCloudMysqlBackupsProps extends LookupProps<"tencentcloud-mysql"> {}

/**
 * Backups of a Tencent Cloud MySQL instance. Set `methods` to `["physical"]` for a clone, which cannot be made from
 * a logical backup. Source: DescribeBackups, API version 2017-03-20.
 *
 * @example
 * const orders = new TencentCloudMysqlBackups(this, "orders", { instanceId: "cdb-c1nl9rpv", region: "ap-guangzhou" });
 * new TerraformOutput(this, "orders-backup", { value: orders.latestId });
 */
export class TencentCloudMysqlBackups extends lookupOf("tencentcloud-mysql") {}

/** Arguments of {@link JdCloudRedisBackups}. */
export interface JdCloudRedisBackupsProps extends LookupProps<"jdcloud-redis"> {}

/**
 * Backups of a JD Cloud Redis instance. Source: describeBackups, API version v1.
 *
 * @example
 * const orders = new JdCloudRedisBackups(this, "orders", { instanceId: "redis-vq3n8yd0c1", region: "cn-north-1" });
 * new TerraformOutput(this, "orders-backup", { value: orders.latestId });
 */
export class JdCloudRedisBackups extends lookupOf("jdcloud-redis") {}

/** Arguments of {@link AliCloudRedisBackups}. */
export interface AliCloudRedisBackupsProps extends LookupProps<"alicloud-redis"> {}

/**
 * Backups of an Alibaba Cloud Redis (Tair) instance. For a classic cluster the ID holds those of all shards; for a
 * cloud-native cluster set `clusterBackups`. Sources: DescribeBackups and DescribeClusterBackupList, API version
 * 2015-01-01.
 *
 * @example
 * const orders = new AliCloudRedisBackups(this, "orders", { instanceId: "r-bp1w8ynd3h5tq0zk", region: "cn-hangzhou" });
 * new TerraformOutput(this, "orders-backup", { value: orders.latestId });
 */
export class AliCloudRedisBackups extends lookupOf("alicloud-redis") {}
