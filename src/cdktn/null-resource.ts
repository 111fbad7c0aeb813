/** The `null_resource` for CDK Terrain, because @cdktf/provider-null works only with CDKTF. */
import { TerraformProvider, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { hclAttributes } from "../constructs/hcl-attribute";
import type { NullClasses } from "../constructs/null-resource";

const METADATA = { providerName: "null", providerVersion: "3.2.4", providerVersionConstraint: "~> 3.2" };

class NullProvider extends TerraformProvider {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      terraformResourceType: "null",
      terraformGeneratorMetadata: METADATA,
      terraformProviderSource: "hashicorp/null",
    });
  }
}

class NullResource extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly config: { readonly triggers: { readonly [name: string]: string } },
  ) {
    super(scope, id, { terraformResourceType: "null_resource", terraformGeneratorMetadata: METADATA });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { triggers: this.config.triggers };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(this.synthesizeAttributes());
  }
}

/** Returns the classes. They need no package. */
export function nullClasses(): NullClasses {
  return { NullProvider, NullResource };
}
