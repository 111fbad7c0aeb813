/** One instance under one name, with its limits. */
import type { InstancesQuery, LookupQuery } from "../lookup/query";
import type { ListingName } from "../vendors";
import type { FleetEntry } from "./file/fleet-file";

/** A part of an account: the instances of one listing in one region. */
export interface Place {
  readonly listing: ListingName;
  readonly region: string;
  readonly profile: string | undefined;
}

export interface Subject extends Place, Pick<FleetEntry, "labels" | "line" | "query" | "limits" | "ignore"> {
  readonly instanceId: string;
  readonly name: string;
}

export function placeKey({ listing, region, profile }: Place): string {
  return JSON.stringify([listing, region, profile]);
}

export function instanceKey(subject: Place & { readonly instanceId: string }): string {
  return JSON.stringify([placeKey(subject), subject.instanceId]);
}

/** The query that lists a place's instances. It has no undefined properties, because the client throws on them. */
export function instancesQuery({ region, profile }: Place): InstancesQuery {
  return profile === undefined ? { region } : { region, profile };
}

/** The query that looks up a subject's backups. */
export function lookupQuery(subject: Subject): LookupQuery {
  const { instanceId, query } = subject;
  return { ...query, instanceId, ...instancesQuery(subject) } as unknown as LookupQuery;
}
