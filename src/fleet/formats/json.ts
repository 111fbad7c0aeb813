/** The whole report as JSON, in snake_case. */
import { snakeCase } from "../../core/argument";
import { isObject } from "../../core/is-object";
import type { Report } from "../report";

/** The user's own keys are below these, and are not renamed. */
const OWN_KEYS = new Set(["labels", "failures"]);

function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      snakeCase(name),
      OWN_KEYS.has(name) ? inner : renamed(inner),
    ]),
  );
}

export function jsonReport(report: Report): string {
  return `${JSON.stringify(renamed(report), null, 1)}\n`;
}
