/** The data source that lists a listing's instances. */
import { snakeCase } from "../../src/core/argument";
import { instancesDataSourceType } from "../../src/listings/data-source-type";
import type { InstanceField } from "../../src/listings/field";
import type { Listing } from "../../src/listings/listing";
import { permissionFor } from "../../src/listings/permission";
import { instancesSchema } from "../../src/plugin/instances-data-source";
import { instancesExample } from "./examples";
import { code, fence, paragraphs, table } from "./markdown";
import { schemaSection } from "./schema-section";

const WHILE_THE_API_IS_DOWN =
  "If the API fails, this data source is always an error, because `for_each` over an empty list would destroy everything. " +
  "[A destroy](../troubleshooting.md#a-destroy-fails-because-the-lookup-fails) still works.";

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

/** What becomes of the fields of the vendor's list of instances. */
export function instanceFields({ instances: { action, fields, always = {} } }: Listing): string {
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
      "or `creating` are not `lookable`, and not in `ids`. A value that is not in this table becomes `unknown`, which is " +
      "`lookable`.",
  );
}

/** The section about the data source of instances. */
export function instancesSection(listing: Listing): string {
  const type = instancesDataSourceType(listing);
  const { description, attributes } = instancesSchema(listing);
  const { action, version } = listing.instances;
  return paragraphs(
    `## ${type} (Data Source)`,
    `${description} Source: ${code(action)}, API version ${version}. Permission: ${code(permissionFor(listing, listing.instances))}.`,
    fence("terraform", instancesExample(listing)),
    WHILE_THE_API_IS_DOWN,
    schemaSection(attributes, 3),
  );
}
