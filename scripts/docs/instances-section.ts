/** What the list of a listing's instances becomes. */
import { snakeCase } from "../../src/core/argument";
import type { InstanceField } from "../../src/listings/field";
import type { Listing } from "../../src/listings/listing";
import { code, paragraphs, table } from "./markdown";

function fateOf({ becomes, words = {}, note }: InstanceField): string {
  const meanings = [...new Set(Object.values(words))].map((means) => {
    const spelt = Object.keys(words).filter((word) => words[word] === means);
    return `${means} for ${spelt.map((word) => (word === "*" ? "any word" : code(word))).join(", ")}`;
  });
  const place = becomes === undefined ? "" : code(snakeCase(becomes));
  return [place && meanings.length > 0 ? `${place}: ${meanings.join("; ")}` : place, note]
    .filter(Boolean)
    .join("; ");
}

/** The section about the list of instances. */
export function instancesSection({ instances: { action, fields, always = {} } }: Listing): string {
  const constant = Object.entries(always)
    .filter(([name]) => !Object.values(fields).some(({ becomes }) => becomes === name))
    .map(([name, value]) => `${code(snakeCase(name))} is always ${code(String(value))}`);
  return paragraphs(
    `### ${action}`,
    table(
      ["Field of the answer", "Becomes"],
      Object.entries(fields).map(([name, field]) => [code(name), fateOf(field)]),
    ),
    constant.length > 0 ? `${constant.join(", ")}.` : "",
    "Instances whose `role` is `read-only` or `temporary`, whose `engine` is Memcache, or whose `state` is `deleted` " +
      "or `creating` are not `lookable`, and not in `ids`. A word that is not in this table is `unknown`; such an " +
      "instance stays.",
  );
}
