import type { Listing } from "../../src/listings/listing";

/** What the keys must be allowed to do, as the vendor's policies name it. */
export function permissionFor(
  { service, permissionService }: Listing,
  { action }: { readonly action: string },
): string {
  return `${permissionService ?? service}:${action}`;
}
