/** Finds the instance to look up: one of the account, else one of the emulator. */
import { createServer } from "node:net";
import { withoutControls } from "../../core/errors";
import { demoCredentials, demoInstances } from "../../emulator/demo";
import type { Listing } from "../../listings/listing";
import type { BackupsClient } from "../../lookup/client";
import { clouds, listingNamed, listings } from "../../vendors";
import { withClient } from "../client";
import { ownPlaces, searchPlaces } from "../fleet/search";
import type { Io } from "../io";

/** The chosen instance, and why. */
export interface Chosen {
  readonly listing: Listing;
  readonly instanceId: string;
  readonly region: string;
  /** Address of the emulator, for an instance of its demo. */
  readonly emulator?: string;
  /** Sentences about the choice. */
  readonly why: readonly string[];
}

/** The emulator's instance that the documentation shows first. */
const DEMO = "tencentcloud-mysql";
/** The port in the documentation, and the number of ports to try after it. */
const [PORT, PORTS] = [4010, 50];
/** Short limits, because nobody waits long for a better example. */
const PATIENCE = { timeout: 15, maxRetries: 1 };

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

async function freePort(): Promise<number> {
  for (let port = PORT; port < PORT + PORTS; port += 1) if (await isFree(port)) return port;
  return PORT;
}

async function demo(why: readonly string[]): Promise<Chosen> {
  const listing = listingNamed(DEMO);
  const isDemo = ({ listing }: { readonly listing: string }) => listing === DEMO;
  const { instanceId, region } = demoInstances.find(isDemo) as (typeof demoInstances)[number];
  const emulator = `http://127.0.0.1:${await freePort()}`;
  const chosen = `Instance: ${DEMO} ${instanceId} in ${region}, from the emulator.`;
  return { listing, instanceId, region, emulator, why: [chosen, ...why] };
}

/**
 * Lists the instances of each vendor with a region and keys on this machine. Chooses the first one that can have
 * backups.
 */
export async function chooseInstance(io: Io): Promise<Chosen> {
  const places = (await Promise.all(listings.map((listing) => ownPlaces(listing, io)))).flat();
  if (places.length === 0) {
    return demo([
      "Your account was not asked: neither the environment nor a vendor's own file names a region.",
    ]);
  }
  let isEmulated = false;
  const search = (client: BackupsClient) => searchPlaces(client, places, io);
  const searches = await withClient(clouds, PATIENCE, io, search, ({ accessKey }) => {
    isEmulated ||= accessKey === demoCredentials.accessKey;
  });
  if (isEmulated)
    return demo(["Your account was not asked: the keys in the environment are the emulator's."]);
  const failures = new Map(
    searches.flatMap(({ listing, error }) => (error ? [[listing.cloud.title, error.message] as const] : [])),
  );
  const why = [...failures].map(([title, message]) => `${title} could not list the instances. ${message}`);
  const found = searches.flatMap(({ listing, instances = [] }) =>
    instances.map((instance) => ({ listing, ...instance })),
  );
  const first = found.find(({ state }) => state === "running") ?? found[0];
  if (!first) {
    const asked = [...new Set(searches.filter(({ error }) => !error).map(({ region }) => region))];
    const empty = asked.length > 0 ? [`Your account has no instances in ${asked.join(", ")}.`] : [];
    return demo([...empty, ...why]);
  }
  const { listing, id, region, name } = first;
  const named = name?.trim() ? ` (${withoutControls(name.trim())})` : "";
  const others = found.length > 1 ? ` It is the first of ${found.length}.` : "";
  const chosen = `Instance: ${listing.name} ${id}${named} in ${region}, from your account.${others}`;
  return { listing, instanceId: id, region, why: [chosen, ...why] };
}
