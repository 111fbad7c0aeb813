/** The `null_resource` of @cdktf/provider-null. Only a trigger needs that package, so only a trigger loads it. */
import type { TerraformProvider, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { refusal } from "./refusal";

/** The classes of the null provider. */
export interface NullClasses {
  readonly NullProvider: new (scope: Construct, id: string) => TerraformProvider;
  readonly NullResource: new (
    scope: Construct,
    id: string,
    config: { readonly triggers: { readonly [name: string]: string } },
  ) => TerraformResource;
}

/**
 * Loads the classes.
 *
 * @param path of the construct that needs them
 * @throws Error if the package is not installed
 */
export function nullClasses(path: string): NullClasses {
  try {
    const { NullProvider } = require("@cdktf/provider-null/lib/provider");
    const { Resource } = require("@cdktf/provider-null/lib/resource");
    return { NullProvider, NullResource: Resource };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    throw refusal(
      path,
      "a trigger needs the package @cdktf/provider-null: run npm install @cdktf/provider-null",
    );
  }
}
