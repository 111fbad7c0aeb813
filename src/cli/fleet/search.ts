/** Searches an account for instances. */
import type { BackupsError } from "../../core/errors";
import type { DatabaseInstance } from "../../core/instance";
import { listWith } from "../../fleet/plan";
import type { BackupsClient } from "../../lookup/client";
import type { KnownListing } from "../../vendors";
import { regionFinder } from "../client";
import { knownError, printWarnings } from "../describe-error";
import type { Io } from "../io";

interface SearchPlace {
  readonly listing: KnownListing;
  readonly region: string;
}

/** A searched place, and its result. */
export interface Search extends SearchPlace {
  readonly instances?: readonly DatabaseInstance[];
  readonly error?: BackupsError;
}

/** The region of the environment or the vendor's files, if there is one. */
export async function ownPlaces(
  listing: KnownListing,
  io: Io,
  profile?: string,
): Promise<readonly SearchPlace[]> {
  const region = await regionFinder(io)(listing, profile).catch((error) => void knownError(error));
  return region === undefined ? [] : [{ listing, region }];
}

/** Searches all places at the same time. A failure does not stop the others. */
export function searchPlaces(
  client: BackupsClient,
  places: readonly SearchPlace[],
  io: Io,
  profile?: string,
): Promise<readonly Search[]> {
  const list = listWith(client, (warning) => printWarnings([warning], io));
  return Promise.all(
    places.map(async ({ listing, region }): Promise<Search> => {
      try {
        const place = { listing: listing.name, region, profile: profile ?? null };
        return { listing, region, instances: await list(place) };
      } catch (error) {
        return { listing, region, error: knownError(error) };
      }
    }),
  );
}
