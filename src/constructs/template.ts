/** Texts that Terraform reads as templates. */
import { Token } from "cdktf";

/** A text that stays what it is where Terraform reads it as a template: `${` and `%{` are escaped. */
export function literal(text: string): string {
  return text.replaceAll("${", () => "$${").replaceAll("%{", "%%{");
}

/** A value inside an expression: a reference as it is, text in quotes, and `null` where there is none. */
export function quoted(value: unknown): string {
  if (value === undefined || value === null) return "null";
  const text = String(value);
  return Token.isUnresolved(value) ? text : JSON.stringify(literal(text));
}
