/** Texts that Terraform reads as templates. */
import { Fn, Token } from "cdktf";

/** A text that stays what it is where Terraform reads it as a template: `${` and `%{` are escaped. */
export function literal(text: string): string {
  return text.replaceAll("${", () => "$${").replaceAll("%{", "%%{");
}

/**
 * A value inside an expression: text in quotes, and `null` where there is none. What holds a reference is left to a
 * function of CDKTF, which keeps the quotes of a text around it.
 */
export function quoted(value: unknown): string {
  if (value === undefined || value === null) return "null";
  return Token.isUnresolved(value) ? String(Fn.tostring(value)) : JSON.stringify(literal(String(value)));
}
