import { type Argument, expectation } from "../../src/core/argument";

/** What an argument means, accepts and defaults to. */
export function descriptionOf(argument: Argument): string {
  const { description, kind, allowed, min, max, required } = argument;
  const limited = kind !== "string" || allowed !== undefined || min !== undefined || max !== undefined;
  return [
    description,
    limited ? `Expects ${expectation(argument)}.` : "",
    required ? "Required." : "",
    argument.default ? `Default: ${argument.default}.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}
