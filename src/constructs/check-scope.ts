import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { refusal } from "./refusal";

/** The entry of this package for each framework. */
const ENTRIES: Readonly<Record<string, string>> = { cdktf: "cdktf-backups", cdktn: "cdktf-backups/cdktn" };

/** The framework that a class of stacks comes from, by the name that its compiler gave it, such as `cdktf`. */
function frameworkOf(stack: unknown): string | undefined {
  const { fqn } = (stack as Record<symbol, { fqn?: string } | undefined>)[Symbol.for("jsii.rtti")] ?? {};
  return fqn?.split(".")[0];
}

/**
 * Checks what every constructor is given, before the construct is in the tree.
 *
 * @returns the construct's path
 * @throws Error for a stack of the other framework, whose types fit, and for arguments that are no object
 */
export function checkScope(scope: Construct, id: string, props: unknown): string {
  if (!Construct.isConstruct(scope)) {
    throw refusal(id, "the scope is no construct: give the stack as the first argument");
  }
  const path = [scope.node.path, id].filter((part) => part !== "").join("/");
  const theirs = frameworkOf(TerraformStack.of(scope).constructor);
  const ours = frameworkOf(TerraformStack);
  const entry = ENTRIES[theirs ?? ""];
  if (ours && theirs !== ours && entry) {
    throw refusal(
      path,
      `the stack is one of ${theirs}, and this construct is for ${ours}: import it from ${entry}`,
    );
  }
  if (typeof props !== "object" || props === null) {
    const got = props === undefined ? "are missing" : `are ${JSON.stringify(props)}`;
    throw refusal(path, `the arguments ${got}: give an object as the third argument`);
  }
  return path;
}
