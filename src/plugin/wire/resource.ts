import type { Diagnostic } from "./diagnostics";
import type { Schema } from "./schema";
import type { TfObject } from "./types";

/**
 * One kind of managed resource. Thrown errors are shown as internal errors, and the state stays: return diagnostics for
 * failures that a user can cause.
 *
 * The wire code follows Terraform's rules for it: no write-only values in plans and states, and results equal
 * the planned known values.
 */
export interface PluginResource {
  readonly schema: Schema;
  /** Why `terraform import` cannot bring one into the state, and what to do instead. */
  readonly importRefusal: string;
  /** Checks the arguments without any I/O. Values may be `UNKNOWN`; results are null. */
  validate(config: TfObject): readonly Diagnostic[];
  /** Plans a change. Called again during the apply, and must then return the same with the values known by then. */
  plan(change: PlanInput): Plan;
  /** Diagnostics for a planned removal; an error fails the plan. There is no configuration. */
  planDelete?(prior: TfObject): readonly Diagnostic[];
  /** Creates or updates it. @default stores the planned state */
  apply?(change: ApplyInput, signal: AbortSignal): Promise<Applied>;
  /** Removes it. There is no configuration. @default removes it from the state */
  delete?(prior: TfObject, signal: AbortSignal): Promise<Applied>;
  /** Called with each state that Terraform has stored, before it is used. */
  stored?(state: TfObject): void;
  /** Called when Terraform has received all answers and shuts the provider down. Not called if Terraform is killed. */
  ended?(): void;
  /** Reads its current state; null if it no longer exists. @default the stored state */
  read?(state: TfObject): TfObject | null;
  /** Takes over another resource's state for a `moved` block (Terraform 1.8). @default it cannot */
  move?(from: MoveSource): Moved;
}

/** A state as JSON, with integers beyond 2^53 as `bigint`. */
export type RawObject = Readonly<Record<string, unknown>>;

export interface PlanInput {
  /** The state; null for a create, also as the second half of a replacement. */
  readonly prior: TfObject | null;
  /** Whether this create is the second half of a replacement. Terraform does not tell in the plan during an apply. */
  readonly isReplacement: boolean;
  /** The arguments; results are null. Values may be `UNKNOWN` in the first plan. */
  readonly config: TfObject;
}

export interface Plan {
  /**
   * The state after the apply, with `UNKNOWN` values; null only with an error. Each set argument has either the
   * configured value or a prior value that is not null.
   */
  readonly planned: TfObject | null;
  /** Arguments whose change requires a replacement. */
  readonly replace?: readonly string[];
  readonly diagnostics?: readonly Diagnostic[];
}

export interface ApplyInput {
  /** The state; null for a create. */
  readonly prior: TfObject | null;
  /** The last plan. Only results may still be `UNKNOWN`. */
  readonly planned: TfObject;
  /** The arguments, all known, write-only ones included. */
  readonly config: TfObject;
}

/** Result of an apply. */
export interface Applied {
  /**
   * Without an error: values of results that were planned as `UNKNOWN`. With an error: the whole current state, null if
   * nothing exists; after a failed create with a state, Terraform creates it again.
   *
   * @default the planned state; with an error the prior state
   */
  readonly state?: TfObject | null;
  readonly diagnostics?: readonly Diagnostic[];
}

/** Another resource's state. */
export interface MoveSource {
  /** Its type, such as `null_resource`. */
  readonly type: string;
  readonly state: RawObject;
}

/** Attributes of this resource, others are dropped; or why it cannot take over the other resource. */
export type Moved = { readonly state: RawObject } | { readonly refusal: Diagnostic };
