import { Fn, Token } from "cdktf";
import { snakeCase } from "../core/argument";
import type { BackupLookup } from "./backup-lookup";

/** Arguments that do not choose among backups. */
const OTHER = new Set(["history", "maxAge", "onUnavailable", "required", "warnAge"]);

/** What a lookup asks, as text by its arguments' names. */
export function selectionOf({ query }: BackupLookup): Record<string, string> {
  const chosen = Object.entries(query).filter(([name]) => !OTHER.has(name));
  return Object.fromEntries(chosen.map(([name, value]) => [snakeCase(name), textOf(value)]));
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) {
    const isLate = Token.isUnresolved(value) || value.some(Token.isUnresolved);
    return isLate ? Fn.join(",", value) : value.join(",");
  }
  return Token.isUnresolved(value) ? Token.asString(value) : String(value);
}
