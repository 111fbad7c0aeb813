/** The `null_resource` for CDK Terrain: @cdktf/provider-null is bound to CDKTF. */
import { TerraformProvider, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { hclAttributes } from "../constructs/hcl-attribute";
import { requireNullProvider } from "../constructs/null-provider";
import type { MakeNullResource } from "../constructs/null-resource";

const METADATA = { providerName: "null", providerVersion: "3.2.4", providerVersionConstraint: "~> 3.2" };

class NullProvider extends TerraformProvider {}

class NullResource extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly triggers: { readonly [name: string]: string },
  ) {
    super(scope, id, { terraformResourceType: "null_resource", terraformGeneratorMetadata: METADATA });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { triggers: this.triggers };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(this.synthesizeAttributes());
  }
}

/** Gives what makes null resources; nothing has to be installed for it. */
export function nullResources(_path: string): MakeNullResource {
  return (scope, id, triggers) => {
    requireNullProvider(
      scope,
      (stack, providerId) =>
        new NullProvider(stack, providerId, {
          terraformResourceType: "null",
          terraformGeneratorMetadata: METADATA,
          terraformProviderSource: "hashicorp/null",
        }),
    );
    return new NullResource(scope, id, triggers);
  };
}
