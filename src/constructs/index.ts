/** The constructs. The only folder that imports cdktf. */
export { AliCloudRedisBackups, type AliCloudRedisBackupsProps } from "./alicloud-redis-backups";
export { BackupLookup, type BackupLookupProps, RESOLVE_CONTEXT, type Resolution } from "./backup-lookup";
export { BackupReference, BackupReferenceList } from "./backup-reference";
export { BackupsDataSource, type MetaArguments } from "./backups-data-source";
export {
  type AliCloudProps,
  BackupsProvider,
  type BackupsProviderProps,
  type CloudProps,
  type JdCloudProps,
  type TencentCloudProps,
} from "./backups-provider";
export { JdCloudRedisBackups, type JdCloudRedisBackupsProps } from "./jdcloud-redis-backups";
export { type LookupMaker, type ResolveBackupsOptions, resolveBackups } from "./resolve-backups";
export { RestoreJob, type RestoreJobProps } from "./restore-job";
export { RestorePoint, type RestorePointProps } from "./restore-point";
export { TencentCloudMysqlBackups, type TencentCloudMysqlBackupsProps } from "./tencentcloud-mysql-backups";
export { TencentCloudRedisBackups, type TencentCloudRedisBackupsProps } from "./tencentcloud-redis-backups";
