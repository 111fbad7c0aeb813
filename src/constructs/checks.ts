/** What is refused of a construct or of what it names. */
import type { ITerraformIterator, TerraformDataSource, TerraformElement, TerraformResource } from "cdktf";
import { PROVIDER_TYPE } from "../delivery/address";
import { refusal } from "./refusal";

/** Terraform's name of its own resource for values. It is in Terraform itself: there may be no provider. */
export const TERRAFORM_DATA = "terraform_data";

/** Refuses what is no construct where one is wanted, in JavaScript. */
export function checkConstruct(path: string, name: string, value: unknown, expected: string): void {
  if (typeof value === "object" && value !== null && "node" in value) return;
  const got = value === undefined || value === null ? "missing" : `got ${JSON.stringify(value)}`;
  throw refusal(path, `${name}: ${got}; expected ${expected}`);
}

type Block = TerraformResource | TerraformDataSource;

/**
 * Refuses what was set on a block from outside, as by an Aspect, where Terraform would refuse it without a place, or
 * references that were taken before would not fit it. Called when the block is written.
 *
 * @param forEach what the block was made with
 */
export function checkBlock(block: Block, forEach?: ITerraformIterator): void {
  checkNotRepeated(block, forEach);
  checkProvider(block);
  checkLogicalId(block);
}

/** Refuses a count, and another forEach than the block was made with. */
export function checkNotRepeated(block: Block, forEach?: ITerraformIterator): void {
  if (block.count === undefined && block.forEach === forEach) return;
  throw refusal(
    block,
    `${block.count === undefined ? "forEach" : "count"}: set after the construct was made, so references do not fit ` +
      "it; make several constructs, or give forEach in the properties of a lookup",
  );
}

/** Refuses a provider that cannot answer. */
function checkProvider(block: Block): void {
  const { provider, terraformResourceType } = block;
  if (!provider) return;
  if (terraformResourceType === TERRAFORM_DATA) {
    throw refusal(block, "provider: what is made of a lookup at synthesis has none; leave it out");
  }
  if (provider.terraformResourceType !== PROVIDER_TYPE) {
    throw refusal(
      block,
      `provider: got one of ${provider.terraformResourceType}, expected a BackupsProvider`,
    );
  }
  if (provider.cdktfStack !== block.cdktfStack) {
    throw refusal(
      block,
      `provider: stands in the stack ${provider.cdktfStack.node.path}; make one in this stack`,
    );
  }
}

/**
 * Refuses a logical ID that was overridden too late: CDKTF has written the old one into references by then, and would
 * ignore the new one without a word.
 */
export function checkLogicalId(element: TerraformElement): void {
  // CDKTF gives no other way to it.
  const { _logicalIdOverride: wanted } = element as unknown as { readonly _logicalIdOverride?: string };
  if (wanted === undefined || element.friendlyUniqueId === wanted) return;
  throw refusal(
    element,
    `overrideLogicalId: ${JSON.stringify(wanted)} comes too late, because CDKTF has called it ` +
      `${JSON.stringify(element.friendlyUniqueId)} already; override it where the construct is made, not in an Aspect`,
  );
}
