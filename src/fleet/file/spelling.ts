import { respell, snakeCase } from "../../core/argument";
import { argumentNames } from "./schema";

const IN_FILE: ReadonlySet<string> = new Set([
  ...argumentNames,
  "instance_id",
  "region",
  "warn_age",
  "max_age",
]);

/** A message for who wrote the file: arguments are spelt as there. */
export function inFile(text: string): string {
  return respell(text, (name) => (IN_FILE.has(snakeCase(name)) ? snakeCase(name) : undefined));
}
