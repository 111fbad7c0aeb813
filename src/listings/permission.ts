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
 * A policy of one vendor: a statement for backups, and one for lists of instances if needed. The actions are the
 * smallest set. The resource is `*`, because lists of instances cannot be restricted, and a narrower resource needs the
 * account's number.
 */
export function policyOf(
  { policy }: Cloud,
  backups: readonly string[],
  instances: readonly string[],
): unknown {
  const statements = [backups, instances].map((actions) => [...new Set(actions)].sort());
  return policy.write(statements.filter((actions) => actions.length > 0));
}
