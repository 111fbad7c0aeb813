/** What the commands of a job find in their environment, from the pinned backup. */
import { Token } from "cdktf";
import type { BackupReference } from "./backup-reference";

/** Variables by name, as expressions. */
export const BACKUP_VARIABLES: Readonly<Record<string, (backup: BackupReference) => unknown>> = {
  BACKUP_ID: (backup) => backup.id,
  BACKUP_IDS: (backup) => `join(",", ${Token.asString(backup.ids)})`,
  BACKUP_INSTANCE_ID: (backup) => backup.instanceId,
  BACKUP_REGION: (backup) => backup.region,
  BACKUP_STARTED_AT: (backup) => backup.startedAt,
  BACKUP_FINISHED_AT: (backup) => backup.finishedAt,
  BACKUP_CONSISTENT_FROM: (backup) => backup.consistentFrom,
  BACKUP_CONSISTENT_TO: (backup) => backup.consistentTo,
  BACKUP_EXPIRES_AT: (backup) => backup.expiresAt,
  BACKUP_SIZE_BYTES: (backup) => Token.asString(backup.sizeBytes),
  BACKUP_TYPE: (backup) => backup.type,
  BACKUP_METHOD: (backup) => backup.method,
};

/**
 * A pinned backup's variables as expressions: text, empty where a value is null, because variables hold text only. The ID
 * is never empty: a restore without one must fail before the command runs.
 */
export function backupExpressions(backup: BackupReference): Record<string, string> {
  return Object.fromEntries(
    Object.entries(BACKUP_VARIABLES).map(([name, read]) => {
      const value = String(read(backup));
      return [name, name === "BACKUP_ID" ? value : `try(coalesce(tostring(${value}), ""), "")`];
    }),
  );
}
