/** Turns the entries of a file into instances. */

import { BackupsError } from "../core/errors";
import type { DatabaseInstance } from "../core/instance";
import { rendered } from "../core/message";
import type { Warning } from "../core/warning";
import type { Listing } from "../listings/listing";
import type { BackupsClient } from "../lookup/client";
import { listingNamed } from "../vendors";
import type { FleetEntry, FleetFile } from "./file/fleet-file";
import { inFile } from "./file/spelling";
import type { Discovery, Unlistable } from "./report";
import { instanceKey, instancesQuery, type Place, placeKey, type Subject } from "./subject";

/** Lists the instances of a place, each place once. */
export type ListInstances = (place: Place) => Promise<readonly DatabaseInstance[]>;

/** Lists with a client, and passes on its warnings. */
export function listWith(
  client: Pick<BackupsClient, "instances">,
  onWarning: (warning: Warning) => void,
): ListInstances {
  return async (place) => {
    const { instances, warnings } = await client.instances(place.listing, instancesQuery(place));
    warnings.forEach(onWarning);
    return instances;
  };
}

/** Finds the region of an entry that names none. */
export type FindRegion = (listing: Listing, profile: string | undefined) => Promise<string>;

/** The instances to look up, and the results of listing them. */
export interface Plan {
  readonly subjects: readonly Subject[];
  readonly discoveries: readonly (Discovery & {
    readonly entry: FleetEntry;
    readonly error?: BackupsError;
  })[];
  /** Entries whose region is not known. */
  readonly failures: readonly { readonly subject: Subject; readonly error: unknown }[];
}

function subjectOf(entry: FleetEntry, place: Place, instanceId: string, name: string): Subject {
  const { labels, line, query, limits, ignore } = entry;
  return { ...place, instanceId, name, labels, line, query, limits, ignore };
}

/** Whether two subjects would give the same row. */
function sameRow(a: Subject, b: Subject): boolean {
  const rest = ({ line: _line, ...subject }: Subject) => JSON.stringify(subject);
  return rest(a) === rest(b);
}

/**
 * Drops duplicates, and numbers names that come twice for one instance. Otherwise Prometheus would get two series with
 * the same labels.
 */
export function distinct(subjects: readonly Subject[]): readonly Subject[] {
  const kept: Subject[] = [];
  const known = new Map<string, Subject[]>();
  for (const subject of subjects) {
    const { profile: _profile, ...anyAccount } = subject;
    const key = JSON.stringify([instanceKey({ ...anyAccount, profile: undefined }), subject.name]);
    const same = known.get(key) ?? [];
    if (same.some((other) => sameRow(other, subject))) continue;
    known.set(key, [...same, subject]);
    kept.push(same.length > 0 ? { ...subject, name: `${subject.name} #${same.length + 1}` } : subject);
  }
  return kept;
}

/** Returns the error as a BackupsError; any other error is a bug. */
function asBackupsError(error: unknown): BackupsError {
  if (error instanceof BackupsError) return error;
  throw error;
}

async function discover(
  entry: FleetEntry,
  place: Place,
  own: ReadonlySet<string>,
  list: ListInstances,
): Promise<{ readonly discovery: Plan["discoveries"][number]; readonly subjects: readonly Subject[] }> {
  const facts = { ...place, profile: place.profile ?? null, line: entry.line, atLeast: entry.atLeast, entry };
  try {
    const instances = (await list(place)).filter(
      ({ id, lookable }) => lookable && !entry.except.includes(id),
    );
    const wanted = instances.filter(({ id }) => !own.has(instanceKey({ ...place, instanceId: id })));
    return {
      discovery: { ...facts, found: instances.length },
      subjects: wanted.map(({ id, name }) => subjectOf(entry, place, id, name?.trim() || id)),
    };
  } catch (error) {
    return { discovery: { ...facts, found: null, error: asBackupsError(error) }, subjects: [] };
  }
}

/**
 * Turns entries into subjects, in the order of the file. `instances: all` skips instances that have their own entry.
 */
export async function planFor(file: FleetFile, list: ListInstances, findRegion: FindRegion): Promise<Plan> {
  const failures: Plan["failures"][number][] = [];
  const placesOf = async (entry: FleetEntry): Promise<readonly Place[]> => {
    const { listing, profile } = entry;
    const regions = entry.regions.map(async (given) => {
      try {
        return [given ?? (await findRegion(listingNamed(listing), profile))];
      } catch (error) {
        const place = { listing, profile, region: "no region" };
        failures.push({
          subject: subjectOf(
            entry,
            place,
            entry.instanceId ?? "all",
            entry.name ?? entry.instanceId ?? `all of ${listing}`,
          ),
          error,
        });
        return [];
      }
    });
    return (await Promise.all(regions)).flat().map((region) => ({ listing, profile, region }));
  };
  const places = await Promise.all(file.entries.map(placesOf));
  const own = new Set(
    file.entries.flatMap(({ instanceId }, index) =>
      instanceId === undefined
        ? []
        : (places[index] ?? []).map((place) => instanceKey({ ...place, instanceId })),
    ),
  );
  const found = await Promise.all(
    file.entries.map(async (entry, index) => {
      const { instanceId, name } = entry;
      const here = places[index] ?? [];
      if (instanceId !== undefined)
        return {
          discoveries: [],
          subjects: here.map((place) => subjectOf(entry, place, instanceId, name ?? instanceId)),
        };
      const parts = await Promise.all(here.map((place) => discover(entry, place, own, list)));
      return {
        discoveries: parts.map(({ discovery }) => discovery),
        subjects: parts.flatMap(({ subjects }) => subjects),
      };
    }),
  );
  return {
    subjects: distinct(found.flatMap(({ subjects }) => subjects)),
    discoveries: found.flatMap(({ discoveries }) => discoveries),
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
): Promise<{
  readonly unlisted: readonly (Place & { readonly instance: DatabaseInstance })[];
  readonly unlistable: readonly Unlistable[];
}> {
  const places = new Map(plan.subjects.map((subject) => [placeKey(subject), subject as Place]));
  const named = new Set(plan.subjects.map(instanceKey));
  const except = new Set(
    file.entries.flatMap((entry) => entry.except.map((id) => JSON.stringify([entry.listing, id]))),
  );
  const unlistable: Unlistable[] = [];
  const found = await Promise.all(
    [...places.values()].map(async ({ listing, region, profile }) => {
      const place = { listing, region, profile };
      try {
        return (await list(place))
          .filter(({ id, lookable }) => lookable && !named.has(instanceKey({ ...place, instanceId: id })))
          .filter(({ id }) => !except.has(JSON.stringify([listing, id])))
          .map((instance) => ({ ...place, instance }));
      } catch (error) {
        const message = rendered(asBackupsError(error).told(), inFile).message;
        unlistable.push({ listing, region, profile: profile ?? null, message });
        return [];
      }
    }),
  );
  const order = (a: Unlistable, b: Unlistable) => (placeKey(a as Place) < placeKey(b as Place) ? -1 : 1);
  return { unlisted: found.flat(), unlistable: unlistable.sort(order) };
}
