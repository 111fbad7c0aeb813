/** The `null_resource`. @cdktf/provider-null has a class for it, which is of CDKTF alone, and one package more. */
import { TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { hclAttributes } from "./hcl-attribute";

/** Id of the null provider that a stack gets; not one that a user would choose. */
const NULL_PROVIDER_ID = "cdktf-backups-null-provider";
const METADATA = { providerName: "null", providerVersion: "3.2.4", providerVersionConstraint: "~> 3.2" };

class NullProvider extends TerraformProvider {}

/** A null resource, in a stack that has the null provider or gets it now. */
export class NullResource extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly triggers: Readonly<Record<string, string>>,
  ) {
    super(scope, id, { terraformResourceType: "null_resource", terraformGeneratorMetadata: METADATA });
    const stack = TerraformStack.of(scope);
    const isThere = ({ terraformResourceType, alias }: TerraformProvider) =>
      terraformResourceType === "null" && alias === undefined;
    if (stack.allProviders().some(isThere)) return;
    new NullProvider(stack, NULL_PROVIDER_ID, {
      terraformResourceType: "null",
      terraformGeneratorMetadata: METADATA,
      terraformProviderSource: "hashicorp/null",
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { triggers: this.triggers };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(this.synthesizeAttributes());
  }
}
