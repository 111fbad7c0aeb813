/** The lookups: one class and its properties for each listing. */
import { type LookupProps, lookupOf } from "./backup-lookup";

/** Arguments of {@link TencentCloudRedisBackups}. */
export interface TencentCloudRedisBackupsProps extends LookupProps<"tencentcloud-redis"> {}

/**
 * Backups of a Tencent Cloud Redis instance. Source: DescribeInstanceBackups, API version 2018-04-12.
 *
 * @example
 * const orders = new TencentCloudRedisBackups(this, "orders", { instanceId: "crs-5a4py64p", region: "ap-guangzhou" });
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
 */
export class TencentCloudMysqlBackups extends lookupOf("tencentcloud-mysql") {}

/** Arguments of {@link TencentCloudPostgresBackups}. */
export interface TencentCloudPostgresBackupsProps extends LookupProps<"tencentcloud-postgres"> {}

/**
 * Backups of a Tencent Cloud PostgreSQL instance. Source: DescribeBaseBackups, API version 2017-03-12.
 *
 * @example
 * const orders = new TencentCloudPostgresBackups(this, "orders", { instanceId: "postgres-6r233v55", region: "ap-guangzhou" });
 */
export class TencentCloudPostgresBackups extends lookupOf("tencentcloud-postgres") {}

/** Arguments of {@link TencentCloudMongodbBackups}. */
export interface TencentCloudMongodbBackupsProps extends LookupProps<"tencentcloud-mongodb"> {}

/**
 * Backups of a Tencent Cloud MongoDB instance. Source: DescribeDBBackups, API version 2019-07-25.
 *
 * @example
 * const orders = new TencentCloudMongodbBackups(this, "orders", { instanceId: "cmgo-p8vnipr5", region: "ap-guangzhou" });
 */
export class TencentCloudMongodbBackups extends lookupOf("tencentcloud-mongodb") {}

/** Arguments of {@link TencentCloudCynosdbBackups}. */
export interface TencentCloudCynosdbBackupsProps extends LookupProps<"tencentcloud-cynosdb"> {}

/**
 * Backups of a Tencent Cloud TDSQL-C (CynosDB) cluster. Source: DescribeBackupList, API version 2019-01-07.
 *
 * @example
 * const orders = new TencentCloudCynosdbBackups(this, "orders", { instanceId: "cynosdbmysql-8b0s6r3t", region: "ap-guangzhou" });
 */
export class TencentCloudCynosdbBackups extends lookupOf("tencentcloud-cynosdb") {}

/** Arguments of {@link JdCloudRedisBackups}. */
export interface JdCloudRedisBackupsProps extends LookupProps<"jdcloud-redis"> {}

/**
 * Backups of a JD Cloud Redis instance. Source: describeBackups, API version v1.
 *
 * @example
 * const orders = new JdCloudRedisBackups(this, "orders", { instanceId: "redis-vq3n8yd0c1", region: "cn-north-1" });
 */
export class JdCloudRedisBackups extends lookupOf("jdcloud-redis") {}

/** Arguments of {@link JdCloudRdsBackups}. */
export interface JdCloudRdsBackupsProps extends LookupProps<"jdcloud-rds"> {}

/**
 * Backups of a JD Cloud RDS instance. Source: describeBackups, API version v1.
 *
 * @example
 * const orders = new JdCloudRdsBackups(this, "orders", { instanceId: "mysql-wp4e9ztap2", region: "cn-north-1" });
 */
export class JdCloudRdsBackups extends lookupOf("jdcloud-rds") {}

/** Arguments of {@link AliCloudRedisBackups}. */
export interface AliCloudRedisBackupsProps extends LookupProps<"alicloud-redis"> {}

/**
 * Backups of an Alibaba Cloud Redis (Tair) instance. For a classic cluster the ID holds those of all shards; for a
 * cloud-native cluster set `clusterBackups`. Sources: DescribeBackups and DescribeClusterBackupList, API version
 * 2015-01-01.
 *
 * @example
 * const orders = new AliCloudRedisBackups(this, "orders", { instanceId: "r-bp1w8ynd3h5tq0zk", region: "cn-hangzhou" });
 */
export class AliCloudRedisBackups extends lookupOf("alicloud-redis") {}

/** Arguments of {@link AliCloudRdsBackups}. */
export interface AliCloudRdsBackupsProps extends LookupProps<"alicloud-rds"> {}

/**
 * Backups of an Alibaba Cloud RDS instance. Source: DescribeBackups, API version 2014-08-15.
 *
 * @example
 * const orders = new AliCloudRdsBackups(this, "orders", { instanceId: "rm-uf6wjk5x1a2b3c4d5", region: "cn-hangzhou" });
 */
export class AliCloudRdsBackups extends lookupOf("alicloud-rds") {}

/** Arguments of {@link AliCloudPolardbBackups}. */
export interface AliCloudPolardbBackupsProps extends LookupProps<"alicloud-polardb"> {}

/**
 * Backups of an Alibaba Cloud PolarDB cluster. Source: DescribeBackups, API version 2017-08-01.
 *
 * @example
 * const orders = new AliCloudPolardbBackups(this, "orders", { instanceId: "pc-bp1k9w2d4f6h8j0m3", region: "cn-hangzhou" });
 */
export class AliCloudPolardbBackups extends lookupOf("alicloud-polardb") {}

/** Arguments of {@link AliCloudMongodbBackups}. */
export interface AliCloudMongodbBackupsProps extends LookupProps<"alicloud-mongodb"> {}

/**
 * Backups of an Alibaba Cloud MongoDB instance. For a sharded one give its `nodeIds`, or set `clusterBackups` where it
 * is on cloud disks. Sources: DescribeBackups and DescribeClusterBackups, API version 2015-12-01.
 *
 * @example
 * const orders = new AliCloudMongodbBackups(this, "orders", { instanceId: "dds-bp1a7009eb24c6d8", region: "cn-hangzhou" });
 */
export class AliCloudMongodbBackups extends lookupOf("alicloud-mongodb") {}
