import { TerraformStack, Testing } from "cdktf";
import { TencentCloudMysqlBackups, type TencentCloudMysqlBackupsProps } from "../../src";

/** A block of Terraform's JSON. */
export type Block = Record<string, unknown>;

/** The synthesised JSON of a stack, in which a block is reached by its address. */
export interface Synthesised extends Block {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly check?: Readonly<Record<string, { readonly assert: readonly Readonly<Record<string, string>>[] }>>;
  readonly provider: Readonly<Record<string, readonly Block[]>>;
}

/** A new stack. */
export function newStack(): TerraformStack {
  return new TerraformStack(Testing.app(), "stack");
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
