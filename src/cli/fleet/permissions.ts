/** `permissions`: prints the smallest policy for a file of instances, or for listings. */
import { usageError } from "../../core/errors";
import { readFleetFile } from "../../fleet/file/read-file";
import { type BackupOperation, type Listing, operationFor } from "../../listings/listing";
import { permissionFor, policyOf } from "../../listings/permission";
import { clouds, listingNamed } from "../../vendors";
import { exitCodes } from "../exit-codes";
import { formatJson } from "../format";
import type { Io, Options } from "../io";

/** Operations of a listing that an account's keys must be allowed. */
interface Need {
  readonly listing: Listing;
  readonly profile: string | null;
  readonly operations: readonly BackupOperation[];
}

async function needsOf(names: readonly string[], path: unknown): Promise<readonly Need[]> {
  if (path === undefined && names.length === 0)
    throw usageError("listing", "missing", "Name listings, or give a file of instances as --file.");
  if (path === undefined)
    return names
      .map(listingNamed)
      .map((listing) => ({ listing, profile: null, operations: listing.operations }));
  if (names.length > 0)
    throw usageError("listing", `got ${JSON.stringify(names[0])} beside --file`, "Leave one of the two out.");
  const { entries } = await readFleetFile(String(path));
  return entries.map(({ listing, profile, query }) => {
    const named = listingNamed(listing);
    return { listing: named, profile, operations: [operationFor(named, query)] };
  });
}

export async function printPermissions(names: readonly string[], options: Options, io: Io): Promise<number> {
  const needs = await needsOf(names, options.file);
  for (const cloud of clouds) {
    const own = needs.filter(({ listing }) => listing.cloud === cloud);
    for (const profile of new Set(own.map((need) => need.profile))) {
      const these = own.filter((need) => need.profile === profile);
      const backups = these.flatMap(({ listing, operations }) =>
        operations.map((operation) => permissionFor(listing, operation)),
      );
      const instances = these.map(({ listing }) => permissionFor(listing, listing.instances));
      const account = profile === null ? "" : `, for the keys of profile ${profile}`;
      io.err(`${cloud.title}, a policy of ${cloud.policy.service}${account}:\n`);
      io.out(formatJson(policyOf(cloud, backups, instances)));
    }
  }
  io.err(
    "The second statement allows listing instances. Entries with `instances: all`, discover and report need it; check of single instances does not.\n",
  );
  return exitCodes.done;
}
