/** One instance under one name, with its limits. */
import type { ArgumentValues } from "../core/argument";
import type { InstancesQuery, LookupQuery } from "../lookup/query";
import type { ListingName } from "../vendors";
import type { Ignore, Limits } from "./file/fleet-file";

/** A part of an account: the instances of one listing in one region. */
export interface Place {
  readonly listing: ListingName;
  readonly region: string;
  readonly profile: string | undefined;
}

/** One instance. */
export interface Subject extends Place {
  readonly instanceId: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly line: number;
  readonly query: ArgumentValues;
  readonly limits: Limits;
  readonly ignore?: Ignore;
}

/** A key for a place. */
export function placeKey({ listing, region, profile }: Place): string {
  return JSON.stringify([listing, region, profile ?? null]);
}

/** A key for an instance of an account. */
export function instanceKey(subject: Place & { readonly instanceId: string }): string {
  return JSON.stringify([placeKey(subject), subject.instanceId]);
}

/** The query that lists a place's instances. It has no undefined properties, because the client throws on them. */
export function instancesQuery({ region, profile }: Pick<Place, "region" | "profile">): InstancesQuery {
  return profile === undefined ? { region } : { region, profile };
}

/** The query that looks up a subject's backups. */
export function lookupQuery({ instanceId, query, ...place }: Subject): LookupQuery {
  return { ...query, instanceId, ...instancesQuery(place) } as unknown as LookupQuery;
}
