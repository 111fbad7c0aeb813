import { TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import { toJson } from "../core/json";
import type { LookupResult } from "../lookup/result";
import { lookupResultValues } from "../resources/lookup-results";
import { logicalIdProblems, TERRAFORM_DATA } from "./check-block";
import { refusal, refuseAll } from "./refusal";
import { literal, quoted } from "./template";

/** A lookup's result without the time and the age, which would change the stack at every synthesis. */
export type LookupAnswer = Omit<LookupResult, "at" | "ageSeconds">;

/** The answer of a lookup at synthesis, or the reason why it has none. */
export type Outcome = LookupAnswer | { readonly failure: string };

/** Escapes Terraform's template characters in every text of a value. */
export function literalValue(value: unknown): unknown {
  if (typeof value === "string") return literal(value);
  // A JSON number of this size would be rounded. Terraform converts the text back to a number if it needs one.
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map(literalValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [literal(name), literalValue(inner)]),
  );
}

/** A lookup's answer as a Terraform local, with the attributes of the data source. */
export class AnswerLocal extends TerraformLocal {
  /** @param outcome called when the stack is written; it may throw */
  constructor(
    scope: Construct,
    id: string,
    private readonly outcome: () => Outcome,
  ) {
    super(scope, id, null);
  }

  override toTerraform(): Record<string, unknown> {
    refuseAll(this, logicalIdProblems(this));
    const found = this.outcome();
    const name = this.friendlyUniqueId;
    if (!("failure" in found)) return { locals: { [name]: literalValue(lookupResultValues(found)) } };
    // The local depends on the failed condition, so a plan with -target stops too. A destroy does not stop: it turns the
    // condition into a warning, and an unknown ID accepts a reference to any attribute.
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

  /** Writes JSON, because cdktf guesses the types of a local in HCL and fails on null. */
  override toHclTerraform(): Record<string, unknown> {
    refuseAll(this, logicalIdProblems(this));
    const found = this.outcome();
    if ("failure" in found) throw refusal(this, found.failure);
    const value = `\${jsondecode(${quoted(toJson(lookupResultValues(found)))})}`;
    return { locals: { [this.friendlyUniqueId]: { value, isBlock: false, type: "any" } } };
  }
}
