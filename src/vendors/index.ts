/** All vendors. Add another one here and in its own folder, nowhere else. */
import type { Cloud } from "../clouds/cloud";
import { didYouMean } from "../core/closest";
import { usageError } from "../core/errors";
import type { Listing } from "../listings/listing";
import type { Vendor } from "../listings/vendor";
import { alicloud } from "./alicloud";
import { jdcloud } from "./jdcloud";
import { tencentcloud } from "./tencentcloud";

/** The vendors, by the names of their own Terraform providers, in the order of the documentation. */
const vendors = {
  tencentcloud,
  jdcloud,
  alicloud,
} as const satisfies Readonly<Record<string, Vendor>>;

type Vendors = typeof vendors;

/** Names of the vendors. */
export type CloudName = keyof Vendors;

/** Settings of a client, by vendor. */
export type VendorSettings = {
  readonly [Name in CloudName]?: NonNullable<Vendors[Name]["types"]>["settings"];
};

type Intersection<Union> = (Union extends unknown ? (one: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;

/** Settings for one vendor, without those that only another one has. */
export type CloudSettings = Intersection<NonNullable<VendorSettings[CloudName]>>;

/** Properties of the provider construct, by vendor. */
export type VendorProps = { readonly [Name in CloudName]?: NonNullable<Vendors[Name]["types"]>["props"] };

/** The vendors' clouds. */
export const clouds: readonly Cloud[] = Object.values<Vendor>(vendors).map(({ cloud }) => cloud);

type AnyListing = Vendors[CloudName]["listings"][number];

/** The listings' own arguments, by name. */
export type ListingArguments = {
  readonly [Own in AnyListing as Own["name"]]: Own extends Listing<string, infer Arguments>
    ? Arguments
    : never;
};

/** Names of the listings. */
export type ListingName = keyof ListingArguments;

/** A listing of the table. */
export type KnownListing = Listing<ListingName>;

/** All listings, in the order of the documentation. */
export const listings: readonly KnownListing[] = Object.values(vendors).flatMap<KnownListing>(
  (vendor) => vendor.listings,
);

/** Suggests the listing with the most similar name, also for a name from Terraform or of a construct. */
export function didYouMeanListing(word: string): string | undefined {
  const stem = word.replace(/^backups[_-]|[_-]instances$|backups$/gi, "");
  const names = listings.map(({ name }) => name);
  return didYouMean(stem, names);
}

/** Whether there is a listing of that name. */
export function isListing(name: string): name is ListingName {
  return listings.some((listing) => listing.name === name);
}

/**
 * A listing by name.
 *
 * @throws BackupsError `usage` if there is none of that name
 */
export function listingNamed(name: string): KnownListing {
  const found = listings.find((listing) => listing.name === name);
  if (found) return found;
  const names = listings.map((listing) => listing.name);
  throw usageError(
    "listing",
    `got ${JSON.stringify(name)}, expected one of: ${names.join(", ")}`,
    didYouMeanListing(name),
  );
}
