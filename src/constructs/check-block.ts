import type { ITerraformIterator, TerraformDataSource, TerraformElement, TerraformResource } from "cdktf";
import { PROVIDER_TYPE } from "../delivery/address";
import { refuseAll } from "./refusal";

/** Terraform's own resource, for stacks without this package's provider. */
export const TERRAFORM_DATA = "terraform_data";

type Block = TerraformResource | TerraformDataSource;

/**
 * Refuses fields that others set on a block, such as Aspects, if Terraform would refuse them without naming the
 * construct, or if earlier references would be wrong. Called when the block is written.
 *
 * @param forEach the block's own
 */
export function checkBlock(block: Block, forEach?: ITerraformIterator): void {
  refuseAll(block, [
    ...repetitionProblems(block, forEach),
    ...providerProblems(block),
    ...logicalIdProblems(block),
  ]);
}

/** A count, or a forEach that is not the block's own. */
export function* repetitionProblems(block: Block, forEach?: ITerraformIterator): Generator<string> {
  if (block.count === undefined && block.forEach === forEach) return;
  yield `${block.count === undefined ? "forEach" : "count"}: set after the construct was made, so earlier references ` +
    "are wrong; make several constructs, or give forEach in the properties of a lookup";
}

function* providerProblems({ provider, terraformResourceType, cdktfStack }: Block): Generator<string> {
  if (!provider) return;
  if (terraformResourceType === TERRAFORM_DATA) {
    yield "provider: a resource of a lookup at synthesis has no provider; leave it out";
  } else if (provider.terraformResourceType !== PROVIDER_TYPE) {
    yield `provider: got a provider of type ${provider.terraformResourceType}, expected a BackupsProvider`;
  } else if (provider.cdktfStack !== cdktfStack) {
    yield `provider: is in the stack ${provider.cdktfStack.node.path}; make one in this stack`;
  }
}

/** A logical ID that was overridden after CDKTF wrote the old one into references. CDKTF would ignore it silently. */
export function* logicalIdProblems(element: TerraformElement): Generator<string> {
  // CDKTF has no public getter.
  const { _logicalIdOverride: wanted } = element as unknown as { readonly _logicalIdOverride?: string };
  if (wanted === undefined || element.friendlyUniqueId === wanted) return;
  yield `overrideLogicalId: ${JSON.stringify(wanted)} comes too late, because CDKTF has already used ` +
    `${JSON.stringify(element.friendlyUniqueId)}; override it where the construct is made, not in an Aspect`;
}
