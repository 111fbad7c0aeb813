import { type TerraformProvider, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/** Id of the null provider that a stack gets; not one that a user would choose. */
const NULL_PROVIDER_ID = "cdktf-backups-null-provider";

/** Adds the null provider to a stack that has none without an alias. */
export function requireNullProvider(
  scope: Construct,
  add: (stack: TerraformStack, id: string) => TerraformProvider,
): void {
  const stack = TerraformStack.of(scope);
  const isThere = ({ terraformResourceType, alias }: TerraformProvider) =>
    terraformResourceType === "null" && alias === undefined;
  if (!stack.allProviders().some(isThere)) add(stack, NULL_PROVIDER_ID);
}
