import { type App, TerraformStack, Testing } from "cdktf";
import type { Construct } from "constructs";

/** The parts of synthesised JSON that tests look into. */
export interface Synthesised {
  readonly data?: Record<string, Record<string, Record<string, unknown>>>;
  readonly locals?: Record<string, Record<string, unknown>>;
  readonly output?: Record<string, { readonly value: unknown }>;
  readonly provider?: Record<string, readonly Record<string, unknown>[]>;
  readonly terraform?: { readonly required_providers?: Record<string, unknown> };
}

/** A stack of an app of its own, which writes nothing unless it is synthesised in full. */
export function newStack(context: Record<string, unknown> = {}): TerraformStack {
  return new TerraformStack(Testing.app({ context }), "stack");
}

/** The JSON of a stack. */
export function synthesised(stack: TerraformStack): Synthesised {
  return JSON.parse(Testing.synth(stack)) as Synthesised;
}

/** The app that a construct belongs to. */
export function appOf(construct: Construct): App {
  return construct.node.root as App;
}
