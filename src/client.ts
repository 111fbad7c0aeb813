/** The library without CDKTF: `cdktf-backups/client`. */

export type { HttpRequest, HttpResponse } from "./clouds/call";
export type { Credentials, OidcRoleSettings, RoleSettings } from "./clouds/keys";
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
} from "./core/backup";
export type { ReasonCode, WarningCode } from "./core/codes";
export { BackupsError, type BackupsErrorCode, type BackupsErrorDetails } from "./core/errors";
export {
  type DatabaseInstance,
  type InstanceKind,
  type InstanceRole,
  type InstanceState,
  instanceKinds,
  instanceRoles,
  instanceStates,
} from "./core/instance";
export type { SelectionOptions, Verdict } from "./core/selection";
export type { Warning } from "./core/warning";
export { BackupsClient } from "./lookup/client";
export type { CallOptions, ClientOptions, TestingOptions } from "./lookup/options";
export type { CommonArguments, InstancesQuery, LookupQuery } from "./lookup/query";
export type { Examination, InstanceList, LookupResult } from "./lookup/result";
export type { Http } from "./transport/http";
export type { CloudName, CloudSettings, ListingArguments, ListingName } from "./vendors";
