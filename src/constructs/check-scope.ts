import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { refusal } from "./refusal";

/** This package's entry for each framework. */
const ENTRIES: Readonly<Record<string, string>> = { cdktf: "cdktf-backups", cdktn: "cdktf-backups/cdktn" };

/** The package of a class, such as `cdktf`, from the name that its compiler (jsii) gave it. */
function frameworkOf(stack: unknown): string | undefined {
  const { fqn } = (stack as Record<symbol, { fqn?: string } | undefined>)[Symbol.for("jsii.rtti")] ?? {};
  return fqn?.split(".")[0];
}

/**
 * Checks a constructor's arguments before the construct is in the tree.
 *
 * @returns the construct's path
 * @throws Error for a stack of the other framework, which the compiler accepts, and for arguments that are not an object
 */
export function checkScope(scope: Construct, id: string, props: unknown): string {
  if (!Construct.isConstruct(scope)) {
    throw refusal(id, "the scope is not a construct: give the stack as the first argument");
  }
  const path = [scope.node.path, id].filter((part) => part !== "").join("/");
  const theirs = frameworkOf(TerraformStack.of(scope).constructor);
  const ours = frameworkOf(TerraformStack);
  const entry = ENTRIES[theirs ?? ""];
  if (ours && theirs !== ours && entry) {
    throw refusal(
      path,
      `the stack belongs to ${theirs}, but this construct to ${ours}: import it from ${entry}`,
    );
  }
  if (typeof props !== "object" || props === null) {
    const got = props === undefined ? "are missing" : `are ${JSON.stringify(props)}`;
    throw refusal(path, `the arguments ${got}: give an object as the third argument`);
  }
  return path;
}
