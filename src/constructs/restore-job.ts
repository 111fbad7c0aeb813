import { type ITerraformDependable, type TerraformResource, TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";
import { snakeCased } from "../core/argument";
import { RESTORE_JOB_TYPE } from "../resources/restore-job-schema";
import { OWN_VARIABLES } from "../resources/restore-job-target";
import { BackupsProvider } from "./backups-provider";
import { BlockConstruct } from "./block";
import { checkScope } from "./check-scope";
import { checkConstruct, TERRAFORM_DATA } from "./checks";
import { BACKUP_VARIABLES, backupExpressions } from "./job-variables";
import { OwnResource } from "./own-resource";
import { provisionedJob } from "./provisioned-job";
import { refusal } from "./refusal";
import type { RestoreJobProps } from "./restore-job-props";
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
export class RestoreJob extends BlockConstruct {
  private readonly resource: TerraformResource;
  private readonly isProvisioned: boolean;

  constructor(scope: Construct, id: string, props: RestoreJobProps) {
    const path = checkScope(scope, id, props);
    checkConstruct(path, "point", props.point, "a RestorePoint");
    const isProvisioned = props.point.terraformResourceType === TERRAFORM_DATA;
    check(path, props, isProvisioned);
    super(scope, id);
    this.isProvisioned = isProvisioned;
    this.resource = isProvisioned ? provisionedJob(this, props) : this.managed(props);
  }

  /** For `dependsOn` of what must wait for the restore. The job itself will do. */
  get done(): ITerraformDependable {
    return this;
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
   * without it. Of a lookup at synthesis, the job is replaced then: it removes and restores again (Terraform 1.9).
   *
   * @param address of the other one, such as `null_resource.clone`
   */
  moveFromId(address: string): void {
    this.resource.moveFromId(address);
  }

  private managed(props: RestoreJobProps): TerraformResource {
    const {
      point,
      name = this.node.path,
      command,
      destroyCommand,
      variables: _v,
      dependsOn,
      ...others
    } = props;
    const { BACKUP_ID: _, BACKUP_INSTANCE_ID: instance, ...facts } = backupExpressions(point.backup);
    const variables = Object.entries(facts).map(([key, value]) => [key, `\${${value}}`]);
    const isNear = TerraformStack.of(this) === TerraformStack.of(point);
    const provider = isNear ? point.provider : undefined;
    if (!provider) BackupsProvider.ensure(this);
    const values = {
      name: literal(name),
      backup_id: point.backupId,
      instance_id: `\${${instance}}`,
      command: literal(command),
      destroy_command: destroyCommand === undefined ? undefined : literal(destroyCommand),
      variables: { ...Object.fromEntries(variables), ...props.variables },
      ...snakeCased(others),
    };
    const meta = { provider, dependsOn };
    return new OwnResource(this, "Default", RESTORE_JOB_TYPE, values, meta, "null_resource");
  }
}

function check(path: string, props: RestoreJobProps, isProvisioned: boolean): void {
  checkCommand(path, "command", props.command);
  if (props.destroyCommand !== undefined) checkCommand(path, "destroyCommand", props.destroyCommand);
  for (const name of ["variables", "environment"] as const) {
    const taken = Object.keys(props[name] ?? {}).find(
      (key) => Object.hasOwn(BACKUP_VARIABLES, key) || (OWN_VARIABLES as readonly string[]).includes(key),
    );
    if (taken) throw refusal(path, `${name}: ${taken} is what the pinned backup sets; use another name`);
  }
  const unknown = isProvisioned && OF_PROVIDER.find((name) => props[name] !== undefined);
  if (unknown) {
    throw refusal(
      path,
      `${unknown}: needs the provider, and a job of a lookup at synthesis has none; leave it out, or set resolve of the lookup to "plan"`,
    );
  }
}

/** A value in a command line would be run by the shell; in the environment it is data. */
function checkCommand(path: string, name: string, command: unknown): void {
  if (typeof command !== "string" || command.trim() === "") {
    const got = command === undefined ? "missing;" : `got ${JSON.stringify(command)},`;
    throw refusal(path, `${name}: ${got} expected a command`);
  }
  if (!Token.isUnresolved(command)) return;
  throw refusal(
    path,
    `${name}: holds a reference that Terraform would write into the command line; give the ` +
      "value in variables or environment, and use the variable in the command",
  );
}
