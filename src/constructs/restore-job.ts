import { type ITerraformDependable, type LocalExecProvisioner, type TerraformResource, Token } from "cdktf";
import { Construct } from "constructs";
import type { BackupReference } from "./backup-reference";
import { checkFramework } from "./framework";
import { nullResource } from "./null-resource";
import type { RestorePoint } from "./restore-point";
import { literal } from "./template";

/** Arguments of {@link RestoreJob}. */
export interface RestoreJobProps {
  /** The pinned backup that is restored. */
  readonly point: RestorePoint;
  /**
   * Command that restores it, run on the machine that runs Terraform, once per pinned backup. It finds the backup in
   * its environment: `BACKUP_ID`, `BACKUP_IDS`, `BACKUP_INSTANCE_ID`, `BACKUP_REGION`, `BACKUP_STARTED_AT`,
   * `BACKUP_FINISHED_AT`, `BACKUP_EXPIRES_AT`, `BACKUP_SIZE_BYTES`, `BACKUP_TYPE` and `BACKUP_METHOD`; empty where a
   * value is not known. It is given to the interpreter as it is written: Terraform's references in it are refused.
   */
  readonly command: string;
  /** Command that removes what was restored, run when the job is destroyed or before it runs anew. @default none */
  readonly destroyCommand?: string;
  /** Program and arguments that run the commands, the command last. @default the system's shell */
  readonly interpreter?: readonly string[];
  /** Folder that the commands run in. @default the stack's folder */
  readonly workingDirectory?: string;
  /**
   * Further variables for `command`; they may be other resources' attributes, and none of those named above. The
   * destroy command does not get them: Terraform lets it know nothing but the job itself.
   */
  readonly environment?: { readonly [name: string]: string };
  /** What must exist before the command runs. */
  readonly dependsOn?: ITerraformDependable[];
}

/** What the commands find in their environment, from the pinned backup. */
const VARIABLES: Readonly<Record<string, (backup: BackupReference) => unknown>> = {
  BACKUP_ID: (backup) => backup.id,
  BACKUP_IDS: (backup) => `join(",", ${Token.asString(backup.ids)})`,
  BACKUP_INSTANCE_ID: (backup) => backup.instanceId,
  BACKUP_REGION: (backup) => backup.region,
  BACKUP_STARTED_AT: (backup) => backup.startedAt,
  BACKUP_FINISHED_AT: (backup) => backup.finishedAt,
  BACKUP_EXPIRES_AT: (backup) => backup.expiresAt,
  BACKUP_SIZE_BYTES: (backup) => Token.asString(backup.sizeBytes),
  BACKUP_TYPE: (backup) => backup.type,
  BACKUP_METHOD: (backup) => backup.method,
};

/**
 * What makes a backup another one. The rest may come otherwise when the same backup is pinned again (its retention was
 * prolonged, or it is pinned by `backupId` and no longer listed), and must not restore it a second time.
 */
const IDENTITY = ["BACKUP_ID", "BACKUP_INSTANCE_ID"];

/**
 * Runs a command once per pinned backup. A command that fails fails the apply, and runs again on the next one.
 *
 * @example
 * new RestoreJob(this, "clone", { point, command: "./clone.sh", interpreter: ["bash", "-euc"] });
 */
export class RestoreJob extends Construct {
  private readonly resource: TerraformResource;

  constructor(scope: Construct, id: string, props: RestoreJobProps) {
    checkFramework(scope, id);
    super(scope, id);
    const { point, command, destroyCommand, interpreter, workingDirectory, environment } = props;
    const { backup } = point;
    const taken = Object.keys(environment ?? {}).find((name) => Object.hasOwn(VARIABLES, name));
    if (taken) {
      throw new Error(
        `[${this.node.path}] environment: ${taken} is what the pinned backup sets; use another name`,
      );
    }
    const triggers = Object.entries(VARIABLES).map(([name, read]) => [name, orEmpty(String(read(backup)))]);
    // Never empty: a restore without an ID must fail before the command runs.
    triggers.push(["BACKUP_ID", point.backupId]);
    // A destroy command may refer to nothing but the resource itself, so both read the triggers.
    const variables = Object.keys(VARIABLES).map((name) => [name, `\${self.triggers.${name}}`]);
    const common = {
      type: "local-exec" as const,
      interpreter: interpreter && [...interpreter],
      workingDir: workingDirectory,
    };
    const provisioners: LocalExecProvisioner[] = [
      {
        ...common,
        command: this.commandLine("command", command),
        environment: { ...environment, ...Object.fromEntries(variables) },
      },
    ];
    if (destroyCommand !== undefined) {
      provisioners.push({
        ...common,
        when: "destroy",
        command: this.commandLine("destroyCommand", destroyCommand),
        environment: Object.fromEntries(variables),
      });
    }
    this.resource = nullResource(this, "Default", {
      triggers: Object.fromEntries(triggers),
      dependsOn: props.dependsOn,
      lifecycle: {
        ignoreChanges: Object.keys(VARIABLES)
          .filter((name) => !IDENTITY.includes(name))
          .map((name) => `triggers["${name}"]`),
      },
      provisioners,
    });
  }

  /** For `dependsOn` of what must wait for the restore. */
  get done(): ITerraformDependable {
    return this.resource;
  }

  /** A value in a command line would be run by the shell; in the environment it is data. */
  private commandLine(name: string, command: string): string {
    if (command.trim() === "") {
      throw new Error(`[${this.node.path}] ${name}: got "", expected a command`);
    }
    if (Token.isUnresolved(command)) {
      throw new Error(
        `[${this.node.path}] ${name}: holds a reference that Terraform would write into the command line; give the ` +
          "value in environment, and use the variable in the command",
      );
    }
    return literal(command);
  }
}

/** A value as text; empty where it is null, because triggers and variables hold text only. */
function orEmpty(value: string): string {
  return `\${try(coalesce(tostring(${value}), ""), "")}`;
}
