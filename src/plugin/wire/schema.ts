import { type Message, messageCodec } from "./messages";
import type { Attribute, Attributes, TfType } from "./types";

/**
 * Schema of a provider's configuration, a data source or a managed resource. All have version 0: added and removed
 * attributes need no other, and an older package rejects states of a newer one.
 */
export interface Schema {
  /** Purpose, in Markdown. */
  readonly description: string;
  readonly attributes: Attributes;
}

/** NestingMode of tfplugin6 Schema.Object. */
const NESTING = { single: 1, list: 2, map: 4 } as const;

/** StringKind of tfplugin6: how a description is written. */
const MARKDOWN = 1;

/** Encodes a schema for GetProviderSchema. */
export function encodeSchema(schema: Schema): Message<"Schema"> {
  return {
    block: {
      attributes: encodeAttributes(schema.attributes),
      description: schema.description,
      descriptionKind: MARKDOWN,
    },
  };
}

/** Encoded attributes, shared by data sources to save time at the start. */
const encoded = new WeakMap<Attribute, { readonly name: string; readonly bytes: Uint8Array }>();

function encodeAttributes(attributes: Attributes): Uint8Array[] {
  return Object.entries(attributes).map(([name, attribute]) => {
    const before = encoded.get(attribute);
    if (before?.name === name) return before.bytes;
    const bytes = messageCodec("Attribute").encode(wireAttribute(name, attribute));
    encoded.set(attribute, { name, bytes });
    return bytes;
  });
}

function wireAttribute(name: string, attribute: Attribute): Message<"Attribute"> {
  const { type, description, use, sensitive = false, writeOnly = false, whole = false } = attribute;
  return {
    name,
    ...((!whole && nested(type)) || { type: typeConstraint(type) }),
    description,
    descriptionKind: MARKDOWN,
    required: use === "required",
    optional: use === "optional" || use === "optional-computed",
    computed: use === "computed" || use === "optional-computed",
    sensitive,
    writeOnly,
  };
}

/**
 * Encodes an object, or a list or map of objects, as a nested attribute, which has descriptions and optional inner
 * attributes; undefined for another type.
 */
function nested(type: TfType): Pick<Message<"Attribute">, "nestedType"> | undefined {
  if (typeof type === "string") return undefined;
  const inner = "list" in type ? type.list : "map" in type ? type.map : type;
  if (typeof inner === "string" || !("object" in inner)) return undefined;
  const nesting = "list" in type ? NESTING.list : "map" in type ? NESTING.map : NESTING.single;
  return { nestedType: { attributes: encodeAttributes(inner.object), nesting } };
}

function typeConstraint(type: TfType): Buffer {
  return Buffer.from(JSON.stringify(typeJson(type)));
}

/** Terraform's JSON form of a type, which has no optional attributes in objects. */
function typeJson(type: TfType): unknown {
  if (typeof type === "string") return type;
  if ("list" in type) return ["list", typeJson(type.list)];
  if ("map" in type) return ["map", typeJson(type.map)];
  const attributes = Object.entries(type.object).map(
    ([name, inner]) => [name, typeJson(inner.type)] as const,
  );
  return ["object", Object.fromEntries(attributes)];
}
