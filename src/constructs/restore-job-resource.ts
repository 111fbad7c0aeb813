import { type ITerraformDependable, type TerraformProvider, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { PROVIDER_TYPE, PROVIDER_VERSION } from "../delivery/address";
import { RESTORE_JOB_TYPE } from "../resources/restore-job-schema";
import { hclAttribute } from "./hcl-attribute";
import { withHclMoves, withMoves } from "./moves";

/** What a job was once. */
const OF_OLD = "null_resource";

/** A `backups_restore_job`. */
export class RestoreJobResource extends TerraformResource {
  /** @param values arguments by Terraform's names; one that is undefined is left out */
  constructor(
    scope: Construct,
    id: string,
    private readonly values: Readonly<Record<string, unknown>>,
    meta: { readonly provider?: TerraformProvider; readonly dependsOn?: ITerraformDependable[] },
  ) {
    super(scope, id, {
      terraformResourceType: RESTORE_JOB_TYPE,
      terraformGeneratorMetadata: {
        providerName: PROVIDER_TYPE,
        providerVersion: PROVIDER_VERSION,
        providerVersionConstraint: PROVIDER_VERSION,
      },
      ...meta,
    });
  }

  override toTerraform(): Record<string, unknown> {
    return withMoves(this, OF_OLD, super.toTerraform());
  }

  override toHclTerraform(): Record<string, unknown> {
    return withHclMoves(this, OF_OLD, super.toHclTerraform(), super.toTerraform());
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return Object.fromEntries(Object.entries(this.values).filter(([, value]) => value !== undefined));
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(this.synthesizeAttributes()).map(([name, value]) => [name, hclAttribute(value)]),
    );
  }
}
