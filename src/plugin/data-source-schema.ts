import {
  type Argument,
  type ArgumentKind,
  type ArgumentTable,
  type ArgumentValues,
  expectation,
  meaningOf,
  snakeCase,
} from "../core/argument";
import type { Listing } from "../listings/listing";
import { KNOWN_LATER, queryArguments } from "../lookup/query";
import { lookupResults } from "../resources/lookup-results";
import { isLate } from "../resources/restore-point-plan";
import { givenAttribute } from "./given";
import type { Schema } from "./wire/schema";
import type { Attribute, Attributes, TfObject, TfType } from "./wire/types";

/** Terraform's type of each kind of argument. */
const TYPES: Readonly<Record<ArgumentKind, TfType>> = {
  string: "string",
  digits: "string",
  id: "string",
  instant: "string",
  time: "string",
  duration: "string",
  offset: "string",
  integer: "number",
  bool: "bool",
  strings: { list: "string" },
  ids: { list: "string" },
  integers: { list: "number" },
};

function describe(argument: Argument): string {
  const parts = [meaningOf(argument)];
  if (argument.kind !== "string" || argument.allowed) parts.push(`Expects ${expectation(argument)}.`);
  if (argument.default) parts.push(`Default: ${argument.default}.`);
  return parts.join(" ");
}

/** Terraform's attributes for a table of arguments. */
export function argumentAttributes(table: ArgumentTable): Attributes {
  return Object.fromEntries(
    Object.entries(table).map(([name, argument]) => [snakeCase(name), argumentAttribute(argument)]),
  );
}

/** One object for each argument of all listings, so that it is encoded once. */
const known = new WeakMap<Argument, Attribute>();

function argumentAttribute(argument: Argument): Attribute {
  const attribute = known.get(argument) ?? {
    type: TYPES[argument.kind],
    description: describe(argument),
    use: argument.required ? "required" : "optional",
  };
  known.set(argument, attribute);
  return attribute;
}

/** The arguments that are given and known, by their names in TypeScript. A required one may be `KNOWN_LATER`. */
export function argumentsFrom(table: ArgumentTable, config: TfObject): ArgumentValues {
  const values: Record<string, unknown> = {};
  for (const [name, { required }] of Object.entries(table)) {
    const value = config[snakeCase(name)];
    if (value === undefined || value === null) continue;
    if (!isLate(value)) values[name] = value;
    else if (required) values[name] = KNOWN_LATER;
  }
  return values;
}

/** The schema of a listing's data source: its arguments, and its results. */
export function dataSourceSchema(listing: Listing): Schema {
  return {
    description: `Backups of an instance of ${listing.title}, and the newest one of them that can be restored.`,
    attributes: { ...argumentAttributes(queryArguments(listing)), ...givenAttribute, ...lookupResults },
  };
}
