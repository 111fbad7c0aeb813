import {
  type ITerraformDependable,
  type ITerraformIterator,
  type TerraformDataSource,
  type TerraformElement,
  type TerraformProvider,
  type TerraformResourceLifecycle,
  TerraformStack,
} from "cdktf";
import { PROVIDER_TYPE } from "../delivery/address";
import { refusal } from "./refusal";

/** What Terraform itself lets every data source have. */
export interface MetaArguments {
  /** Provider that answers, where a stack has several accounts or regions. @default the stack's provider without an alias */
  readonly provider?: TerraformProvider;
  /** What must exist first; Terraform then reads at apply whenever one of them changes. */
  readonly dependsOn?: ITerraformDependable[];
  /** Makes one lookup for each of its elements. */
  readonly forEach?: ITerraformIterator;
  /** Terraform's `lifecycle`, such as a postcondition on the result. */
  readonly lifecycle?: TerraformResourceLifecycle;
}

/** What a `lifecycle` of data may have; Terraform refuses the rest. */
const CONDITIONS = ["precondition", "postcondition"];

/**
 * Refuses what an Aspect or an override set on a data source and Terraform would refuse without saying where it comes
 * from, or would break references that were taken before.
 *
 * @param given what the construct was made with
 * @throws Error that names the construct's path and the field
 */
export function checkMetaArguments(source: TerraformDataSource, given: MetaArguments): void {
  const { count, forEach, lifecycle, provider } = source;
  if (count !== undefined) {
    throw refusal(
      source,
      "count: references to this construct name one block; give forEach, or make several constructs",
    );
  }
  if (forEach !== given.forEach) {
    throw refusal(
      source,
      "forEach: set after the construct was made, so references do not fit it; give it in the properties",
    );
  }
  const other = Object.entries(lifecycle ?? {}).find(
    ([name, value]) => value !== undefined && !CONDITIONS.includes(name),
  );
  if (other) {
    throw refusal(
      source,
      `lifecycle: has ${other[0]}, and Terraform takes only ${CONDITIONS.join(" and ")} for data; let the Aspect pass ` +
        "over what is no resource (TerraformResource.isTerraformResource)",
    );
  }
  checkProvider(source, provider);
}

/** Refuses a provider that cannot answer. */
export function checkProvider(element: TerraformElement, provider: TerraformProvider | undefined): void {
  if (!provider) return;
  if (provider.terraformResourceType !== PROVIDER_TYPE) {
    throw refusal(
      element,
      `provider: got one of ${provider.terraformResourceType}, expected a BackupsProvider`,
    );
  }
  if (TerraformStack.of(provider) !== element.cdktfStack) {
    throw refusal(
      element,
      `provider: stands in the stack ${TerraformStack.of(provider).node.path}; make one in this stack`,
    );
  }
}

/**
 * Refuses a logical ID that was overridden too late: CDKTF has written the old one into references by then, and would
 * ignore the new one without a word.
 *
 * @param wanted the last ID that it was overridden with
 */
export function checkLogicalId(element: TerraformElement, wanted: string | undefined): void {
  if (wanted === undefined || element.friendlyUniqueId === wanted) return;
  throw refusal(
    element,
    `overrideLogicalId: ${JSON.stringify(wanted)} comes too late, because CDKTF has called it ` +
      `${JSON.stringify(element.friendlyUniqueId)} already; override it where the construct is made, not in an Aspect`,
  );
}
