/** The environment variables of a job's commands that describe the pinned backup. */
import { Token } from "cdktf";
import type { BackupReference } from "./backup-reference";

/** Fields of the backup that the commands get. */
const FIELDS = [
  "id",
  "ids",
  "instance_id",
  "region",
  "started_at",
  "finished_at",
  "consistent_from",
  "consistent_to",
  "expires_at",
  "size_bytes",
  "type",
  "method",
];

const variableOf = (field: string) => `BACKUP_${field.toUpperCase()}`;

/** Names of the variables. */
export const BACKUP_VARIABLES: readonly string[] = FIELDS.map(variableOf);

/**
 * The variables as expressions. Variables hold only text, so null becomes an empty text; but a null ID stays, so that
 * a restore without an ID fails before the command runs.
 */
export function backupExpressions(backup: BackupReference): Record<string, string> {
  return Object.fromEntries(
    FIELDS.map((field) => {
      const value = Token.asString(backup.interpolationForAttribute(field));
      const text = field === "ids" ? `join(",", ${value})` : value;
      return [variableOf(field), field === "id" ? value : `try(coalesce(tostring(${text}), ""), "")`];
    }),
  );
}
