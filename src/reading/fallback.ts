/** Finds the next request after the vendor refused the kind of instance. Other lookups send no extra request. */

import { isGiven } from "../core/argument";
import type { Backup } from "../core/backup";
import { BackupsError } from "../core/errors";
import { arg, joined, message } from "../core/message";
import type { Fallback, Found, Listing, ListingQuery } from "../listings/listing";
import { permissionFor } from "../listings/permission";
import { readBackups, readInstanceRow } from "./read";
import type { Reader } from "./read-rows";
import { refusalText } from "./refused-sweep";
import type { SharedReads } from "./shared-reads";

/** Milliseconds for which facts are known: shards change, so a long-running process asks again. */
export const KNOWN_FOR_MS = 10 * 60_000;

/** Facts from the refusal, or from the list of instances if they depend on the instance. */
async function findOut(
  listing: Listing,
  { about, find, givenBy }: Fallback,
  { instanceId, region }: ListingQuery,
  refusal: unknown,
  reader: Reader,
): Promise<Found> {
  if (!about) return find({}) as Found;
  const either = joined(
    givenBy.map((name) => [arg(name)]),
    " or ",
  );
  const row = await readInstanceRow(listing, region, instanceId, about(instanceId), reader).catch(
    (error: unknown) => {
      if (!(error instanceof BackupsError) || error.code !== "denied") throw error;
      throw new BackupsError("denied", `the instance's shards could not be read: ${error.message}`, {
        ...error.facts,
        hint: message`Allow these keys ${permissionFor(listing, listing.instances)}, or give ${either ?? ""}.`,
      });
    },
  );
  const found = row && find(row);
  if (!found) throw refusal;
  return found;
}

/**
 * All backups of an instance of any kind.
 *
 * @param facts about instances, for all lookups of a client
 * @throws BackupsError if the listing cannot be read completely
 */
export async function readFitting(
  listing: Listing,
  query: ListingQuery,
  reader: Reader,
  facts: SharedReads<Found>,
): Promise<readonly Backup[]> {
  const key = JSON.stringify([...reader.place, query.instanceId]);
  // Those whose kind of instance no argument decides.
  const open = (listing.fallbacks ?? []).filter(
    ({ givenBy }) => !givenBy.some((name) => isGiven(query.arguments[name])),
  );
  const fallbackFor = (error: unknown) => {
    const said = refusalText(error);
    return said === undefined ? undefined : open.find(({ refusal }) => refusal.test(said));
  };
  let refusal: unknown;
  let found = open.length > 0 ? await facts.join(key, reader.signal)?.catch(() => undefined) : undefined;
  if (!found) {
    try {
      return await readBackups(listing, query, reader);
    } catch (error) {
      const fallback = fallbackFor(error);
      if (!fallback) throw error;
      refusal = error;
      found = await facts.read(key, reader.signal, (signal) =>
        findOut(listing, fallback, query, error, { ...reader, signal }),
      );
    }
  }
  const completed = { ...query, arguments: { ...query.arguments, ...found.arguments }, found };
  try {
    return await readBackups(listing, completed, reader);
  } catch (error) {
    // The facts are outdated, and the next lookup asks again. The first refusal says more.
    if (!fallbackFor(error)) throw error;
    facts.forget(key);
    throw refusal ?? error;
  }
}
