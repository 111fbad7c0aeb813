import type { Diagnostic } from "./diagnostics";
import type { Schema } from "./schema";
import type { TfObject } from "./types";

/**
 * One kind of managed resource. Whatever it throws is shown as an internal error, and the state stays as it was: a
 * failure that a user can cause belongs in the diagnostics.
 *
 * What Terraform demands of every resource is kept for it: write-only values are in no plan and no state, private data
 * stays where nothing new is given, and what was planned as a known value is what comes out.
 */
export interface PluginResource {
  readonly schema: Schema;
  /** Why `terraform import` cannot bring one into the state, and what to do instead. */
  readonly importRefusal: string;
  /** Checks the arguments without any I/O. Values may be `UNKNOWN`; results are null. */
  validate(config: TfObject): readonly Diagnostic[];
  /** Says what an apply will do. Called again while applying, and must then answer the same with what is known by then. */
  plan(change: PlanInput): Plan;
  /** What a plan tells of its removal; an error refuses the plan. There is no configuration any more. */
  planDelete?(change: DeleteInput): readonly Diagnostic[];
  /** Makes it. */
  create(change: CreateInput, signal: AbortSignal): Promise<Applied>;
  /** Changes it in place. */
  update(change: UpdateInput, signal: AbortSignal): Promise<Applied>;
  /** Removes it. There is no configuration any more. */
  delete(change: DeleteInput, signal: AbortSignal): Promise<Applied>;
  /** Looks what became of it; null if it is gone. Without it a state is what it is. */
  read?(state: TfObject, signal: AbortSignal): Promise<ResourceRead>;
  /** Turns a state of an older version of the schema into one of today's, before attributes that are gone are dropped. */
  upgrade?(state: RawObject, version: number): RawObject;
  /** Takes over another resource's state by a `moved` block (Terraform 1.8). Without it none is taken. */
  move?(from: MoveSource): Moved;
}

/** A state as JSON, with integers beyond 2^53 as `bigint`. */
export type RawObject = Readonly<Record<string, unknown>>;

/** Inputs of a plan. */
export interface PlanInput {
  /** The state; null if it is to be made, also as the second half of a replacement. */
  readonly prior: TfObject | null;
  /** The arguments; results are null. Values may be `UNKNOWN` in the first of the plans. */
  readonly config: TfObject;
  /**
   * Private data of the state, empty if there is none. For the second half of a replacement Terraform passes on what
   * the first half's plan gave.
   */
  readonly private: Uint8Array;
}

/** Result of a plan. */
export interface Plan {
  /**
   * The state after the apply, as far as it is known; null only beside an error. Of every argument that is set, either
   * the configured value or, where that is not null, the prior one; results as known, as prior, or `UNKNOWN`.
   */
  readonly planned: TfObject | null;
  /** Arguments whose change makes it a replacement. */
  readonly replace?: readonly string[];
  /** New private data. @default what it was */
  readonly private?: Uint8Array;
  readonly diagnostics?: readonly Diagnostic[];
}

/** Inputs of a create. */
export interface CreateInput {
  /** What the last plan said. Only results may still be `UNKNOWN`. */
  readonly planned: TfObject;
  /** The arguments, all known, write-only ones included. */
  readonly config: TfObject;
  readonly private: Uint8Array;
}

/** Inputs of an update. */
export interface UpdateInput extends CreateInput {
  readonly prior: TfObject;
}

/** Inputs of a delete. */
export type DeleteInput = Pick<UpdateInput, "prior" | "private">;

/** Result of an apply. */
export interface Applied {
  /**
   * Without an error: values of results that were planned as `UNKNOWN`; the rest is as planned. Beside an error: the
   * whole state as it is now, null if nothing is there; a create that leaves a state is made anew next time.
   *
   * @default what was planned; beside an error what was there before
   */
  readonly state?: TfObject | null;
  /** New private data. @default what the plan said */
  readonly private?: Uint8Array;
  readonly diagnostics?: readonly Diagnostic[];
}

/** State of a resource after a read. */
export interface ResourceRead {
  readonly state: TfObject | null;
  readonly diagnostics?: readonly Diagnostic[];
}

/** Another resource's state. */
export interface MoveSource {
  /** Its provider, such as `registry.terraform.io/hashicorp/null`. */
  readonly provider: string;
  /** Its type, such as `null_resource`. */
  readonly type: string;
  readonly version: number;
  readonly state: RawObject;
}

/** What is made of it. */
export interface Moved {
  /** Attributes of this resource; what is not in its schema is dropped. Null only beside an error. */
  readonly state: RawObject | null;
  readonly diagnostics?: readonly Diagnostic[];
}
