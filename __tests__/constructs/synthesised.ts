import { type App, TerraformStack, Testing } from "cdktf";
import type { Construct } from "constructs";
import { TencentCloudMysqlBackups, type TencentCloudMysqlBackupsProps } from "../../src";

/** A block of Terraform's JSON. */
export type Block = Record<string, unknown>;

/** Blocks of one kind, by type and name. */
type Blocks = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/** The parts of a stack's synthesised JSON that tests look into. */
export interface Synthesised extends Block {
  readonly check?: Readonly<Record<string, { readonly assert: readonly Readonly<Record<string, string>>[] }>>;
  readonly data?: Blocks;
  readonly moved?: readonly Readonly<Record<string, string>>[];
  readonly locals?: Readonly<Record<string, Block>>;
  readonly output?: Readonly<Record<string, { readonly value: unknown }>>;
  readonly provider: Readonly<Record<string, readonly Block[]>>;
  readonly resource: Blocks;
  readonly terraform?: { readonly required_providers?: Block };
}

/** A stack of an app of its own, which writes nothing unless it is synthesised in full. */
export function newStack(context: Block = {}): TerraformStack {
  return new TerraformStack(Testing.app({ context }), "stack");
}

/** A lookup to pin from. */
export function ordersLookup(stack: TerraformStack, props: Partial<TencentCloudMysqlBackupsProps> = {}) {
  return new TencentCloudMysqlBackups(stack, "orders", {
    instanceId: "cdb-orders1",
    region: "ap-guangzhou",
    ...props,
  });
}

/** What a stack synthesises to, its validations passed. */
export function synthesised(stack: TerraformStack): Synthesised {
  return JSON.parse(Testing.synth(stack, true)) as Synthesised;
}

/** The app that a construct belongs to. */
export function appOf(construct: Construct): App {
  return construct.node.root as App;
}
