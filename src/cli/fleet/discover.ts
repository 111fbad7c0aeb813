/** `discover`: writes a file of all instances of an account. */
import { usageError } from "../../core/errors";
import { fileText, type NewEntry, NIGHTLY } from "../../fleet/file/file-text";
import { clouds, listingNamed, listings } from "../../vendors";
import { withClient } from "../client";
import { describeError } from "../describe-error";
import { exitCodeFor, exitCodes } from "../exit-codes";
import type { Io, Options } from "../io";
import { writeFleet } from "./open";
import { ownPlaces, type Search, searchPlaces } from "./search";

/** Regions by vendor; a region without a vendor applies to all. */
function regionsFrom(given: readonly string[]): (cloud: string) => readonly string[] {
  const vendors: readonly string[] = clouds.map(({ name }) => name);
  const parts = given.map((text) => {
    const [first = "", second] = text.split(":");
    if (second === undefined) return { cloud: undefined, region: first };
    if (!vendors.includes(first))
      throw usageError(
        "regions",
        `got ${JSON.stringify(text)}, expected a region, or a vendor and a region such as ${vendors[0]}:ap-shanghai`,
        `Vendors: ${vendors.join(", ")}.`,
      );
    return { cloud: first, region: second };
  });
  return (cloud) =>
    parts.filter((part) => part.cloud === undefined || part.cloud === cloud).map(({ region }) => region);
}

function entriesOf(
  { listing, region, instances = [] }: Search,
  profile: string | undefined,
): readonly NewEntry[] {
  return instances.map(({ id, name }) => ({
    listing: listing.name,
    instance_id: id,
    region,
    profile,
    name: name?.trim() && name.trim() !== id ? name.trim() : undefined,
  }));
}

/** @returns the exit code of the first listing that failed, else done */
export async function discoverFleet(options: Options, io: Io): Promise<number> {
  const wanted = options.listings as readonly string[] | undefined;
  const asked = wanted?.map(listingNamed) ?? listings;
  const regionsOf = regionsFrom((options.regions ?? []) as readonly string[]);
  const profile = options.profile as string | undefined;
  const found = asked.map(async (listing) => {
    const given = regionsOf(listing.cloud.name);
    return options.regions ? given.map((region) => ({ listing, region })) : ownPlaces(listing, io, profile);
  });
  const places = (await Promise.all(found)).flat();
  if (places.length === 0) {
    throw usageError(
      "regions",
      "missing, and the environment names no region",
      "Give the regions to search, such as --regions tencentcloud:ap-shanghai,alicloud:cn-hangzhou.",
    );
  }
  const searches = await withClient(clouds, options, io, (client) =>
    searchPlaces(client, places, io, profile),
  );
  // A vendor without keys is skipped, unless the user named it.
  const isMeant = ({ listing, error }: Search) =>
    wanted !== undefined || error?.code !== "credentials" || regionsOf(listing.cloud.name).length > 0;
  const failed = searches.filter((search) => search.error && isMeant(search));
  const entries = searches.flatMap((search) => entriesOf(search, profile));
  const remarks = failed.map(
    ({ listing, region, error }) => `Not searched: ${listing.name} in ${region} (${error?.code}).`,
  );
  const text = fileText(entries, NIGHTLY, remarks);
  const searched = `${searches.length - failed.length} of ${searches.length} places`;
  // If all failed, an earlier file stays: an empty one would name no database.
  const isFound = searches.some(({ error }) => error === undefined);
  const [first = isFound ? undefined : searches[0], ...others] = failed;
  if (isFound) await writeFleet(text, `${entries.length} instances in ${searched}`, options, io);
  for (const each of first ? [first, ...others] : [])
    io.err(`${isFound ? "warning" : "error"}: ${describeError(each.error)}\n`);
  return first ? exitCodeFor(first.error) : exitCodes.done;
}
