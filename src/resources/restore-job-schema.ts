import type { Schema } from "../plugin/wire/schema";

/** Terraform's name of the resource. */
export const RESTORE_JOB_TYPE = "backups_restore_job";

/** Seconds between the polite end of a command and the other one, where the user says nothing. */
export const DEFAULT_GRACE_S = 10;

/** The schema of a restore job. */
export const restoreJobSchema: Schema = {
  description:
    "Runs a command once for each backup that it is given: to order a clone, or to restore in place, at a vendor whose " +
    "restore has no Terraform resource. The same backup is never restored again; another one is restored in place, after " +
    "`destroy_command` has removed what was restored before.",
  attributes: {
    name: {
      type: "string",
      use: "required",
      description:
        "Identity of the job: no two jobs of one configuration may have the same. It names the job in every message, and " +
        "is part of the token.",
    },
    backup_id: {
      type: "string",
      use: "required",
      description:
        "ID of the backup to restore, `BACKUP_ID` for the commands. In the state: what is restored, null where nothing " +
        "is. What must follow the job refers to it.",
    },
    instance_id: {
      type: "string",
      use: "optional",
      description:
        "Instance that was backed up, `BACKUP_INSTANCE_ID` for the commands. The same ID of another instance is another " +
        "backup.",
    },
    command: {
      type: "string",
      use: "required",
      description:
        "Restores the backup, on the machine that runs Terraform. A changed command is stored, and runs for the next backup.",
    },
    destroy_command: {
      type: "string",
      use: "optional",
      description:
        "Removes what was restored: before another backup is restored, and when the job is destroyed. It must bear to " +
        "be run twice, and to find nothing. Default: none, and what was restored stays.",
    },
    interpreter: {
      type: { list: "string" },
      use: "optional",
      description:
        "Program and arguments that run the commands, the command last. Default: the system's shell.",
    },
    working_directory: {
      type: "string",
      use: "optional",
      description: "Folder that the commands run in. Default: the one that Terraform runs in.",
    },
    variables: {
      type: { map: "string" },
      use: "optional",
      description:
        "Environment variables of both commands, kept in the state: `destroy_command` gets those that the backup was " +
        "restored with. Not for secrets.",
    },
    environment: {
      type: { map: "string" },
      use: "optional",
      writeOnly: true,
      description:
        "Environment variables of `command` that no plan and no state holds, such as keys; they are cut out of its " +
        "output. Needs Terraform or OpenTofu 1.11. `destroy_command` does not get them: see `pass_environment`.",
    },
    pass_environment: {
      type: { list: "string" },
      use: "optional",
      description:
        "Names of variables that Terraform itself must have, for both commands. They inherit all of its environment; those " +
        "named here must be there, and are cut out of the output.",
    },
    timeout: {
      type: "number",
      use: "optional",
      description: "Seconds for each command; it is then ended, and has failed. Default: no limit.",
    },
    grace: {
      type: "number",
      use: "optional",
      description: `Seconds for a command to end itself after SIGTERM, before it is killed. Default: ${DEFAULT_GRACE_S}.`,
    },
    output_file: {
      type: "string",
      use: "optional-computed",
      description:
        "File for the output of the commands, of mode 0600, without secrets. It begins anew in each apply that runs one. " +
        "Default: a file below `.terraform/backups`.",
    },
    id: {
      type: "string",
      use: "computed",
      description:
        "The name. It is always known, and never moves: for what depends on the job and must not follow it.",
    },
    token: {
      type: "string",
      use: "computed",
      description:
        "32 characters that stand for the name, the instance and the backup: `BACKUP_TOKEN` for every attempt to restore " +
        "this backup, so that a vendor, or a name, can tell the same order.",
    },
    target: {
      type: { map: "string" },
      use: "computed",
      description:
        "What `destroy_command` gets: the variables of what is restored, or of an attempt that did not end well. Null " +
        "where there is nothing to remove.",
    },
    unfinished: {
      type: "string",
      use: "computed",
      description:
        "`restore` if an attempt to restore `target` did not end well, `remove` if its removal did not; null otherwise.",
    },
    restored_at: {
      type: "string",
      use: "computed",
      description: "When the command ended well, RFC 3339 UTC.",
    },
  },
};
