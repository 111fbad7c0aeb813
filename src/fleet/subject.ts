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

/** Tells places apart. */
export function placeKey({ listing, region, profile }: Place): string {
  return JSON.stringify([listing, region, profile ?? null]);
}

/** Tells instances of accounts apart. */
export function instanceKey(subject: Place & { readonly instanceId: string }): string {
  return JSON.stringify([placeKey(subject), subject.instanceId]);
}

/** What lists the instances of a place. A property that is undefined is refused as one that was meant to have a value. */
export function instancesQuery({ region, profile }: Pick<Place, "region" | "profile">): InstancesQuery {
  return profile === undefined ? { region } : { region, profile };
}

/** What looks a subject's backups up. */
export function lookupQuery({ instanceId, query, ...place }: Subject): LookupQuery {
  return { ...query, instanceId, ...instancesQuery(place) } as unknown as LookupQuery;
}
