/** The constructs. The only folder that imports cdktf. */
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
export type * from "./cloud-props";
export { DatabaseInstances, type DatabaseInstancesProps } from "./database-instances";
export * from "./lookups";
export type { MetaArguments } from "./meta-arguments";
export { type LookupMaker, type ResolveBackupsOptions, resolveBackups } from "./resolve-backups";
export { RestoreJob } from "./restore-job";
export type { RestoreJobProps } from "./restore-job-props";
export { RestorePoint } from "./restore-point";
export type { RestorePointProps } from "./restore-point-props";
