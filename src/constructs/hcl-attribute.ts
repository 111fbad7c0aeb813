/** How cdktf writes attributes as HCL; without a type it would leave the quotes off a text. */
import { Token } from "cdktf";

/** cdktf writes a list inside a map as a map: as an expression it stays a list. */
function inMap(value: unknown): unknown {
  if (Array.isArray(value) && value.every((item) => typeof item === "string"))
    return `\${[${value.map((item) => JSON.stringify(item)).join(", ")}]}`;
  if (typeof value !== "object" || value === null || Array.isArray(value) || Token.isUnresolved(value))
    return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, inMap(inner)]));
}

/** The type of an attribute. A token counts as what it stands for: cdktf looks for those first. */
function typeOf(value: unknown): Readonly<Record<string, unknown>> {
  if (Array.isArray(value)) return { value, type: "list", storageClassType: `${typeof value[0]}List` };
  if (typeof value === "object" && !Token.isUnresolved(value))
    return { value: inMap(value), type: "map", storageClassType: "stringMap" };
  return { value, type: "simple", storageClassType: typeof value === "object" ? "boolean" : typeof value };
}

/** Attributes for HCL. */
export function hclAttributes(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { isBlock: false, ...typeOf(value) }]),
  );
}
