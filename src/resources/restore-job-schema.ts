import type { Schema } from "../plugin/wire/schema";
import { computed, optional, optionalComputed, required } from "./attribute";

/** Terraform's name of the resource. */
export const RESTORE_JOB_TYPE = "backups_restore_job";

/** Seconds between SIGTERM and SIGKILL, if the user gives none. */
export const DEFAULT_GRACE_S = 10;

/** The schema of a restore job. */
export const restoreJobSchema: Schema = {
  description:
    "Runs a command once per backup, such as a clone or a restore in place, for vendors without a Terraform " +
    "resource for restores. It never restores the same backup again. Before another backup, it runs " +
    "`destroy_command` to remove the restored database.",
  attributes: {
    name: required(
      "string",
      "Name of the job, unique in the configuration, also if a module is used twice. It is in every message, and part of the token.",
    ),
    backup_id: required(
      "string",
      "ID of the backup to restore, `BACKUP_ID` for the commands. In the state: the restored backup, or null. " +
        "Refer to it in resources that must change with the job.",
    ),
    instance_id: optional(
      "string",
      "Instance that was backed up, `BACKUP_INSTANCE_ID` for the commands. The same ID with another " +
        "instance counts as another backup.",
    ),
    command: required(
      "string",
      "Restores the backup, on the machine that runs Terraform. A changed command is stored, and runs for the next backup.",
    ),
    destroy_command: optional(
      "string",
      "Removes the restored database, before another backup is restored and when the job is destroyed. It may " +
        "run twice, so it must succeed if there is nothing to remove. Default: none; nothing is removed.",
    ),
    interpreter: optional(
      { list: "string" },
      "Program and arguments that run the commands, the command last. Default: the system's shell.",
    ),
    working_directory: optional("string", "Working directory of the commands. Default: Terraform's."),
    variables: optional(
      { map: "string" },
      "Environment variables of both commands, stored in the state: `destroy_command` gets the same as the restore. " +
        "Not for secrets.",
    ),
    environment: {
      ...optional(
        { map: "string" },
        "Environment variables of `command`, such as keys. They are not stored in the plan or the state, " +
          "and are removed from its output. Needs Terraform or OpenTofu 1.11. `destroy_command` does not get them: see `pass_environment`.",
      ),
      writeOnly: true,
    },
    pass_environment: optional(
      { list: "string" },
      "Names of environment variables that must be set for Terraform. Both commands inherit its whole " +
        "environment; the values of the variables named here are removed from the output.",
    ),
    timeout: optional(
      "number",
      "Seconds for each command. A command that takes longer is ended and fails. Default: no limit.",
    ),
    grace: optional(
      "number",
      `Seconds for a command to end itself after SIGTERM, before it is killed. Default: ${DEFAULT_GRACE_S}.`,
    ),
    output_file: optionalComputed(
      "string",
      "File for the output of the commands, with mode 0600 and without secrets. Each apply that runs a command overwrites it. " +
        "Default: a file below `.terraform/backups`.",
    ),
    id: computed(
      "string",
      "The name, which never changes: for resources that depend on the job and must not change with it.",
    ),
    token: computed(
      "string",
      "32 characters derived from the name, the instance and the backup, `BACKUP_TOKEN` for the commands. " +
        "It is the same for every attempt to restore this backup, so that the vendor can recognise a repeated " +
        "order.",
    ),
    target: computed(
      { map: "string" },
      "Variables that `destroy_command` gets: those of the restored backup, or of an attempt that failed. " +
        "Null if there is nothing to remove.",
    ),
    unfinished: computed(
      "string",
      "`restore` if restoring `target` failed, `remove` if removing it failed, else null.",
    ),
    restored_at: computed("string", "When the command succeeded, RFC 3339 UTC."),
  },
};
