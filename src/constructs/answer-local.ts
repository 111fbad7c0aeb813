import { type IInterpolatingParent, type IResolvable, Lazy, ref, TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import { toJson } from "../core/json";
import type { LookupResult } from "../lookup/lookup";
import { lookupResultValues } from "../resources/lookup-results";
import type { Addressed } from "./backup-attribute";
import { checkLogicalId } from "./meta-arguments";
import { literal, quoted } from "./template";

/** Values as they are, whatever template characters a vendor's text holds. */
export function literalValue(value: unknown): unknown {
  if (typeof value === "string") return literal(value);
  // JSON numbers of that size are rounded; Terraform turns the text back into a number where one is needed.
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map(literalValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [literal(name), literalValue(inner)]),
  );
}

/** A lookup's answer as a Terraform local, with the attributes that the data source has. */
export class AnswerLocal extends TerraformLocal implements Addressed, IInterpolatingParent {
  private wantedId: string | undefined;

  /** @param answer called at synthesis; throws where the lookup was not made */
  constructor(
    scope: Construct,
    id: string,
    private readonly answer: () => LookupResult,
  ) {
    super(scope, id, Lazy.anyValue({ produce: () => literalValue(lookupResultValues(answer())) }));
  }

  override overrideLogicalId(newLogicalId: string): void {
    super.overrideLogicalId(newLogicalId);
    this.wantedId = newLogicalId;
  }

  override toTerraform(): ReturnType<TerraformLocal["toTerraform"]> {
    checkLogicalId(this, this.wantedId);
    return super.toTerraform();
  }

  /** cdktf guesses the types of a local that it writes as HCL, and fails on null: the answer goes there as JSON. */
  override toHclTerraform(): unknown {
    checkLogicalId(this, this.wantedId);
    const json = quoted(toJson(lookupResultValues(this.answer())));
    const value = `\${jsondecode(${json})}`;
    return { locals: { [this.friendlyUniqueId]: { value, isBlock: false, type: "any" } } };
  }

  get address(): string {
    return `local.${this.friendlyUniqueId}`;
  }

  interpolationForAttribute(attribute: string): IResolvable {
    return ref(`${this.address}.${attribute}`, this.cdktfStack);
  }
}
