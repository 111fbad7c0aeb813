import { Fn, Token } from "cdktf";

/** Escapes `${` and `%{`, so that Terraform does not read a text as a template. A text with a token stays. */
export function literal(text: string): string {
  return Token.isUnresolved(text) ? text : text.replaceAll("${", () => "$${").replaceAll("%{", "%%{");
}

/**
 * A value inside an expression: a text in quotes, or `null`. A function of CDKTF writes values with references, because it
 * puts quotes around a text that has more than the reference.
 */
export function quoted(value: unknown): string {
  if (value === undefined || value === null) return "null";
  return Token.isUnresolved(value) ? String(Fn.tostring(value)) : JSON.stringify(literal(String(value)));
}
