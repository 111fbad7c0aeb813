/** The `null_resource` of @cdktf/provider-null. A package of its own, so only a trigger loads it. */
import type { TerraformProvider, TerraformResource, TerraformResourceConfig } from "cdktf";
import type { Construct } from "constructs";
import { requireNullProvider } from "./null-provider";
import { refusal } from "./refusal";

/** Arguments of a null resource. */
export interface NullResourceConfig extends Pick<TerraformResourceConfig, "dependsOn"> {
  readonly triggers: { readonly [name: string]: string };
}

type ResourceModule = {
  Resource: new (scope: Construct, id: string, config: NullResourceConfig) => TerraformResource;
};
type ProviderModule = { NullProvider: new (scope: Construct, id: string) => TerraformProvider };

function load<Module>(scope: Construct, path: string): Module {
  try {
    return require(path) as Module;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    throw refusal(
      scope,
      "a trigger needs the package @cdktf/provider-null: run npm install @cdktf/provider-null",
    );
  }
}

/** A null resource, in a stack that has the null provider or gets it now. */
export function nullResource(scope: Construct, id: string, config: NullResourceConfig): TerraformResource {
  const { Resource } = load<ResourceModule>(scope, "@cdktf/provider-null/lib/resource");
  requireNullProvider(scope, (stack, providerId) => {
    const { NullProvider } = load<ProviderModule>(scope, "@cdktf/provider-null/lib/provider");
    new NullProvider(stack, providerId);
  });
  return new Resource(scope, id, config);
}
