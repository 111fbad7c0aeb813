import type { ITerraformDependable } from "cdktf";
import type { IRestorePoint } from "./restore-point";

/** Arguments of {@link RestoreJob}. */
export interface RestoreJobProps {
  /** The pinned backup that is restored. */
  readonly point: IRestorePoint;
  /**
   * Identity of the job, part of its token, and shown while it runs; no two jobs of a stack may have the same.
   *
   * @default the construct's path
   */
  readonly name?: string;
  /**
   * Command that restores it, run on the machine that runs Terraform, once per pinned backup. It finds the backup in
   * its environment: `BACKUP_ID`, `BACKUP_IDS`, `BACKUP_INSTANCE_ID`, `BACKUP_REGION`, `BACKUP_STARTED_AT`,
   * `BACKUP_FINISHED_AT`, `BACKUP_CONSISTENT_FROM`, `BACKUP_CONSISTENT_TO`, `BACKUP_EXPIRES_AT`, `BACKUP_SIZE_BYTES`,
   * `BACKUP_TYPE` and `BACKUP_METHOD`, empty where a value is not known; and `BACKUP_TOKEN`, the same for every attempt
   * to restore this backup. It is given to the interpreter as it is written: Terraform's references in it are refused.
   */
  readonly command: string;
  /**
   * Command that removes what was restored: before another backup is restored, and when the job is destroyed. It gets
   * the variables that the backup was restored with. @default none
   */
  readonly destroyCommand?: string;
  /** Program and arguments that run the commands, the command last. @default the system's shell */
  readonly interpreter?: readonly string[];
  /** Folder that the commands run in. @default the stack's folder */
  readonly workingDirectory?: string;
  /**
   * Further variables for both commands, kept in the state, so not for secrets; they may be other resources'
   * attributes, and none of those that the backup sets.
   */
  readonly variables?: { readonly [name: string]: string };
  /**
   * Further variables for `command`, such as keys: no plan and no state holds them, and they are cut out of the output.
   * Needs Terraform or OpenTofu 1.11; before that, use `passEnvironment`. The destroy command does not get them.
   */
  readonly environment?: { readonly [name: string]: string };
  /**
   * Names of variables that Terraform itself must have, for both commands: they inherit all of its environment, and
   * those named here must be there, and are cut out of the output.
   */
  readonly passEnvironment?: readonly string[];
  /** Seconds for each command; it is then ended, and has failed. @default no limit */
  readonly timeout?: number;
  /** Seconds for a command to end itself after SIGTERM, before it is killed. @default 10 */
  readonly grace?: number;
  /** File for the output of the commands, of mode 0600. @default a file below `.terraform/backups` */
  readonly outputFile?: string;
  /** What must exist before the command runs. */
  readonly dependsOn?: ITerraformDependable[];
}
