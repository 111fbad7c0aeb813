/** The `null_resource` of @cdktf/provider-null. It is a package of its own, so only a trigger loads it. */
import type { TerraformProvider, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { requireNullProvider } from "./null-provider";
import { refusal } from "./refusal";

/** Makes a null resource, in a stack that has the null provider or gets it now. */
export type MakeNullResource = (
  scope: Construct,
  id: string,
  triggers: { readonly [name: string]: string },
) => TerraformResource;

type ResourceModule = {
  Resource: new (
    scope: Construct,
    id: string,
    config: { readonly triggers: { readonly [name: string]: string } },
  ) => TerraformResource;
};
type ProviderModule = { NullProvider: new (scope: Construct, id: string) => TerraformProvider };

function load<Module>(path: string, name: string): Module {
  try {
    return require(name) as Module;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    throw refusal(
      path,
      "a trigger needs the package @cdktf/provider-null: run npm install @cdktf/provider-null",
    );
  }
}

/**
 * Loads what makes null resources.
 *
 * @param path of the construct that needs one
 * @throws Error if the package is not installed
 */
export function nullResources(path: string): MakeNullResource {
  const { Resource } = load<ResourceModule>(path, "@cdktf/provider-null/lib/resource");
  const { NullProvider } = load<ProviderModule>(path, "@cdktf/provider-null/lib/provider");
  return (scope, id, triggers) => {
    requireNullProvider(scope, (stack, providerId) => new NullProvider(stack, providerId));
    return new Resource(scope, id, { triggers });
  };
}
