/** Attributes of schemas, by their use. */
import type { Attribute, TfType } from "../plugin/wire/types";

const by =
  (use: Attribute["use"]) =>
  (type: TfType, description: string): Attribute => ({ type, use, description });

export const required = by("required");
export const optional = by("optional");
export const computed = by("computed");
export const optionalComputed = by("optional-computed");

/** A list of words for a description. */
export function wordsOf(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(", ");
}
