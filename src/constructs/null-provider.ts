import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/** Id of the null provider that a stack gets; not one that a user would choose. */
const NULL_PROVIDER_ID = "cdktf-backups-null-provider";

/** Has the null provider added to a stack that has none. */
export function requireNullProvider(
  scope: Construct,
  add: (stack: TerraformStack, id: string) => void,
): void {
  const stack = TerraformStack.of(scope);
  const isThere = stack.allProviders().some(({ terraformResourceType }) => terraformResourceType === "null");
  if (!isThere) add(stack, NULL_PROVIDER_ID);
}
