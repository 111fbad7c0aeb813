/** What keys must be allowed to do, as each vendor's policies write it. Pure. */
import type { CloudName } from "../clouds/cloud";
import type { Listing } from "./listing";

/** What the keys must be allowed to do, as the vendor's policies name it. */
export function permissionFor(
  { service, permissionService }: Listing,
  { action }: { readonly action: string },
): string {
  return `${permissionService ?? service}:${action}`;
}

/** A vendor's form of a policy. */
interface PolicyForm {
  /** What the vendor calls its service for policies. */
  readonly service: string;
  /** @param statements actions of each statement */
  readonly write: (statements: readonly (readonly string[])[]) => unknown;
}

/**
 * The forms. The actions are the smallest set; the resource is `*`, because lists of instances can be granted for
 * nothing smaller, and a narrower one needs the account's own number.
 */
export const policyForms: Readonly<Record<CloudName, PolicyForm>> = {
  // Source: CAM, "Syntax logic": version is 2.0, names of elements in small letters.
  tencentcloud: {
    service: "CAM",
    write: (statements) => ({
      version: "2.0",
      statement: statements.map((action) => ({ effect: "allow", action, resource: ["*"] })),
    }),
  },
  // Source: RAM, "Policy structure and syntax": Version is 1.
  alicloud: {
    service: "RAM",
    write: (statements) => ({
      Version: "1",
      Statement: statements.map((Action) => ({ Effect: "Allow", Action, Resource: "*" })),
    }),
  },
  // Source: IAM, "Policy syntax": Version is 3.
  jdcloud: {
    service: "IAM",
    write: (statements) => ({
      Version: "3",
      Statement: statements.map((Action) => ({ Effect: "Allow", Action, Resource: ["*"] })),
    }),
  },
};

/** A policy of one vendor: a statement for backups, and one for lists of instances where there is any. */
export function policyOf(
  cloud: CloudName,
  backups: readonly string[],
  instances: readonly string[],
): unknown {
  const statements = [backups, instances].map((actions) => [...new Set(actions)].sort());
  return policyForms[cloud].write(statements.filter((actions) => actions.length > 0));
}
