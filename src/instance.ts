/** The one normalised shape of a database instance, whichever cloud lists it. Pure; imports nothing. */

/** Normalised states. Only `running` serves; the vendor's own word stays in `vendorState`. */
export const instanceStates = ["running", "creating", "changing", "stopped", "deleted", "unknown"] as const;

export type InstanceState = (typeof instanceStates)[number];

/** An instance whose backups can be looked up. */
export interface DatabaseInstance {
  /** What a lookup takes as `instanceId`. */
  readonly id: string;
  /** The name that people gave it; null where it has none. */
  readonly name: string | null;
  /** Region that was asked. */
  readonly region: string;
  /** `stopped` covers isolated and locked ones; `deleted` those that are gone or about to go. */
  readonly state: InstanceState;
  /** The state in the vendor's own word; null where it gave none. */
  readonly vendorState: string | null;
}
