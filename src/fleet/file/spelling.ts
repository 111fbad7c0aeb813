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

/** Names of arguments for messages about a file. An argument without a field in the file is a flag. */
export const inFile = spelt((name) =>
  IN_FILE.has(snakeCase(name)) ? snakeCase(name) : `--${kebabCase(name)}`,
);
