/** Turns the entries of a file into instances. */
import { BackupsError } from "../core/errors";
import type { DatabaseInstance } from "../core/instance";
import { rendered } from "../core/message";
import type { Warning } from "../core/warning";
import type { Listing } from "../listings/listing";
import type { BackupsClient } from "../lookup/client";
import { listingNamed } from "../vendors";
import type { FleetEntry, FleetFile } from "./file/fleet-file";
import { inFile } from "./file/schema";
import type { Discovery, Unlistable, Unlisted } from "./report";
import { instanceKey, instancesQuery, type Place, placeKey, type Subject } from "./subject";

/** Lists the instances of a place. */
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
    return instances;
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

/** The instances to look up, and the results of listing them. */
export interface Plan {
  readonly subjects: readonly Subject[];
  /** The result of each `instances: all` in each region; the subject stands for all of its instances. */
  readonly discoveries: readonly {
    readonly discovery: Discovery;
    readonly subject: Subject;
    readonly error?: BackupsError;
  }[];
  /** Entries whose region is not known. */
  readonly failures: readonly { readonly subject: Subject; readonly error: unknown }[];
}

function subjectOf(entry: FleetEntry, place: Place, instanceId: string, name = instanceId): Subject {
  const { labels, line, query, limits, ignore } = entry;
  return { ...place, instanceId, name, labels, line, query, limits, ignore };
}

/**
 * Drops duplicates, and numbers names that come twice for one instance. Otherwise Prometheus would get two series with
 * the same labels.
 */
function distinct(subjects: readonly Subject[]): readonly Subject[] {
  const known = new Map<string, Set<string>>();
  return subjects.flatMap((subject) => {
    const { name } = subject;
    const key = JSON.stringify([instanceKey({ ...subject, profile: undefined }), name]);
    const rows = known.get(key) ?? new Set();
    const before = rows.size;
    known.set(key, rows.add(JSON.stringify({ ...subject, line: undefined })));
    if (rows.size === before) return [];
    return before > 0 ? { ...subject, name: `${name} #${rows.size}` } : subject;
  });
}

/** Returns the error as a BackupsError; any other error is a bug. */
function asBackupsError(error: unknown): BackupsError {
  if (error instanceof BackupsError) return error;
  throw error;
}

/** What an entry contributes in one place. */
interface Part {
  readonly subjects: readonly Subject[];
  readonly discovery?: Plan["discoveries"][number];
}

async function discover(
  entry: FleetEntry,
  place: Place,
  own: ReadonlySet<string>,
  list: ListInstances,
): Promise<Part> {
  const { line, atLeast, except } = entry;
  const facts = { ...place, profile: place.profile ?? null, line, atLeast };
  const subject = subjectOf(entry, place, "all", `all of ${place.listing}`);
  try {
    const instances = (await list(place)).filter(({ id, lookable }) => lookable && !except.includes(id));
    const wanted = instances.filter(({ id }) => !own.has(instanceKey({ ...place, instanceId: id })));
    return {
      subjects: wanted.map(({ id, name }) => subjectOf(entry, place, id, name?.trim() || id)),
      discovery: { discovery: { ...facts, found: instances.length }, subject },
    };
  } catch (error) {
    const discovery = { ...facts, found: null };
    return { subjects: [], discovery: { discovery, subject, error: asBackupsError(error) } };
  }
}

/**
 * Turns entries into subjects, in the order of the file. `instances: all` skips instances that have their own entry.
 */
export async function planFor(file: FleetFile, list: ListInstances, findRegion: FindRegion): Promise<Plan> {
  const failures: Plan["failures"][number][] = [];
  const placesOf = async (entry: FleetEntry): Promise<readonly Place[]> => {
    const { listing, profile, instanceId, regions } = entry;
    const placeIn = async (region: string | undefined): Promise<Place> => ({
      listing,
      profile,
      region: region ?? (await findRegion(listingNamed(listing), profile)),
    });
    try {
      return await Promise.all(regions.map(placeIn));
    } catch (error) {
      const name = entry.name ?? instanceId ?? `all of ${listing}`;
      const place = { listing, profile, region: "no region" };
      failures.push({ subject: subjectOf(entry, place, instanceId ?? "all", name), error });
      return [];
    }
  };
  const places = await Promise.all(file.entries.map(placesOf));
  const each = file.entries.flatMap(
    (entry, index) => places[index]?.map((place) => ({ entry, place })) ?? [],
  );
  const own = new Set(
    each.flatMap(({ entry: { instanceId }, place }) =>
      instanceId === undefined ? [] : instanceKey({ ...place, instanceId }),
    ),
  );
  const parts = await Promise.all(
    each.map(({ entry, place }): Part | Promise<Part> => {
      const { instanceId, name } = entry;
      if (instanceId === undefined) return discover(entry, place, own, list);
      return { subjects: [subjectOf(entry, place, instanceId, name)] };
    }),
  );
  return {
    subjects: distinct(parts.flatMap(({ subjects }) => subjects)),
    discoveries: parts.flatMap(({ discovery }) => discovery ?? []),
    failures: distinct(failures.map(({ subject }) => subject)).map((subject) => {
      const { error } = failures.find((failure) => failure.subject.line === subject.line) ?? {};
      return { subject, error };
    }),
  };
}

/** Instances in the file's regions that no entry names or leaves out. */
export async function unlistedOf(
  file: FleetFile,
  plan: Plan,
  list: ListInstances,
): Promise<{ readonly unlisted: readonly Unlisted[]; readonly unlistable: readonly Unlistable[] }> {
  const places = new Map(plan.subjects.map((subject): [string, Place] => [placeKey(subject), subject]));
  const named = new Set(plan.subjects.map(instanceKey));
  const left = new Set(file.entries.flatMap(({ listing, except }) => except.map((id) => `${listing} ${id}`)));
  const unlistable: Unlistable[] = [];
  const found = await Promise.all(
    [...places.values()].map(async (place) => {
      const { listing, region } = place;
      const profile = place.profile ?? null;
      try {
        return (await list(place))
          .filter(({ lookable }) => lookable)
          .map(({ name, id: instanceId }) => ({ name, listing, region, profile, instanceId }))
          .filter(({ instanceId }) => !named.has(instanceKey({ ...place, instanceId })))
          .filter(({ instanceId }) => !left.has(`${listing} ${instanceId}`));
      } catch (error) {
        const { message } = rendered(asBackupsError(error).told(), inFile);
        unlistable.push({ listing, region, profile, message });
        return [];
      }
    }),
  );
  const key = ({ listing, region, profile }: Unlistable) => JSON.stringify([listing, region, profile]);
  return { unlisted: found.flat(), unlistable: unlistable.sort((a, b) => (key(a) < key(b) ? -1 : 1)) };
}
