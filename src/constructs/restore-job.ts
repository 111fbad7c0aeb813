import { type ITerraformDependable, type TerraformResource, TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";
import { OWN_VARIABLES } from "../resources/restore-job-target";
import { BackupsProvider } from "./backups-provider";
import { checkFramework } from "./framework";
import { BACKUP_VARIABLES, backupExpressions } from "./job-variables";
import { LITERAL_POINT_TYPE } from "./literal-point";
import { provisionedJob } from "./provisioned-job";
import type { RestoreJobProps } from "./restore-job-props";
import { RestoreJobResource } from "./restore-job-resource";
import { literal } from "./template";

/** Arguments that only the provider knows. */
const OF_PROVIDER = ["passEnvironment", "timeout", "grace", "outputFile"] as const;

/**
 * Runs a command once per pinned backup. A first command that fails leaves nothing in the state, and runs again on the
 * next apply.
 *
 * Of a lookup that is made at synthesis it is a `terraform_data` with provisioners, which promise less.
 *
 * @example
 * new RestoreJob(this, "clone", { point, command: "./clone.sh", interpreter: ["bash", "-euc"] });
 */
export class RestoreJob extends Construct {
  private readonly resource: TerraformResource;
  private readonly isProvisioned: boolean;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RestoreJobProps,
  ) {
    checkFramework(scope, id);
    super(scope, id);
    this.isProvisioned = props.point.terraformResourceType === LITERAL_POINT_TYPE;
    this.check();
    this.resource = this.isProvisioned ? this.provisioned() : this.managed();
  }

  /** For `dependsOn` of what must wait for the restore. */
  get done(): ITerraformDependable {
    return this.resource;
  }

  /** The job's name, which never moves: for what must not follow the job. With provisioners it moves with each run. */
  get id(): string {
    return this.resource.getStringAttribute("id");
  }

  /** ID of the backup that is restored: for what must follow the job. */
  get backupId(): string {
    return this.resource.getStringAttribute(
      this.isProvisioned ? 'triggers_replace["BACKUP_ID"]' : "backup_id",
    );
  }

  /**
   * Takes over what another resource restored, by a `moved` block: a job of another name or scope (give that name in
   * `name` to keep its token), or a `null_resource` of old under another path. One under the same path is taken over
   * without it, unless the lookup is made at synthesis (then Terraform 1.9).
   *
   * @param address of the other one, such as `null_resource.clone`
   */
  moveFromId(address: string): void {
    this.resource.moveFromId(address);
  }

  private get name(): string {
    return this.props.name ?? this.node.path;
  }

  private managed(): TerraformResource {
    const { point, command, destroyCommand, interpreter, environment, passEnvironment } = this.props;
    const { BACKUP_ID: _, BACKUP_INSTANCE_ID: instance, ...others } = backupExpressions(point.backup);
    const variables = Object.entries(others).map(([name, value]) => [name, `\${${value}}`]);
    const isNear = TerraformStack.of(this) === TerraformStack.of(point);
    const provider = isNear ? point.provider : undefined;
    if (!provider) BackupsProvider.ensure(this);
    const values = {
      name: literal(this.name),
      backup_id: point.backupId,
      instance_id: `\${${instance}}`,
      command: literal(command),
      destroy_command: destroyCommand === undefined ? undefined : literal(destroyCommand),
      interpreter: interpreter && [...interpreter],
      working_directory: this.props.workingDirectory,
      variables: { ...Object.fromEntries(variables), ...this.props.variables },
      environment: environment && { ...environment },
      pass_environment: passEnvironment && [...passEnvironment],
      timeout: this.props.timeout,
      grace: this.props.grace,
      output_file: this.props.outputFile,
    };
    return new RestoreJobResource(this, "Default", values, { provider, dependsOn: this.props.dependsOn });
  }

  private provisioned(): TerraformResource {
    const { point, command, destroyCommand, interpreter, workingDirectory, environment, dependsOn } =
      this.props;
    const unknown = OF_PROVIDER.find((name) => this.props[name] !== undefined);
    if (unknown) {
      throw this.refusal(
        `${unknown}: needs the provider, and a job of a lookup at synthesis has none; leave it out, or set resolve of the lookup to "plan"`,
      );
    }
    return provisionedJob(this, "Default", {
      name: this.name,
      backup: backupExpressions(point.backup),
      variables: this.props.variables ?? {},
      command: literal(command),
      destroyCommand: destroyCommand === undefined ? undefined : literal(destroyCommand),
      interpreter: interpreter && [...interpreter],
      workingDir: workingDirectory,
      environment,
      dependsOn,
    });
  }

  private check(): void {
    for (const name of ["command", "destroyCommand"] as const) this.checkCommand(name, this.props[name]);
    for (const name of ["variables", "environment"] as const) {
      const taken = Object.keys(this.props[name] ?? {}).find(
        (key) => Object.hasOwn(BACKUP_VARIABLES, key) || (OWN_VARIABLES as readonly string[]).includes(key),
      );
      if (taken) throw this.refusal(`${name}: ${taken} is what the pinned backup sets; use another name`);
    }
  }

  /** A value in a command line would be run by the shell; in the environment it is data. */
  private checkCommand(name: string, command: string | undefined): void {
    if (command === undefined) return;
    if (command.trim() === "") throw this.refusal(`${name}: got "", expected a command`);
    if (!Token.isUnresolved(command)) return;
    throw this.refusal(
      `${name}: holds a reference that Terraform would write into the command line; give the ` +
        "value in variables or environment, and use the variable in the command",
    );
  }

  private refusal(text: string): Error {
    return new Error(`[${this.node.path}] ${text}`);
  }
}
