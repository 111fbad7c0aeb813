import type { ITerraformDependable } from "cdktf";
import type { IRestorePoint } from "./restore-point";

/** Arguments of {@link RestoreJob}. */
export interface RestoreJobProps {
  /** The pinned backup to restore. */
  readonly point: IRestorePoint;
  /**
   * Name of the job, unique in the stack. It is part of the token, and messages show it.
   *
   * @default the construct's path
   */
  readonly name?: string;
  /**
   * Restores the backup, once per pinned backup, on the machine that runs Terraform. Its environment has `BACKUP_ID`,
   * `BACKUP_IDS`, `BACKUP_INSTANCE_ID`, `BACKUP_REGION`, `BACKUP_STARTED_AT`, `BACKUP_FINISHED_AT`,
   * `BACKUP_CONSISTENT_FROM`, `BACKUP_CONSISTENT_TO`, `BACKUP_EXPIRES_AT`, `BACKUP_SIZE_BYTES`, `BACKUP_TYPE` and
   * `BACKUP_METHOD`, which are empty if the value is unknown; and `BACKUP_TOKEN`, the same for every attempt to restore
   * this backup. The interpreter gets the command unchanged, so a Terraform reference in it is an error.
   */
  readonly command: string;
  /**
   * Removes the restored database, before another backup is restored and when the job is destroyed. It gets the same
   * variables as the restore. @default none
   */
  readonly destroyCommand?: string;
  /** Program and arguments that run the commands, the command last. @default the system's shell */
  readonly interpreter?: readonly string[];
  /** Working directory of the commands. @default the stack's folder */
  readonly workingDirectory?: string;
  /**
   * Environment variables of both commands; they may be attributes of other resources, and cannot replace those of the
   * backup. Stored in the state, so not for secrets. @default none
   */
  readonly variables?: { readonly [name: string]: string };
  /**
   * Environment variables of `command`, such as keys. They are not stored in the plan or the state, and are removed from
   * the output. Needs Terraform or OpenTofu 1.11; before that, use `passEnvironment`. `destroyCommand` does not get them.
   * @default none
   */
  readonly environment?: { readonly [name: string]: string };
  /**
   * Names of environment variables that must be set for Terraform. Both commands inherit its whole environment; the
   * values of the variables named here are removed from the output. @default none
   */
  readonly passEnvironment?: readonly string[];
  /** Seconds for each command. A command that takes longer is ended and fails. @default no limit */
  readonly timeout?: number;
  /** Seconds for a command to end itself after SIGTERM, before it is killed. @default 10 */
  readonly grace?: number;
  /** File for the output of the commands, with mode 0600. @default a file below `.terraform/backups` */
  readonly outputFile?: string;
  /** Dependencies of the command. @default none */
  readonly dependsOn?: ITerraformDependable[];
}
