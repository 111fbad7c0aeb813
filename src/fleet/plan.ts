/** Turns the entries of a file into instances. */
import type { DatabaseInstance } from "../core/instance";
import type { Warning } from "../core/warning";
import type { Listing } from "../listings/listing";
import type { BackupsClient } from "../lookup/client";
import { listingNamed } from "../vendors";
import type { FleetEntry, FleetFile } from "./file/fleet-file";
import { toldInRow } from "./judge";
import type { Discovery, Place, Unlistable, Unlisted } from "./report";
import { instanceKey, instancesQuery, NO_REGION, placeKey, type Subject, type Target } from "./subject";

/** Lists the instances of a place that have backups to look up. */
export type ListInstances = (place: Place) => Promise<readonly DatabaseInstance[]>;

/** Lists each place once with a client, and passes on its warnings. */
export function listWith(
  client: Pick<BackupsClient, "instances">,
  onWarning: (warning: Warning) => void,
): ListInstances {
  const listed = new Map<string, ReturnType<ListInstances>>();
  const list: ListInstances = async (place) => {
    const { instances, warnings } = await client.instances(place.listing, instancesQuery(place));
    warnings.forEach(onWarning);
    return instances.filter(({ lookable }) => lookable);
  };
  return (place) => {
    const key = placeKey(place);
    const found = listed.get(key) ?? list(place);
    listed.set(key, found);
    return found;
  };
}

/** Finds the region of an entry that names none. */
export type FindRegion = (listing: Listing, profile: string | undefined) => Promise<string>;

/** An entry that no instances follow from: its region is not known, or its instances could not be listed. */
interface Failure extends Target {
  readonly error: unknown;
}

/** The instances to look up, and the results of listing them. */
export interface Plan {
  readonly subjects: readonly Subject[];
  /** The result of each `instances: all` in each region. */
  readonly discoveries: readonly { readonly discovery: Discovery; readonly target: Target }[];
  readonly failures: readonly Failure[];
}

function targetOf(entry: FleetEntry, region: string | null): Target {
  const { listing, profile, labels, line, query, limits, ignore, instanceId = null } = entry;
  const name = entry.name ?? instanceId ?? `all of ${listing}`;
  return { listing, profile, region, instanceId, name, labels, line, query, limits, ignore };
}

/**
 * Drops duplicates, and numbers names that come twice for one instance. Otherwise Prometheus would get two series with
 * the same labels.
 */
function distinct<Each extends Target>(targets: readonly Each[]): readonly Each[] {
  const known = new Map<string, Set<string>>();
  return targets.flatMap((target) => {
    const { name, listing, region, instanceId, profile, labels, query, limits, ignore } = target;
    const key = JSON.stringify([listing, region, instanceId, name]);
    const rows = known.get(key) ?? new Set();
    const before = rows.size;
    known.set(key, rows.add(JSON.stringify([profile, labels, query, limits, ignore])));
    if (rows.size === before) return [];
    return before > 0 ? { ...target, name: `${name} #${rows.size}` } : target;
  });
}

/** An entry in one of its regions. */
interface Placed {
  readonly entry: FleetEntry;
  readonly place?: Place;
  /** Why no region is known. */
  readonly error?: unknown;
}

/** What an entry contributes in one place. */
interface Part {
  readonly subjects?: readonly Subject[];
  readonly discovery?: Plan["discoveries"][number];
  readonly failure?: Failure;
}

async function partOf(
  { entry, place, error }: Placed,
  own: ReadonlySet<string>,
  list: ListInstances,
): Promise<Part> {
  const { listing, profile, line, instanceId, except, atLeast } = entry;
  const target = targetOf(entry, place?.region ?? null);
  if (instanceId !== undefined)
    return place ? { subjects: [{ ...target, ...place, instanceId }] } : { failure: { ...target, error } };
  const found = (amount: number | null) => {
    const region = place?.region ?? NO_REGION;
    return { target, discovery: { listing, profile, region, line, atLeast, found: amount } };
  };
  if (!place) return { failure: { ...target, error }, discovery: found(null) };
  try {
    const instances = (await list(place)).filter(({ id }) => !except.includes(id));
    const others = instances.filter(({ id }) => !own.has(instanceKey(place, id)));
    return {
      subjects: others.map(({ id, name }) => ({
        ...target,
        ...place,
        instanceId: id,
        name: name?.trim() || id,
      })),
      discovery: found(instances.length),
    };
  } catch (error) {
    return { failure: { ...target, error }, discovery: found(null) };
  }
}

/**
 * Turns entries into subjects, in the order of the file. `instances: all` skips instances that have their own entry.
 */
export async function planFor(file: FleetFile, list: ListInstances, findRegion: FindRegion): Promise<Plan> {
  const place = async (entry: FleetEntry, given: string | undefined): Promise<Placed> => {
    const { listing, profile } = entry;
    try {
      const region = given ?? (await findRegion(listingNamed(listing), profile ?? undefined));
      return { entry, place: { listing, profile, region } };
    } catch (error) {
      return { entry, error };
    }
  };
  const placed = await Promise.all(
    file.entries.flatMap((entry) => entry.regions.map((region) => place(entry, region))),
  );
  const own = new Set(
    placed.flatMap(({ entry: { instanceId }, place }) =>
      place && instanceId !== undefined ? instanceKey(place, instanceId) : [],
    ),
  );
  const parts = await Promise.all(placed.map((each) => partOf(each, own, list)));
  return {
    subjects: distinct(parts.flatMap(({ subjects = [] }) => subjects)),
    discoveries: parts.flatMap(({ discovery = [] }) => discovery),
    failures: distinct(parts.flatMap(({ failure = [] }) => failure)),
  };
}

/** Instances in the file's regions that no entry names or leaves out. */
export async function unlistedOf(
  file: FleetFile,
  plan: Plan,
  list: ListInstances,
): Promise<{ readonly unlisted: readonly Unlisted[]; readonly unlistable: readonly Unlistable[] }> {
  const places = new Map(
    plan.subjects.map(({ listing, region, profile }): [string, Place] => {
      const place = { listing, region, profile };
      return [placeKey(place), place];
    }),
  );
  const named = new Set(plan.subjects.map((subject) => instanceKey(subject, subject.instanceId)));
  const left = new Set(file.entries.flatMap(({ listing, except }) => except.map((id) => `${listing} ${id}`)));
  const unlistable: Unlistable[] = [];
  const found = await Promise.all(
    [...places.values()].map(async (place) => {
      try {
        return (await list(place))
          .filter(({ id }) => !named.has(instanceKey(place, id)) && !left.has(`${place.listing} ${id}`))
          .map(({ name, id }) => ({ name, ...place, instanceId: id }));
      } catch (error) {
        unlistable.push({ ...place, message: toldInRow(error).message });
        return [];
      }
    }),
  );
  const inOrder = unlistable.sort((a, b) => (placeKey(a) < placeKey(b) ? -1 : 1));
  return { unlisted: found.flat(), unlistable: inOrder };
}
