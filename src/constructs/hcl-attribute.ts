/** How cdktf writes an attribute as HCL; without a type it would leave the quotes off a text. */
export interface HclAttribute {
  readonly value: unknown;
  readonly isBlock: false;
  readonly type: "simple" | "list" | "map";
  readonly storageClassType: string;
}

/** cdktf writes a list inside a map as a map: as an expression it stays a list. */
function inMap(value: unknown): unknown {
  if (Array.isArray(value) && value.every((item) => typeof item === "string"))
    return `\${[${value.map((item) => JSON.stringify(item)).join(", ")}]}`;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, inMap(inner)]));
}

/** An attribute for HCL. A token counts as what it stands for: cdktf looks for those first. */
export function hclAttribute(value: unknown): HclAttribute {
  if (Array.isArray(value)) {
    const [first] = value;
    return { value, isBlock: false, type: "list", storageClassType: `${typeof first}List` };
  }
  if (typeof value === "object")
    return { value: inMap(value), isBlock: false, type: "map", storageClassType: "stringMap" };
  return { value, isBlock: false, type: "simple", storageClassType: typeof value };
}
