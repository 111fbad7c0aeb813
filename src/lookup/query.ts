/** The arguments of a lookup: those of every listing, the listing's own, and the selection options. */
import {
  type Argument,
  type ArgumentTable,
  type ArgumentValues,
  isGiven,
  mistakesIn,
} from "../core/argument";
import { asOne, BackupsError } from "../core/errors";
import { contradictionsIn, type SelectionOptions, selectionArguments } from "../core/selection";
import { type Listing, type ListingQuery, operationFor, zoneOf } from "../listings/listing";
import { pathOf, sweepsOf } from "../reading/request";
import type { ListingArguments, ListingName } from "../vendors";

/** Arguments that every listing has. */
export interface CommonArguments {
  /** Instance whose backups are looked up. */
  readonly instanceId: string;
  /** Region of the instance. @default the client's settings, the environment, or the vendor's own files */
  readonly region?: string;
  /**
   * Address to use instead of the vendor's; plain http only for this machine. @default the client's settings, or
   * `BACKUPS_ENDPOINT_URL`
   */
  readonly endpoint?: string;
  /** Profile in the vendor's own files. @default the client's settings, or the environment */
  readonly profile?: string;
}

/** Arguments of a list of instances. */
export type InstancesQuery = Omit<CommonArguments, "instanceId">;

/** All arguments of a lookup. */
export type LookupQuery<Name extends ListingName = ListingName> = CommonArguments &
  ListingArguments[Name] &
  SelectionOptions;

/** Replaces an unknown instance ID while the other arguments are checked. */
export const KNOWN_LATER = "known-later";

/** The arguments that every listing has, as a table. */
export const commonArguments = {
  instanceId: { kind: "id", required: true, description: "Instance whose backups are looked up." },
  region: {
    kind: "string",
    description: "Region of the instance.",
    default: "the provider's configuration, the environment, or the vendor's own files",
    safeToLeaveOut: true,
  },
  endpoint: {
    kind: "string",
    description: "Address to use instead of the vendor's. Plain http works only for this machine.",
    default: "the provider's configuration, or BACKUPS_ENDPOINT_URL",
    safeToLeaveOut: true,
  },
  profile: {
    kind: "string",
    description: "Profile in the vendor's own files. Its keys and region are used.",
    default: "the provider's configuration, or the environment",
    safeToLeaveOut: true,
  },
} satisfies Readonly<Record<keyof CommonArguments, Argument>>;

const { region, endpoint, profile } = commonArguments;

/** The arguments of a list of instances, as a table. Without one of them, other instances are listed. */
export const instancesArguments = {
  region: { ...region, description: "Region whose instances are listed.", safeToLeaveOut: false },
  endpoint: { ...endpoint, safeToLeaveOut: false },
  profile: { ...profile, safeToLeaveOut: false },
} satisfies Readonly<Record<keyof InstancesQuery, Argument>>;

/** All arguments of a listing. */
export function queryArguments(listing: Listing): ArgumentTable {
  const { instanceId, region } = listing.example;
  return {
    ...commonArguments,
    instanceId: { ...commonArguments.instanceId, example: instanceId },
    region: { ...commonArguments.region, example: region },
    ...selectionArguments,
    ...listing.arguments,
  };
}

/** The given arguments of a table. */
function givenIn(table: ArgumentTable, query: ArgumentValues): ArgumentValues {
  return Object.fromEntries(
    Object.entries(query).filter(([name, value]) => Object.hasOwn(table, name) && isGiven(value)),
  );
}

/** The listing's own arguments. */
export function ownArguments(listing: Listing, query: ArgumentValues): ArgumentValues {
  return givenIn(listing.arguments, query);
}

/** The selection options. */
export function selectionOf(query: ArgumentValues): SelectionOptions {
  return givenIn(selectionArguments, query);
}

/** Mistakes that the requests would show. */
function* mistakesInRequests(listing: Listing, query: ArgumentValues): Generator<BackupsError> {
  const dry: ListingQuery = {
    instanceId: String(query.instanceId),
    region: "region",
    timeZone: zoneOf(listing),
    arguments: ownArguments(listing, query),
    now: new Date(),
  };
  try {
    const operation = operationFor(listing, dry.arguments);
    pathOf(operation, listing, dry);
    sweepsOf(listing, operation, dry);
  } catch (error) {
    if (!(error instanceof BackupsError)) throw error;
    yield error;
  }
}

/**
 * Checks a query without sending a request.
 *
 * @throws BackupsError `usage` that names every wrong argument
 */
export function checkQuery(listing: Listing, query: ArgumentValues): void {
  const unfit = [...mistakesIn(queryArguments(listing), query)];
  const fit = Object.entries(query).filter(([name]) => !unfit.some(({ argument }) => argument === name));
  const mistake = asOne([
    ...unfit,
    ...contradictionsIn(selectionOf(Object.fromEntries(fit))),
    ...(unfit.length > 0 ? [] : mistakesInRequests(listing, query)),
  ]);
  if (!mistake) return;
  throw mistake.with({
    listing: listing.name,
    instanceId: isGiven(query.instanceId) ? String(query.instanceId) : undefined,
  });
}
