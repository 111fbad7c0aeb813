/** One instance under one name, with its limits. */
import type { InstancesQuery, LookupQuery } from "../lookup/query";
import type { FleetEntry } from "./file/fleet-file";
import type { Place } from "./report";

/** Shown instead of a region if none is known. */
export const NO_REGION = "no region";

/** What a row is about: an instance, or an `instances: all` entry. */
export interface Target
  extends Pick<FleetEntry, "listing" | "profile" | "labels" | "line" | "query" | "limits" | "ignore"> {
  readonly name: string;
  /** Null if none is known. */
  readonly region: string | null;
  /** Null for an `instances: all` entry. */
  readonly instanceId: string | null;
}

export interface Subject extends Target, Place {
  readonly listing: FleetEntry["listing"];
  readonly region: string;
  readonly instanceId: string;
}

export function placeKey({ listing, region, profile }: Place): string {
  return JSON.stringify([listing, region, profile]);
}

export function instanceKey(place: Place, instanceId: string): string {
  return JSON.stringify([placeKey(place), instanceId]);
}

/** The query that lists a place's instances. It has no undefined properties, because the client throws on them. */
export function instancesQuery({ region, profile }: Place): InstancesQuery {
  return profile === null ? { region } : { region, profile };
}

/** The query that looks up a subject's backups. */
export function lookupQuery(subject: Subject): LookupQuery {
  const { instanceId, query } = subject;
  return { ...query, instanceId, ...instancesQuery(subject) } as unknown as LookupQuery;
}
