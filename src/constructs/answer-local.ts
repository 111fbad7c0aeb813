import { TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import { toJson } from "../core/json";
import type { LookupResult } from "../lookup/result";
import { lookupResultValues } from "../resources/lookup-results";
import { checkLogicalId, TERRAFORM_DATA } from "./checks";
import { refusal } from "./refusal";
import { literal, quoted } from "./template";

/** What a stack holds of a result: no time, and no age. */
export type LookupAnswer = Omit<LookupResult, "at" | "ageSeconds">;

/** What came of a lookup at synthesis: its answer, or why there is none. */
export type Outcome = LookupAnswer | { readonly failure: string };

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
export class AnswerLocal extends TerraformLocal {
  /** @param outcome called at synthesis; throws where there is none to go on with */
  constructor(
    scope: Construct,
    id: string,
    private readonly outcome: () => Outcome,
  ) {
    super(scope, id, null);
  }

  override toTerraform(): Record<string, unknown> {
    checkLogicalId(this);
    const found = this.outcome();
    const name = this.friendlyUniqueId;
    if (!("failure" in found)) return { locals: { [name]: literalValue(lookupResultValues(found)) } };
    // The local depends on what stops the plan, so that a plan of a part of the stack is stopped as well. A destroy is not:
    // Terraform makes a warning of the condition then, and an ID that is never known has every attribute.
    const guard = `${name}_unanswered`;
    const precondition = {
      condition: `\${terraform.workspace == ""}`,
      error_message: literal(found.failure),
    };
    return {
      locals: { [name]: `\${jsondecode(${TERRAFORM_DATA}.${guard}.id)}` },
      resource: { [TERRAFORM_DATA]: { [guard]: { lifecycle: { precondition: [precondition] } } } },
    };
  }

  /** cdktf guesses the types of a local that it writes as HCL, and fails on null: the answer goes there as JSON. */
  override toHclTerraform(): Record<string, unknown> {
    checkLogicalId(this);
    const found = this.outcome();
    if ("failure" in found) throw refusal(this, found.failure);
    const value = `\${jsondecode(${quoted(toJson(lookupResultValues(found)))})}`;
    return { locals: { [this.friendlyUniqueId]: { value, isBlock: false, type: "any" } } };
  }
}
