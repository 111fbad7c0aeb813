/** The constructs. The only folder that imports cdktf. */

export type * from "../clouds/props";
export type { AliCloudAssumeRoleProps, AliCloudOidcProps, AliCloudProps } from "../vendors/alicloud/settings";
export type { JdCloudProps } from "../vendors/jdcloud/settings";
export type {
  TencentCloudAssumeRoleProps,
  TencentCloudProps,
  TencentCloudWebIdentityProps,
} from "../vendors/tencentcloud/settings";
export type { LookupAnswer } from "./answer-local";
export type { WithTokens } from "./arguments";
export {
  BackupLookup,
  type BackupLookupProps,
  type IBackupLookup,
  type LookupClass,
  type LookupProps,
  RESOLVE_CONTEXT,
  type Resolution,
} from "./backup-lookup";
export { BackupReference, BackupReferenceList } from "./backup-reference";
export { BackupTrigger, type BackupTriggerProps } from "./backup-trigger";
export type { MetaArguments } from "./backups-data-source";
export { BackupsProvider, type BackupsProviderProps } from "./backups-provider";
export type { BlockConstruct } from "./block";
export * from "./database-instances";
export * from "./lookups";
export { type LookupMaker, type ResolveBackupsOptions, resolveBackups } from "./resolve-backups";
export { RestoreJob } from "./restore-job";
export type { RestoreJobProps } from "./restore-job-props";
export { type IRestorePoint, RestorePoint, type RestorePointProps } from "./restore-point";
