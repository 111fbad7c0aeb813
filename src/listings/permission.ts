/** Permissions that keys need, in each vendor's form of policies. Pure. */
import type { Cloud } from "../clouds/cloud";
import type { Listing } from "./listing";

/** Permission that the keys need, by the vendor's name. */
export function permissionFor(
  { service, permissionService }: Listing,
  { action }: { readonly action: string },
): string {
  return `${permissionService ?? service}:${action}`;
}

/**
 * A policy of one vendor: a statement for backups, and one for lists of instances where there is any. The actions are
 * the smallest set; the resource is any, because lists of instances can be granted for nothing smaller, and a narrower
 * one needs the account's own number.
 */
export function policyOf(
  { policy }: Cloud,
  backups: readonly string[],
  instances: readonly string[],
): unknown {
  const statements = [backups, instances].map((actions) => [...new Set(actions)].sort());
  return policy.write(statements.filter((actions) => actions.length > 0));
}
