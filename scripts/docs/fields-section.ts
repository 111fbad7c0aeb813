/** What becomes of each field of a listing's rows. */
import { snakeCase } from "../../src/core/argument";
import { secretBackupFields } from "../../src/core/backup";
import type { BackupField, FieldTable } from "../../src/listings/field";
import type { BackupOperation } from "../../src/listings/listing";
import { code, codes, paragraphs, table } from "./markdown";

/** `startedAt` as Terraform has it; a signed address is marked. */
function place(name: string): string {
  const secret = (secretBackupFields as readonly string[]).includes(name);
  return `${code(snakeCase(name))}${secret ? " (a secret; never in Terraform)" : ""}`;
}

/** What becomes of a field. */
function fateOf(
  name: string,
  { becomes, words, note, unit, keeps, isInstant }: BackupField,
  fields: FieldTable<string>,
): string {
  if (becomes === "owner") return "Must be the requested instance; else the lookup fails.";
  if (becomes === "known") return note ?? "Left out: the request has the same value.";
  const vendor = code(`vendor.${name}`);
  const parts = Array.isArray(keeps) ? ` (of each: ${codes(keeps)})` : "";
  if (becomes === undefined) return [`${vendor}${parts}`, note].filter(Boolean).join("; ");
  const before = Object.keys(fields).filter((other) => fields[other]?.becomes === becomes);
  const better = before.slice(0, before.indexOf(name));
  const where = [
    becomes === "id" ? `${place("id")}, ${place("ids")}` : place(becomes),
    isInstant ? `, ${place("consistentFrom")}, ${place("consistentTo")}` : "",
    unit ? ` (in units of ${unit} bytes)` : "",
    better.length > 0
      ? ` if ${better.map(code).join(" and ")} ${better.length > 1 ? "are" : "is"} empty`
      : "",
    words ? `, ${vendor}` : "",
  ].join("");
  const meanings = Object.entries(words ?? {}).map(([word, means]) =>
    word === "*" ? `anything else ${means}` : `${code(word)} ${means}`,
  );
  return `${where}${meanings.length > 0 ? `: ${meanings.join(", ")}` : ""}${note ? `; ${note}` : ""}`;
}

/** The section about one operation's rows. */
export function fieldsSection({ action, fields, always = {} }: BackupOperation): string {
  const rows = Object.entries(fields).map(([name, field]) => [
    code(name),
    field.required ? "yes" : "",
    fateOf(name, field, fields),
  ]);
  const constant = Object.entries(always).map(
    ([name, value]) => `${code(snakeCase(name))} is always ${code(String(value))}`,
  );
  return paragraphs(
    `### ${action}`,
    table(["Field of the answer", "Must be there", "Becomes"], rows),
    constant.length > 0 ? `${constant.join(", ")}.` : "",
  );
}
