/** What is refused of a construct or of what it names. */
import { type TerraformElement, type TerraformProvider, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { PROVIDER_TYPE } from "../delivery/address";
import { refusal } from "./refusal";

/** Refuses what is no construct where one is wanted, in JavaScript. */
export function checkConstruct(path: string, name: string, value: unknown, expected: string): void {
  if (typeof value === "object" && value !== null && "node" in value) return;
  const got = value === undefined || value === null ? "missing" : `got ${JSON.stringify(value)}`;
  throw refusal(path, `${name}: ${got}; expected ${expected}`);
}

/** Refuses a provider that cannot answer. */
export function checkProvider(
  where: IConstruct | string,
  stack: TerraformStack,
  provider: TerraformProvider | undefined,
): void {
  if (!provider) return;
  if (provider.terraformResourceType !== PROVIDER_TYPE) {
    throw refusal(
      where,
      `provider: got one of ${provider.terraformResourceType}, expected a BackupsProvider`,
    );
  }
  if (TerraformStack.of(provider) !== stack) {
    throw refusal(
      where,
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
