import { TerraformResource, type TerraformResourceConfig } from "cdktf";
import type { Construct } from "constructs";
import { PROVIDER_TYPE, PROVIDER_VERSION } from "../delivery/address";
import { checkBlock, TERRAFORM_DATA } from "./check-block";
import { hclAttributes } from "./hcl-attribute";
import { movesOf } from "./moves";

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
    const moved = this.ofOld ? movesOf(this, this.ofOld, json) : [];
    return moved.length > 0 ? { ...json, moved } : json;
  }

  override toHclTerraform(): Record<string, unknown> {
    checkBlock(this);
    const hcl = super.toHclTerraform();
    if (!this.ofOld) return hcl;
    const at = (value: string) => ({ value, isBlock: false, type: "simple", storageClassType: "reference" });
    const moved = movesOf(this, this.ofOld, super.toTerraform());
    return { ...hcl, moved: moved.map(({ from, to }) => ({ from: at(from), to: at(to) })) };
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return Object.fromEntries(Object.entries(this.values).filter(([, value]) => value !== undefined));
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(this.synthesizeAttributes());
  }
}
