/**
 * The next request of a lookup after the vendor refused the kind of instance: its shards must be named, or another
 * operation lists its backups. Other lookups send no extra request.
 */

import { type ArgumentValues, isGiven } from "../core/argument";
import type { Backup } from "../core/backup";
import { BackupsError } from "../core/errors";
import { arg, joined, message } from "../core/message";
import type { Fallback, Found, Listing, ListingQuery } from "../listings/listing";
import { permissionFor } from "../listings/permission";
import { readBackups, readInstanceRow } from "./read";
import type { Reader } from "./read-rows";

/** Shards that were found are those of a moment: a process that lives on asks again. */
const KNOWN_FOR_MS = 10 * 60_000;

/** Cache of what was found about instances, so that several lookups ask once. */
export class FoundInstances {
  private readonly known = new Map<string, { readonly until: number; readonly found: Promise<Found> }>();

  /** What is known of an instance, or about to be; undefined if nothing is. */
  of(key: string, now: Date): Promise<Found> | undefined {
    const entry = this.known.get(key);
    return entry && now.getTime() < entry.until ? entry.found : undefined;
  }

  /** Finds out, unless somebody is at it. */
  learn(key: string, now: Date, ask: () => Promise<Found>): Promise<Found> {
    const found = this.of(key, now) ?? ask();
    this.known.set(key, { until: now.getTime() + KNOWN_FOR_MS, found });
    found.catch(() => this.forget(key));
    return found;
  }

  forget(key: string): void {
    this.known.delete(key);
  }
}

/** Whether the arguments do not already decide what a refusal would show. */
function isOpen({ givenBy }: Fallback, given: ArgumentValues): boolean {
  return !givenBy.some((name) => isGiven(given[name]));
}

function fallbackFor(
  { fallbacks = [] }: Listing,
  given: ArgumentValues,
  error: unknown,
): Fallback | undefined {
  if (!(error instanceof BackupsError) || error.vendorCode === undefined) return undefined;
  // A refusal for missing permission or for throttling says nothing about the instance.
  if (error.code !== "usage" && error.code !== "invalid-response") return undefined;
  const said = `${error.vendorCode} ${error.message}`;
  return fallbacks.find((fallback) => fallback.refusal.test(said) && isOpen(fallback, given));
}

/** Looks the instance up in the list of instances, if the refusal alone is not enough. */
async function findOut(
  listing: Listing,
  { about, find, givenBy }: Fallback,
  { instanceId, region }: ListingQuery,
  refusal: unknown,
  reader: Reader,
): Promise<Found> {
  if (!about) return find({}) as Found;
  const row = await readInstanceRow(listing, region, instanceId, about(instanceId), reader).catch(
    (error: unknown) => {
      if (!(error instanceof BackupsError) || error.code !== "denied") throw error;
      throw new BackupsError("denied", `the instance's shards could not be read: ${error.message}`, {
        ...error.facts,
        hint: message`Allow these keys ${permissionFor(listing, listing.instances)}, or give ${
          joined(
            givenBy.map((name) => [arg(name)]),
            " or ",
          ) ?? ""
        }.`,
      });
    },
  );
  const found = row && find(row);
  if (!found) throw refusal;
  return found;
}

/** The query, completed by what was found about its instance. */
function withFound(query: ListingQuery, found: Found): ListingQuery {
  return { ...query, arguments: { ...query.arguments, ...found.arguments }, found };
}

/**
 * All backups of an instance, whatever it is.
 *
 * @param key tells the instance from all others in `instances`
 * @throws BackupsError when the listing cannot be read whole
 */
export async function readFitting(
  listing: Listing,
  query: ListingQuery,
  reader: Reader,
  instances: FoundInstances,
  key: string,
): Promise<readonly Backup[]> {
  const open = listing.fallbacks?.some((fallback) => isOpen(fallback, query.arguments)) ?? false;
  const known = open ? await instances.of(key, query.now)?.catch(() => undefined) : undefined;
  let refusal: unknown;
  if (!known) {
    try {
      return await readBackups(listing, query, reader);
    } catch (error) {
      refusal = error;
    }
  }
  const fallback = fallbackFor(listing, query.arguments, refusal);
  if (!known && !fallback) throw refusal;
  const found =
    known ??
    (await instances.learn(key, query.now, () =>
      findOut(listing, fallback as Fallback, query, refusal, reader),
    ));
  try {
    return await readBackups(listing, withFound(query, found), reader);
  } catch (error) {
    // What was found does not hold, or no longer: the first refusal says more, and the next lookup starts anew.
    if (!fallbackFor(listing, query.arguments, error)) throw error;
    instances.forget(key);
    throw refusal ?? error;
  }
}
