import { kebabCase, snakeCase } from "../../core/argument";
import { spelt } from "../../core/message";
import { argumentNames } from "./schema";

const IN_FILE: ReadonlySet<string> = new Set([
  ...argumentNames,
  "instance_id",
  "region",
  "warn_age",
  "max_age",
]);

/** The words of a person who writes the file: what it has no field for is a flag of the command. */
export const inFile = spelt((name) =>
  IN_FILE.has(snakeCase(name)) ? snakeCase(name) : `--${kebabCase(name)}`,
);
