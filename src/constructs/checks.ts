import type { ITerraformIterator, TerraformDataSource, TerraformElement, TerraformResource } from "cdktf";
import { PROVIDER_TYPE } from "../delivery/address";
import { refusal } from "./refusal";

/** Terraform's own resource, for stacks without this package's provider. */
export const TERRAFORM_DATA = "terraform_data";

/** Refuses a value that is not a construct, which only JavaScript or a cast lets through. */
export function checkConstruct(path: string, name: string, value: unknown, expected: string): void {
  if (typeof value === "object" && value !== null && "node" in value) return;
  const got = value === undefined || value === null ? "missing" : `got ${JSON.stringify(value)}`;
  throw refusal(path, `${name}: ${got}; expected ${expected}`);
}

type Block = TerraformResource | TerraformDataSource;

/**
 * Refuses fields that others set on a block, such as Aspects, if Terraform would refuse them without naming the
 * construct, or if earlier references would be wrong. Called when the block is written.
 *
 * @param forEach the block's own
 */
export function checkBlock(block: Block, forEach?: ITerraformIterator): void {
  checkNotRepeated(block, forEach);
  checkProvider(block);
  checkLogicalId(block);
}

/** Refuses a count, and a forEach that is not the block's own. */
export function checkNotRepeated(block: Block, forEach?: ITerraformIterator): void {
  if (block.count === undefined && block.forEach === forEach) return;
  throw refusal(
    block,
    `${block.count === undefined ? "forEach" : "count"}: set after the construct was made, so earlier references ` +
      "are wrong; make several constructs, or give forEach in the properties of a lookup",
  );
}

/** Refuses a provider that cannot answer. */
function checkProvider(block: Block): void {
  const { provider, terraformResourceType } = block;
  if (!provider) return;
  if (terraformResourceType === TERRAFORM_DATA) {
    throw refusal(block, "provider: a resource of a lookup at synthesis has no provider; leave it out");
  }
  if (provider.terraformResourceType !== PROVIDER_TYPE) {
    throw refusal(
      block,
      `provider: got a provider of type ${provider.terraformResourceType}, expected a BackupsProvider`,
    );
  }
  if (provider.cdktfStack !== block.cdktfStack) {
    throw refusal(
      block,
      `provider: is in the stack ${provider.cdktfStack.node.path}; make one in this stack`,
    );
  }
}

/**
 * Refuses a logical ID that was overridden after CDKTF wrote the old one into references. CDKTF would ignore it silently.
 */
export function checkLogicalId(element: TerraformElement): void {
  // CDKTF has no public getter.
  const { _logicalIdOverride: wanted } = element as unknown as { readonly _logicalIdOverride?: string };
  if (wanted === undefined || element.friendlyUniqueId === wanted) return;
  throw refusal(
    element,
    `overrideLogicalId: ${JSON.stringify(wanted)} comes too late, because CDKTF has already used ` +
      `${JSON.stringify(element.friendlyUniqueId)}; override it where the construct is made, not in an Aspect`,
  );
}
