/** Types of a file of instances that was read. */
import type { ArgumentValues } from "../../core/argument";
import type { ListingName } from "../../vendors";
import type { RawEntry, RawLimits } from "./schema";

/** `max_age` as `maxAge`. */
type CamelCase<Name> = Name extends `${infer First}_${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : Name;

/** Limits for an instance's backups. The schema describes each. Undefined limits are not checked. */
export type Limits = {
  readonly [Name in keyof RawLimits as CamelCase<Name>]: RawLimits[Name];
};

/** One entry of the file, merged with the defaults. */
export interface FleetEntry {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly listing: ListingName;
  /** Undefined means all instances of the regions. */
  readonly instanceId?: string;
  /** Exactly one for a single instance. Undefined means the region of the environment or the vendor's files. */
  readonly regions: readonly (string | undefined)[];
  /** Null means the keys of the environment. */
  readonly profile: string | null;
  readonly name?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly except: readonly string[];
  readonly atLeast: number;
  /** The listing's own arguments and the selection. */
  readonly query: ArgumentValues;
  readonly limits: Limits;
  /** Why the instance is muted, and until when. */
  readonly ignore?: RawEntry["ignore"];
}

export interface FleetFile {
  readonly path: string;
  readonly sha256: string;
  readonly entries: readonly FleetEntry[];
}
