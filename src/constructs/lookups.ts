/** The lookups: one class and its properties for each listing. */
import { type LookupProps, lookupOf } from "./backup-lookup";

/** Arguments of {@link TencentCloudRedisBackups}. */
export interface TencentCloudRedisBackupsProps extends LookupProps<"tencentcloud-redis"> {}

/** Backups of a Tencent Cloud Redis instance, such as `crs-5a4py64p`. Source: DescribeInstanceBackups (2018-04-12). */
export class TencentCloudRedisBackups extends lookupOf("tencentcloud-redis") {}

/** Arguments of {@link TencentCloudMysqlBackups}. */
export interface TencentCloudMysqlBackupsProps extends LookupProps<"tencentcloud-mysql"> {}

/**
 * Backups of a Tencent Cloud MySQL instance, such as `cdb-c1nl9rpv`. Set `methods` to `["physical"]` for a clone,
 * which cannot be made from a logical backup. Source: DescribeBackups (2017-03-20).
 */
export class TencentCloudMysqlBackups extends lookupOf("tencentcloud-mysql") {}

/** Arguments of {@link TencentCloudPostgresBackups}. */
export interface TencentCloudPostgresBackupsProps extends LookupProps<"tencentcloud-postgres"> {}

/**
 * Backups of a Tencent Cloud PostgreSQL instance, such as `postgres-6r233v55`. Source: DescribeBaseBackups
 * (2017-03-12).
 */
export class TencentCloudPostgresBackups extends lookupOf("tencentcloud-postgres") {}

/** Arguments of {@link TencentCloudMongodbBackups}. */
export interface TencentCloudMongodbBackupsProps extends LookupProps<"tencentcloud-mongodb"> {}

/** Backups of a Tencent Cloud MongoDB instance, such as `cmgo-p8vnipr5`. Source: DescribeDBBackups (2019-07-25). */
export class TencentCloudMongodbBackups extends lookupOf("tencentcloud-mongodb") {}

/** Arguments of {@link TencentCloudCynosdbBackups}. */
export interface TencentCloudCynosdbBackupsProps extends LookupProps<"tencentcloud-cynosdb"> {}

/**
 * Backups of a Tencent Cloud TDSQL-C (CynosDB) cluster, such as `cynosdbmysql-8b0s6r3t`. Source: DescribeBackupList
 * (2019-01-07).
 */
export class TencentCloudCynosdbBackups extends lookupOf("tencentcloud-cynosdb") {}

/** Arguments of {@link JdCloudRedisBackups}. */
export interface JdCloudRedisBackupsProps extends LookupProps<"jdcloud-redis"> {}

/** Backups of a JD Cloud Redis instance, such as `redis-vq3n8yd0c1`. Source: describeBackups (v1). */
export class JdCloudRedisBackups extends lookupOf("jdcloud-redis") {}

/** Arguments of {@link JdCloudRdsBackups}. */
export interface JdCloudRdsBackupsProps extends LookupProps<"jdcloud-rds"> {}

/** Backups of a JD Cloud RDS instance, such as `mysql-wp4e9ztap2`. Source: describeBackups (v1). */
export class JdCloudRdsBackups extends lookupOf("jdcloud-rds") {}

/** Arguments of {@link AliCloudRedisBackups}. */
export interface AliCloudRedisBackupsProps extends LookupProps<"alicloud-redis"> {}

/**
 * Backups of an Alibaba Cloud Redis (Tair) instance, such as `r-bp1w8ynd3h5tq0zk`. For a classic cluster the ID
 * contains the IDs of all shards; for a cloud-native cluster set `clusterBackups`. Sources: DescribeBackups and
 * DescribeClusterBackupList (2015-01-01).
 */
export class AliCloudRedisBackups extends lookupOf("alicloud-redis") {}

/** Arguments of {@link AliCloudRdsBackups}. */
export interface AliCloudRdsBackupsProps extends LookupProps<"alicloud-rds"> {}

/** Backups of an Alibaba Cloud RDS instance, such as `rm-uf6wjk5x1a2b3c4d5`. Source: DescribeBackups (2014-08-15). */
export class AliCloudRdsBackups extends lookupOf("alicloud-rds") {}

/** Arguments of {@link AliCloudPolardbBackups}. */
export interface AliCloudPolardbBackupsProps extends LookupProps<"alicloud-polardb"> {}

/**
 * Backups of an Alibaba Cloud PolarDB cluster, such as `pc-bp1k9w2d4f6h8j0m3`. Source: DescribeBackups (2017-08-01).
 */
export class AliCloudPolardbBackups extends lookupOf("alicloud-polardb") {}

/** Arguments of {@link AliCloudMongodbBackups}. */
export interface AliCloudMongodbBackupsProps extends LookupProps<"alicloud-mongodb"> {}

/**
 * Backups of an Alibaba Cloud MongoDB instance, such as `dds-bp1a7009eb24c6d8`. For a sharded instance give its
 * `nodeIds`, or set `clusterBackups` if it is on cloud disks. Sources: DescribeBackups and DescribeClusterBackups
 * (2015-12-01).
 */
export class AliCloudMongodbBackups extends lookupOf("alicloud-mongodb") {}
