/** The whole report as JSON, in snake_case. */
import { snakeCase } from "../../core/argument";
import type { Report } from "../report";

/** Keys below these are the user's own, and stay what they are. */
const OWN_KEYS = new Set(["labels", "failures"]);

function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      snakeCase(name),
      OWN_KEYS.has(name) ? inner : renamed(inner),
    ]),
  );
}

/** One document. */
export function jsonReport(report: Report): string {
  return `${JSON.stringify(renamed(report), null, 1)}\n`;
}
