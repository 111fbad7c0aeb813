/** An entry in the table of vendors. Types only. */
import type { Cloud, CloudSettings } from "../clouds/cloud";
import type { Listing } from "./listing";

/**
 * A vendor.
 *
 * @typeParam Props the properties of the provider construct for it
 * @typeParam Own the settings of a client that only this vendor has
 */
export interface Vendor<
  Listings extends readonly Listing[] = readonly Listing[],
  Props = unknown,
  Own = unknown,
> {
  readonly cloud: Cloud;
  readonly listings: Listings;
  /** Never set; only for the types. */
  readonly types?: { readonly props: Props; readonly settings: CloudSettings & Own };
}
