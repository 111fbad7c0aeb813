import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/** The entry of this package for each framework. */
const ENTRIES: Readonly<Record<string, string>> = { cdktf: "cdktf-backups", cdktn: "cdktf-backups/cdktn" };

/** The framework that a class of stacks comes from, by the name that its compiler gave it, such as `cdktf`. */
function frameworkOf(stack: unknown): string | undefined {
  const { fqn } = (stack as Record<symbol, { fqn?: string } | undefined>)[Symbol.for("jsii.rtti")] ?? {};
  return fqn?.split(".")[0];
}

/**
 * Refuses a construct whose stack is of the other framework: types fit, and synthesis ends somewhere inside it.
 *
 * @throws Error that names the entry to import from
 */
export function checkFramework(scope: Construct, id: string): void {
  const theirs = frameworkOf(TerraformStack.of(scope).constructor);
  const ours = frameworkOf(TerraformStack);
  const entry = ENTRIES[theirs ?? ""];
  if (!ours || theirs === ours || !entry) return;
  throw new Error(
    `[${scope.node.path}/${id}] the stack is one of ${theirs}, and this construct is for ${ours}: import it from ${entry}`,
  );
}
