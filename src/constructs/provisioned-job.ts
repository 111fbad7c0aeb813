/** A job of a lookup at synthesis, without a provider: provisioners of a `terraform_data`, which guarantee less. */
import type { LocalExecProvisioner } from "cdktf";
import type { Construct } from "constructs";
import { TERRAFORM_DATA } from "./check-block";
import { backupExpressions } from "./job-variables";
import { OwnResource } from "./own-resource";
import type { RestoreJobProps } from "./restore-job-props";
import { literal, quoted } from "./template";

/** Variables that identify the backup. A change of another one must not restore the same backup again. */
const IDENTITY = ["BACKUP_ID", "BACKUP_INSTANCE_ID"];

/** Makes the resource. Not CDKTF's DataResource, which runs `terraform version`: Terraform may not be installed. */
export function provisionedJob(scope: Construct, props: RestoreJobProps): OwnResource {
  const { name = scope.node.path, point, variables = {}, destroyCommand, environment, dependsOn } = props;
  const backup = backupExpressions(point.backup);
  const parts = [quoted(name), ...["BACKUP_INSTANCE_ID", "BACKUP_ID"].map((key) => backup[key])].join(", ");
  const triggers: Record<string, string> = {
    ...backup,
    ...Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, quoted(value)])),
    BACKUP_JOB: quoted(name),
    BACKUP_TOKEN: `substr(sha256(jsonencode([${parts}])), 0, 32)`,
  };
  const members = Object.entries(triggers).map(([key, value]) => `${quoted(key)} = ${value}`);
  // A destroy command may refer only to the resource itself, so both commands read the triggers. The state of a former
  // null_resource lacks some of them.
  const read = (key: string) => `\${lookup(self.triggers_replace, "${key}", "")}`;
  const given = Object.fromEntries(Object.keys(triggers).map((key) => [key, read(key)]));
  const common = {
    type: "local-exec" as const,
    interpreter: props.interpreter && [...props.interpreter],
    workingDir: props.workingDirectory,
  };
  const provisioners: LocalExecProvisioner[] = [
    { ...common, command: literal(props.command), environment: { ...environment, ...given } },
    ...(destroyCommand === undefined
      ? []
      : [{ ...common, when: "destroy" as const, command: literal(destroyCommand), environment: given }]),
  ];
  // A map, because ignore_changes can name an element of a map.
  const values = { triggers_replace: `\${tomap({${members.join(", ")}})}` };
  return new OwnResource(scope, "Default", TERRAFORM_DATA, values, {
    dependsOn,
    lifecycle: {
      ignoreChanges: Object.keys(triggers)
        .filter((key) => !IDENTITY.includes(key))
        .map((key) => `triggers_replace["${key}"]`),
    },
    provisioners,
  });
}
