/** A schema as the Terraform registry's pages show it. */
import type { Attribute, Attributes, TfType } from "../../src/plugin/wire/types";

/** An object inside a schema that gets a section of its own. */
interface Nested {
  /** Where it stands, such as `latest`. */
  readonly path: string;
  readonly attributes: Attributes;
}

const PRIMITIVES = { string: "String", number: "Number", bool: "Boolean" } as const;

/** The headings, in the registry's order. */
const USES: readonly (readonly [string, readonly Attribute["use"][]])[] = [
  ["Required", ["required"]],
  ["Optional", ["optional", "optional-computed"]],
  ["Read-Only", ["computed"]],
];

/** The attributes of an object, or of the objects in a list or map. */
function objectIn(type: TfType): Attributes | undefined {
  if (typeof type === "string") return undefined;
  if ("object" in type) return type.object;
  return objectIn("list" in type ? type.list : type.map);
}

function typeName(type: TfType): string {
  if (typeof type === "string") return PRIMITIVES[type];
  if ("object" in type) return "Attributes";
  const [kind, inner] = "list" in type ? (["List", type.list] as const) : (["Map", type.map] as const);
  return objectIn(inner) ? `Attributes ${kind}` : `${kind} of ${typeName(inner)}`;
}

function anchor(path: string): string {
  return `nestedatt--${path.replaceAll(".", "--")}`;
}

function attributeLine(name: string, path: string, attribute: Attribute): string {
  const { type, description, sensitive, whole } = attribute;
  const below = objectIn(type) && !whole ? ` (see [below for nested schema](#${anchor(path)}))` : "";
  const named = whole
    ? typeName(type).replace("Attributes List", "List of Object").replace("Attributes", "Object")
    : typeName(type);
  return `- \`${name}\` (${named}${sensitive ? ", Sensitive" : ""}) ${description}${below}`;
}

function lists(attributes: Attributes, prefix: string, heading: (title: string) => string): string[] {
  return USES.flatMap(([title, uses]) => {
    const lines = Object.entries(attributes)
      .filter(([, attribute]) => uses.includes(attribute.use))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, attribute]) => attributeLine(name, prefix + name, attribute));
    return lines.length > 0 ? [heading(title), lines.join("\n")] : [];
  });
}

function nestedIn(attributes: Attributes, prefix: string): Nested[] {
  return Object.entries(attributes)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, { type, whole }]) => {
      const inner = whole ? undefined : objectIn(type);
      const path = prefix + name;
      return inner ? [{ path, attributes: inner }, ...nestedIn(inner, `${path}.`)] : [];
    });
}

/**
 * The section "Schema" with the sections of its nested attributes; those that are alike share one.
 *
 * @param level of the heading
 */
export function schemaSection(attributes: Attributes, level = 2): string {
  const alike = new Map<string, string[]>();
  for (const { path, attributes: inner } of nestedIn(attributes, "")) {
    const text = lists(inner, `${path}.`, (title) => `${title}:`).join("\n\n");
    alike.set(text, [...(alike.get(text) ?? []), path]);
  }
  const below = `${"#".repeat(level)}#`;
  const nested = [...alike].map(([text, paths]) =>
    [
      paths.map((path) => `<a id="${anchor(path)}"></a>`).join(""),
      `${below} Nested Schema for ${paths.map((path) => `\`${path}\``).join(" and ")}`,
      "",
      text,
    ].join("\n"),
  );
  return [
    `${"#".repeat(level)} Schema`,
    ...lists(attributes, "", (title) => `${below} ${title}`),
    ...nested,
  ].join("\n\n");
}
