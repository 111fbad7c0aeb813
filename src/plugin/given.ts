import { type ArgumentTable, isGiven, snakeCase, unsetArgument } from "../core/argument";
import { type BackupsError, usageError } from "../core/errors";
import type { Attributes, TfObject } from "./wire/types";

/** The arguments that must have a value. Terraform sends null both for null and for a missing argument. */
export const givenAttribute: Attributes = {
  given: {
    type: { list: "string" },
    use: "optional",
    description:
      "Arguments that must not be null, because null means left out. Name the arguments whose values are " +
      "references, such as `started_before`. Constructs set it.",
  },
};

const REMEDY =
  "Find out why its value is null: an output of another stack may be null or not applied yet, or a lookup " +
  "found nothing. If null may mean that the argument is left out, name it in the construct's property " +
  "optional, or, in HCL, leave its name out of given.";

/** Mistakes in `given`, and its arguments that are null. */
export function* mistakesInGiven(table: ArgumentTable, config: TfObject): Generator<BackupsError> {
  const { given } = config;
  if (!Array.isArray(given)) return;
  const names = new Map(Object.keys(table).map((name) => [snakeCase(name), name]));
  for (const word of given) {
    if (typeof word !== "string") continue;
    const name = names.get(word);
    if (!name) {
      yield usageError(
        "given",
        `got ${JSON.stringify(word)}, expected names of arguments, such as ${names.has("started_before") ? "started_before" : "region"}`,
      );
    } else if (!isGiven(config[word])) yield unsetArgument(name, null, REMEDY);
  }
}
