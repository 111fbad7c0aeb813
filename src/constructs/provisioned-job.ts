/** A job where no provider can run: provisioners of Terraform's own `terraform_data`, which promise less. */
import type { ITerraformDependable, LocalExecProvisioner } from "cdktf";
import type { Construct } from "constructs";
import { TERRAFORM_DATA } from "./checks";
import { OwnResource } from "./own-resource";
import { quoted } from "./template";

/** What makes a backup another one: the rest may be told otherwise of the same backup, and must not restore it again. */
const IDENTITY = ["BACKUP_ID", "BACKUP_INSTANCE_ID"];

/** Arguments of a job, checked. */
export interface ProvisionedJobConfig extends Pick<LocalExecProvisioner, "workingDir" | "interpreter"> {
  readonly name: string;
  /** The backup's variables, as expressions. */
  readonly backup: Readonly<Record<string, string>>;
  /** Further ones of both commands. */
  readonly variables: Readonly<Record<string, string>>;
  readonly command: string;
  readonly destroyCommand?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly dependsOn?: ITerraformDependable[];
}

/** Makes the resource: CDKTF's own class for it runs `terraform version`, and there may be no Terraform. */
export function provisionedJob(scope: Construct, id: string, config: ProvisionedJobConfig): OwnResource {
  const { name, backup, command, destroyCommand, environment, interpreter, workingDir, dependsOn } = config;
  const parts = [quoted(name), ...["BACKUP_INSTANCE_ID", "BACKUP_ID"].map((key) => backup[key])].join(", ");
  const triggers: Record<string, string> = {
    ...backup,
    ...Object.fromEntries(Object.entries(config.variables).map(([key, value]) => [key, quoted(value)])),
    BACKUP_JOB: quoted(name),
    BACKUP_TOKEN: `substr(sha256(jsonencode([${parts}])), 0, 32)`,
  };
  const members = Object.entries(triggers).map(([key, value]) => `${quoted(key)} = ${value}`);
  // A destroy command may refer to nothing but the resource itself, so both read the triggers. A job that was a
  // null_resource has fewer of them.
  const read = (key: string) => `\${lookup(self.triggers_replace, "${key}", "")}`;
  const given = Object.fromEntries(Object.keys(triggers).map((key) => [key, read(key)]));
  const common = { type: "local-exec" as const, interpreter, workingDir };
  const provisioners: LocalExecProvisioner[] = [
    { ...common, command, environment: { ...environment, ...given } },
    ...(destroyCommand === undefined
      ? []
      : [{ ...common, when: "destroy" as const, command: destroyCommand, environment: given }]),
  ];
  // A map, so that changes of an element can be ignored.
  const values = { triggers_replace: `\${tomap({${members.join(", ")}})}` };
  return new OwnResource(scope, id, TERRAFORM_DATA, values, {
    dependsOn,
    lifecycle: {
      ignoreChanges: Object.keys(triggers)
        .filter((key) => !IDENTITY.includes(key))
        .map((key) => `triggers_replace["${key}"]`),
    },
    provisioners,
  });
}
