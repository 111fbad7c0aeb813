/** The library without CDKTF: `cdktf-backups/client`. */
export {
  type Backup,
  type BackupMethod,
  type BackupOrigin,
  type BackupStatus,
  type BackupType,
  backupMethods,
  backupStatuses,
  backupTriggers,
  backupTypes,
  type PublicBackup,
  publicBackup,
} from "./backup";
export type { CloudSettings, Credentials, HttpRequest, HttpResponse } from "./clouds/cloud";
export type { OidcRoleSettings, RoleSettings } from "./clouds/keys";
export { BackupsError, type BackupsErrorCode, type BackupsErrorDetails } from "./errors";
export {
  type DatabaseInstance,
  type InstanceKind,
  type InstanceRole,
  type InstanceState,
  instanceKinds,
  instanceRoles,
  instanceStates,
} from "./instance";
export type { ListingArguments, ListingName } from "./listings";
export { BackupsClient, type ClientOptions, type Examination, type LookupResult } from "./lookup";
export type { CommonArguments, InstancesQuery, LookupQuery } from "./query";
export type { SelectionOptions, Verdict } from "./selection";
export type { Http } from "./transport/http";
