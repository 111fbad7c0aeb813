import { type ITerraformDependable, type TerraformResource, TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";
import { snakeCased } from "../core/argument";
import { RESTORE_JOB_TYPE } from "../resources/restore-job-schema";
import { OWN_VARIABLES } from "../resources/restore-job-target";
import { BackupsProvider } from "./backups-provider";
import { BlockConstruct } from "./block";
import { TERRAFORM_DATA } from "./check-block";
import { checkConstruct, checkScope } from "./check-props";
import { BACKUP_VARIABLES, backupExpressions } from "./job-variables";
import { OwnResource } from "./own-resource";
import { provisionedJob } from "./provisioned-job";
import { refuseAll } from "./refusal";
import type { RestoreJobProps } from "./restore-job-props";
import { literal } from "./template";

/** The arguments, and whether a job without the provider has them. */
const NAMES: Readonly<Record<keyof RestoreJobProps, boolean>> = {
  point: true,
  name: true,
  command: true,
  destroyCommand: true,
  interpreter: true,
  workingDirectory: true,
  variables: true,
  environment: true,
  passEnvironment: false,
  timeout: false,
  grace: false,
  outputFile: false,
  dependsOn: true,
};

/** Variables that the job sets. */
const TAKEN: readonly string[] = [...BACKUP_VARIABLES, ...OWN_VARIABLES];

/**
 * Runs a command once per pinned backup. If the first command fails, the state stays empty, and the next apply runs it
 * again.
 *
 * For a lookup at synthesis it is a `terraform_data` with provisioners, which guarantee less.
 *
 * @example
 * new RestoreJob(this, "clone", { point, command: "./clone.sh", interpreter: ["bash", "-euc"] });
 */
export class RestoreJob extends BlockConstruct {
  /** @internal */
  readonly jobName: string;
  private readonly resource: TerraformResource;
  private readonly isProvisioned: boolean;

  constructor(scope: Construct, id: string, props: RestoreJobProps) {
    const path = checkScope(scope, id, props, Object.keys(NAMES));
    checkConstruct(path, "point", props.point, "a RestorePoint");
    const isProvisioned = props.point.terraformResourceType === TERRAFORM_DATA;
    refuseAll(path, problemsWith(scope, props, isProvisioned));
    super(scope, id);
    this.jobName = props.name ?? this.node.path;
    this.isProvisioned = isProvisioned;
    this.resource = isProvisioned ? provisionedJob(this, props) : this.managed(props);
  }

  /** For `dependsOn` of resources that must wait for the restore; the same as the job itself. */
  get done(): ITerraformDependable {
    return this;
  }

  /** The job's name, for resources that must not change with the job. With provisioners it changes with each run. */
  get id(): string {
    return this.resource.getStringAttribute("id");
  }

  /** ID of the restored backup, for resources that must change with the job. */
  get backupId(): string {
    return this.resource.getStringAttribute(
      this.isProvisioned ? 'triggers_replace["BACKUP_ID"]' : "backup_id",
    );
  }

  /**
   * Takes over the state of another resource, by a `moved` block: of a job with another name or scope (give that name
   * in `name` to keep its token), or of a former `null_resource` under another path. The state of one under the same
   * path is taken over without this call. For a lookup at synthesis the job is then replaced: it removes and restores
   * again (Terraform 1.9).
   *
   * @param address of the other resource, such as `null_resource.clone`
   */
  moveFromId(address: string): void {
    this.resource.moveFromId(address);
  }

  private managed(props: RestoreJobProps): TerraformResource {
    const { point, name = this.node.path, command, destroyCommand, variables, dependsOn, ...others } = props;
    const { BACKUP_ID: _, BACKUP_INSTANCE_ID: instance, ...facts } = backupExpressions(point.backup);
    const ofBackup = Object.entries(facts).map(([key, value]) => [key, `\${${value}}`]);
    const isNear = TerraformStack.of(this) === TerraformStack.of(point);
    const provider = isNear ? point.provider : undefined;
    if (!provider) BackupsProvider.ensure(this);
    const values = {
      name: literal(name),
      backup_id: point.backupId,
      instance_id: `\${${instance}}`,
      command: literal(command),
      destroy_command: destroyCommand && literal(destroyCommand),
      variables: { ...Object.fromEntries(ofBackup), ...variables },
      ...snakeCased(others),
    };
    const meta = { provider, dependsOn };
    return new OwnResource(this, "Default", RESTORE_JOB_TYPE, values, meta, "null_resource");
  }
}

function* problemsWith(scope: Construct, props: RestoreJobProps, isProvisioned: boolean): Generator<string> {
  yield* nameProblems(scope, props);
  yield* commandProblems("command", props.command);
  if (props.destroyCommand !== undefined) yield* commandProblems("destroyCommand", props.destroyCommand);
  for (const name of ["variables", "environment"] as const) {
    const taken = Object.keys(props[name] ?? {}).find((key) => TAKEN.includes(key));
    if (taken) yield `${name}: the job itself sets ${taken}; use another name`;
  }
  const [unknown] =
    Object.entries(NAMES).find(
      ([name, isAlways]) => !isAlways && props[name as keyof RestoreJobProps] !== undefined,
    ) ?? [];
  if (unknown && isProvisioned)
    yield `${unknown}: needs the provider, and a job of a lookup at synthesis has none; leave it out, or set resolve of the lookup to "plan"`;
}

/** Refuses the name of another job, because the restore of one would count for both. */
function* nameProblems(scope: Construct, { name }: RestoreJobProps): Generator<string> {
  if (name === undefined) return;
  const others = TerraformStack.of(scope).node.findAll();
  const other = others.find((each) => each instanceof RestoreJob && each.jobName === name);
  if (other)
    yield `name: ${other.node.path} has the name ${JSON.stringify(name)}, too; give each job its own`;
}

/** Refuses references: the shell would run a value in the command line, but in the environment it is data. */
function* commandProblems(name: string, command: unknown): Generator<string> {
  if (typeof command !== "string" || command.trim() === "") {
    const got = command === undefined ? "missing;" : `got ${JSON.stringify(command)},`;
    yield `${name}: ${got} expected a command`;
  } else if (Token.isUnresolved(command)) {
    yield `${name}: contains a reference, which Terraform would write into the command line; give the value in ` +
      "variables or environment, and use the variable in the command";
  }
}
