/** The constructs. The only folder that imports cdktf. */

export type * from "../clouds/props";
export type { AliCloudAssumeRoleProps, AliCloudOidcProps, AliCloudProps } from "../vendors/alicloud/settings";
export type { JdCloudProps } from "../vendors/jdcloud/settings";
export type {
  TencentCloudAssumeRoleProps,
  TencentCloudProps,
  TencentCloudWebIdentityProps,
} from "../vendors/tencentcloud/settings";
export {
  BackupLookup,
  type BackupLookupProps,
  type LookupProps,
  RESOLVE_CONTEXT,
  type Resolution,
} from "./backup-lookup";
export { BackupReference, BackupReferenceList } from "./backup-reference";
export { BackupTrigger, type BackupTriggerProps } from "./backup-trigger";
export { BackupsDataSource } from "./backups-data-source";
export { BackupsProvider, type BackupsProviderProps } from "./backups-provider";
export { DatabaseInstances, type DatabaseInstancesProps } from "./database-instances";
export * from "./lookups";
export type { MetaArguments } from "./meta-arguments";
export { type LookupMaker, type ResolveBackupsOptions, resolveBackups } from "./resolve-backups";
export { RestoreJob } from "./restore-job";
export type { RestoreJobProps } from "./restore-job-props";
export { RestorePoint } from "./restore-point";
export type { RestorePointProps } from "./restore-point-props";
