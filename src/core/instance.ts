/** The normalised form of a database instance of every cloud. Pure; imports nothing. */

/** Normalised states; `vendorState` has the vendor's own word. */
export const instanceStates = ["running", "creating", "changing", "stopped", "deleted", "unknown"] as const;
/** Role of an instance. */
export const instanceRoles = ["primary", "read-only", "disaster-recovery", "temporary", "unknown"] as const;
/**
 * How its backups are listed: `sharded` shard by shard, `standard` and `cluster` as a whole, although a `cluster` has
 * shards.
 */
export const instanceKinds = ["standard", "sharded", "cluster", "unknown"] as const;

export type InstanceState = (typeof instanceStates)[number];
export type InstanceRole = (typeof instanceRoles)[number];
export type InstanceKind = (typeof instanceKinds)[number];

/** An instance in a region's list. */
export interface DatabaseInstance {
  /** ID, for `instanceId` of a lookup. */
  readonly id: string;
  /** Its name, or null. */
  readonly name: string | null;
  /** Region that was listed. */
  readonly region: string;
  /**
   * `running`, `creating`, `changing`, `stopped`, `deleted` or `unknown`. `stopped` includes isolated and locked
   * instances; `deleted` includes those that are being deleted.
   */
  readonly state: InstanceState;
  /** The state in the vendor's own word; null if it gave none. */
  readonly vendorState: string | null;
  /** `primary`, `read-only`, `disaster-recovery`, `temporary` or `unknown`. */
  readonly role: InstanceRole;
  /** How its backups are listed: `standard`, `sharded`, `cluster` or `unknown`. */
  readonly kind: InstanceKind;
  /** The engine in the vendor's own word, such as `MySQL`; null if it gave none. */
  readonly engine: string | null;
  /**
   * Whether it can have backups. Depends on its role and engine, and on its state only during creation and deletion.
   */
  readonly lookable: boolean;
  /** Why it is not lookable, or null. */
  readonly reason: string | null;
}

/** An instance, as the vendor lists it. */
export type ToldInstance = Omit<DatabaseInstance, "lookable" | "reason">;

/** Reasons; each completes "it …". */
const BY_ROLE: Readonly<Partial<Record<InstanceRole, string>>> = {
  "read-only": "is read-only: its primary instance is backed up",
  temporary: "is temporary: it is not backed up",
};

const BY_STATE: Readonly<Partial<Record<InstanceState, string>>> = {
  creating: "is being created",
  deleted: "is deleted",
};

/** Why an instance cannot have backups, apart from its state; null if it can. */
function reasonAgainst({ role, engine }: ToldInstance): string | null {
  return BY_ROLE[role] ?? (/^memcache/i.test(engine ?? "") ? "is Memcache, which has no backups" : null);
}

/** An instance with whether its backups can be looked up. */
export function withReason(told: ToldInstance): DatabaseInstance {
  const reason = reasonAgainst(told) ?? BY_STATE[told.state] ?? null;
  return { ...told, lookable: reason === null, reason };
}

/** Whether an instance becomes lookable when its creation ends. */
export function isComing(told: ToldInstance): boolean {
  return told.state === "creating" && reasonAgainst(told) === null;
}
