import { TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
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
 * @param names of all arguments; the constructor checks them itself if left out
 * @returns the construct's path
 * @throws Error for a stack of the other framework, which the compiler accepts; for arguments that are not an object; and
 *   for an unknown one, because apps run without the compiler's checks
 */
export function checkScope(scope: Construct, id: string, props: unknown, names?: readonly string[]): string {
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
  const other = names && Object.keys(props).find((name) => !names.includes(name));
  if (names && other) {
    throw refusal(path, `${other}: there is no such argument; expected one of: ${names.join(", ")}`);
  }
  return path;
}

/** Refuses a value that is not a construct, which only JavaScript or a cast lets through. */
export function checkConstruct(path: string, name: string, value: unknown, expected: string): void {
  if (typeof value === "object" && value !== null && "node" in value) return;
  const got = value === undefined || value === null ? "missing" : `got ${JSON.stringify(value)}`;
  throw refusal(path, `${name}: ${got}; expected ${expected}`);
}

/**
 * Refuses a lookup that names many backups, and one of another stack.
 *
 * @param path of the construct that reads it
 * @param what kind of that construct, such as `point`
 */
export function checkOwnLookup(
  path: string,
  scope: Construct,
  lookup: IConstruct & { readonly isRepeated: boolean },
  what: string,
): void {
  checkConstruct(path, "lookup", lookup, "a lookup, such as one of TencentCloudMysqlBackups");
  if (lookup.isRepeated) {
    throw refusal(
      path,
      `lookup: has forEach, so it names many backups; make one lookup and one ${what} per instance`,
    );
  }
  const other = TerraformStack.of(lookup);
  if (TerraformStack.of(scope) === other) return;
  throw refusal(
    path,
    `lookup: is in the stack ${other.node.path}, but a ${what} needs a lookup of its own stack; make the ${what} there, ` +
      "and use its backupId here",
  );
}
