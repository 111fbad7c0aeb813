import { TerraformResource, type TerraformResourceConfig } from "cdktf";
import type { Construct } from "constructs";
import { PROVIDER_TYPE, PROVIDER_VERSION } from "../delivery/address";
import { checkBlock, TERRAFORM_DATA } from "./check-block";
import { hclAttributes } from "./hcl-attribute";
import { withHclMoves, withMoves } from "./moves";

/** cdktf's metadata for the blocks of this package's provider. */
export const OWN_METADATA = {
  providerName: PROVIDER_TYPE,
  providerVersion: PROVIDER_VERSION,
  providerVersionConstraint: PROVIDER_VERSION,
};

/** A resource of this package's provider, or a `terraform_data`. */
export class OwnResource extends TerraformResource {
  /**
   * @param values arguments by Terraform's names; undefined ones are left out
   * @param ofOld type of the former resource, whose state is taken over
   */
  constructor(
    scope: Construct,
    id: string,
    type: string,
    private readonly values: Readonly<Record<string, unknown>>,
    meta: Omit<TerraformResourceConfig, "terraformResourceType" | "terraformGeneratorMetadata"> = {},
    private readonly ofOld?: string,
  ) {
    super(scope, id, {
      terraformResourceType: type,
      terraformGeneratorMetadata: type === TERRAFORM_DATA ? { providerName: "terraform" } : OWN_METADATA,
      ...meta,
    });
  }

  override toTerraform(): Record<string, unknown> {
    checkBlock(this);
    const json = super.toTerraform();
    return this.ofOld ? withMoves(this, this.ofOld, json) : json;
  }

  override toHclTerraform(): Record<string, unknown> {
    checkBlock(this);
    const hcl = super.toHclTerraform();
    return this.ofOld ? withHclMoves(this, this.ofOld, hcl, super.toTerraform()) : hcl;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return Object.fromEntries(Object.entries(this.values).filter(([, value]) => value !== undefined));
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(this.synthesizeAttributes());
  }
}
