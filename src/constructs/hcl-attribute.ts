import { Token } from "cdktf";

/** Writes lists inside a map as expressions, because cdktf would write them as maps. */
function inMap(value: unknown): unknown {
  if (Array.isArray(value) && value.every((item) => typeof item === "string"))
    return `\${[${value.map((item) => JSON.stringify(item)).join(", ")}]}`;
  if (typeof value !== "object" || value === null || Array.isArray(value) || Token.isUnresolved(value))
    return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, inMap(inner)]));
}

/** An attribute's value with its type. Tokens are `simple`, because cdktf replaces them first. */
function typeOf(value: unknown): Readonly<Record<string, unknown>> {
  if (Array.isArray(value)) return { value, type: "list", storageClassType: `${typeof value[0]}List` };
  if (typeof value === "object" && !Token.isUnresolved(value))
    return { value: inMap(value), type: "map", storageClassType: "stringMap" };
  return { value, type: "simple", storageClassType: typeof value === "object" ? "boolean" : typeof value };
}

/** Attributes for HCL, with their types: without a type, cdktf would write a text without quotes. */
export function hclAttributes(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { isBlock: false, ...typeOf(value) }]),
  );
}
