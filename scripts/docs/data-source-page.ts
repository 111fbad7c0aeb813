/** One page per listing, in the form of the Terraform registry. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { render } from "../../src/core/message";
import { dataSourceType } from "../../src/listings/data-source-type";
import { type Listing, releasedBackups } from "../../src/listings/listing";
import { permissionFor, policyOf } from "../../src/listings/permission";
import { dataSourceSchema } from "../../src/plugin/data-source-schema";
import type { Attributes } from "../../src/plugin/wire/types";
import type { ListingName } from "../../src/vendors";
import { commandExample, hclExample, typescriptExample } from "./examples";
import { factsTable } from "./facts-table";
import { fieldsSection } from "./fields-section";
import { instanceFields, instancesSection } from "./instances-section";
import { code, fence, frontMatter, GENERATED, paragraphs, table } from "./markdown";
import { notOffered } from "./not-offered";
import { schemaSection } from "./schema-section";
import { takersOf } from "./takers";

/** The smallest policy that lets keys look backups up, and list instances. */
function policyText(listing: Listing): string {
  const backups = listing.operations.map((operation) => permissionFor(listing, operation));
  const policy = policyOf(listing.cloud, backups, [permissionFor(listing, listing.instances)]);
  return JSON.stringify(policy, null, 2);
}

/** Caveats written by hand, and what takes the ID. */
function notesOf({ name }: Listing): string {
  const written = readFileSync(join(__dirname, "notes", `${name}.md`), "utf8").trim();
  return `${written}\n- ${takersOf(name as ListingName)}`;
}

/** The schema without the fields of `latest` that are attributes of their own as well. */
function shortened(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).filter(([name]) => name === "latest_id" || !name.startsWith("latest_")),
  );
}

/** The vendor's parameters that are not offered. */
function notOfferedSection({ name, operations }: Listing): string {
  const rows = operations.flatMap(({ action }) =>
    Object.entries(notOffered[`${name}, ${action}`] ?? {}).map(([parameter, instead]) => [
      code(parameter),
      action,
      instead,
    ]),
  );
  if (rows.length === 0) return "";
  return paragraphs(
    "## Parameters that are not offered",
    "A lookup reads the whole listing and then selects, so that it can say why it skipped a backup. Instead of these " +
      "parameters of the vendor, use:",
    table(["Parameter", "Operation", "Instead"], rows),
  );
}

/** The page of a listing's data sources. */
export function dataSourcePage(listing: Listing): string {
  const type = dataSourceType(listing);
  const { description, attributes } = dataSourceSchema(listing);
  return paragraphs(
    frontMatter(`${type} Data Source - backups`, listing.cloud.title, description),
    GENERATED,
    `# ${type} (Data Source)`,
    `${description} Which backup is chosen: [selection](../selection.md). All instances of a region: ` +
      `[${type}_instances](#${type}_instances-data-source).`,
    factsTable(listing),
    notesOf(listing),
    "## Example Usage",
    "The instance exists in the [emulator](../emulator.md), so you can try the examples without an account. " +
      "For CDK Terrain import from `cdktn` and `cdktf-backups/cdktn`.",
    fence("terraform", hclExample(listing)),
    fence("ts", typescriptExample(listing)),
    fence("sh", commandExample(listing)),
    "## Permissions",
    `The smallest policy for ${listing.cloud.policy.service}. Leave the second statement out if you do not list instances.`,
    fence("json", policyText(listing)),
    "## Released instances",
    render(releasedBackups(listing), ({ argument }) => code(argument)),
    schemaSection(shortened(attributes)),
    "Each field of `latest` is also an attribute, such as `latest_started_at`: null if there is no backup. " +
      "TypeScript writes `instance_id` as `instanceId`, the command as `--instance-id`.",
    notOfferedSection(listing),
    "## Where each field goes",
    "Other fields are in no output and no state. Signed addresses become `***`.",
    ...listing.operations.map(fieldsSection),
    instanceFields(listing),
    instancesSection(listing),
  );
}
