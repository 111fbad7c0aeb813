/** Attributes of schemas, by their use. */
import type { Attribute, TfType } from "../plugin/wire/types";

export function required(type: TfType, description: string): Attribute {
  return { type, use: "required", description };
}

export function optional(type: TfType, description: string): Attribute {
  return { type, use: "optional", description };
}

export function computed(type: TfType, description: string): Attribute {
  return { type, use: "computed", description };
}

export function optionalComputed(type: TfType, description: string): Attribute {
  return { type, use: "optional-computed", description };
}
