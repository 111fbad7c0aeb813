/** A `null_resource` for CDK Terrain: @cdktf/provider-null is bound to CDKTF. */
import { TerraformProvider, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { requireNullProvider } from "../constructs/null-provider";
import type { NullResourceConfig } from "../constructs/null-resource";

const SOURCE = "hashicorp/null";
const METADATA = { providerName: "null", providerVersion: "3.2.4", providerVersionConstraint: "~> 3.2" };

class NullProvider extends TerraformProvider {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      terraformResourceType: "null",
      terraformGeneratorMetadata: METADATA,
      terraformProviderSource: SOURCE,
    });
  }
}

class NullResource extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly config: NullResourceConfig,
  ) {
    const { triggers: _triggers, ...meta } = config;
    super(scope, id, {
      terraformResourceType: "null_resource",
      terraformGeneratorMetadata: METADATA,
      ...meta,
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { triggers: this.config.triggers };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    const { triggers: value } = this.config;
    return { triggers: { value, isBlock: false, type: "map", storageClassType: "stringMap" } };
  }
}

/** A null resource, in a stack that has the null provider or gets it now. */
export function nullResource(scope: Construct, id: string, config: NullResourceConfig): TerraformResource {
  requireNullProvider(scope, (stack, providerId) => new NullProvider(stack, providerId));
  return new NullResource(scope, id, config);
}
