import { type ArgumentTable, isGiven, snakeCase, unsetArgument } from "../core/argument";
import { type BackupsError, usageError } from "../core/errors";
import type { Attributes, TfObject } from "./wire/types";

/**
 * The arguments that must have a value. Terraform does not tell an argument that is null from one that was left out,
 * so the configuration says which it means.
 */
export const givenAttribute: Attributes = {
  given: {
    type: { list: "string" },
    use: "optional",
    description:
      "Arguments that must have a value: one that is null is then an error, where it would count as left out. Name " +
      "those whose values are references, such as `started_before`. Constructs do so by themselves.",
  },
};

const REMEDY =
  "See where its value comes from, and why that is null: such as an output of another stack that was not applied yet or " +
  "is null there, or a lookup that found nothing. Where null may mean that the " +
  "argument is left out, say so: in a construct by its property optional, in HCL by leaving the name out of given.";

/** What is wrong with `given`, and the arguments in it that are null. */
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
