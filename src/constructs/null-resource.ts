/** The `null_resource` of @cdktf/provider-null. A package of its own, so it is loaded by those who run jobs only. */
import type { TerraformProvider, TerraformResource, TerraformResourceConfig } from "cdktf";
import type { Construct } from "constructs";
import { requireNullProvider } from "./null-provider";

/** Arguments of a null resource. */
export interface NullResourceConfig
  extends Pick<TerraformResourceConfig, "dependsOn" | "lifecycle" | "provisioners"> {
  readonly triggers: { [name: string]: string };
}

type ResourceModule = {
  Resource: new (scope: Construct, id: string, config: NullResourceConfig) => TerraformResource;
};
type ProviderModule = { NullProvider: new (scope: Construct, id: string) => TerraformProvider };

function load<Module>(path: string): Module {
  try {
    return require(path) as Module;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    throw new Error(
      "RestoreJob needs the package @cdktf/provider-null: run npm install @cdktf/provider-null",
    );
  }
}

/** A null resource, in a stack that has the null provider or gets it now. */
export function nullResource(scope: Construct, id: string, config: NullResourceConfig): TerraformResource {
  const { Resource } = load<ResourceModule>("@cdktf/provider-null/lib/resource");
  requireNullProvider(scope, (stack, providerId) => {
    const { NullProvider } = load<ProviderModule>("@cdktf/provider-null/lib/provider");
    new NullProvider(stack, providerId);
  });
  return new Resource(scope, id, config);
}
