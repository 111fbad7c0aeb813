import type { Emulator } from "../../src/emulator";
import { demoCredentials } from "../../src/emulator";
import type { ListingName } from "../../src/vendors";
import { clientOf } from "./client";

/** The instances of one listing in one region. */
export interface Fleet {
  readonly listing: ListingName;
  readonly region: string;
  /** Letters and underscores that are this fleet's own. */
  readonly name: string;
}

/** All fleets of an emulator. */
export function fleetsOf({ data }: Emulator): readonly Fleet[] {
  const fleets = new Map<string, Fleet>();
  for (const { listing, region } of data.instances) {
    const name = `${listing} ${region}`.replace(/\W/g, "_");
    fleets.set(name, { listing: listing as ListingName, region, name });
  }
  return [...fleets.values()];
}

/** The newest backup of each instance that can be looked up, by fleet and ID, as single lookups name it. */
export async function latestIdsOf(
  emulator: Emulator,
): Promise<Record<string, Record<string, string | null>>> {
  // Without the vendors' rates a busy machine loses a connection now and then.
  const client = clientOf(emulator.url, { maxRetries: 3 }, demoCredentials);
  const found: Record<string, Record<string, string | null>> = {};
  for (const { listing, region, name } of fleetsOf(emulator)) {
    const { instances } = await client.instances(listing, { region });
    const ids = instances.filter(({ lookable }) => lookable);
    const latest = ids.map(
      async ({ id }) => [id, (await client.lookup(listing, { instanceId: id, region })).latestId] as const,
    );
    found[name] = Object.fromEntries(await Promise.all(latest));
  }
  return found;
}
