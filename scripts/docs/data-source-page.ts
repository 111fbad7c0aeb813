/** One page per data source, in the form of the Terraform registry. */

import { dataSourceType } from "../../src/data-source-type";
import type { Listing } from "../../src/listings/listing";
import { dataSourceSchema } from "../../src/plugin/data-source-schema";
import { instancesDataSourceType, instancesSchema } from "../../src/plugin/instances-data-source";
import { hclExample, instancesExample } from "./examples";
import { code, fence, frontMatter, GENERATED, paragraphs } from "./markdown";
import { dataSourceFile } from "./page-files";
import { permissionFor } from "./permission";
import { schemaSection } from "./schema-section";

/** The page of the data source that lists a listing's instances. */
export function instancesPage(listing: Listing): string {
  const type = instancesDataSourceType(listing);
  const { description, attributes } = instancesSchema(listing);
  return paragraphs(
    frontMatter(`${type} Data Source - backups`, listing.cloud.title, description),
    GENERATED,
    `# ${type} (Data Source)`,
    description,
    `Source: ${code(listing.instances.action)}, API version ${listing.instances.version}. ` +
      `Permission: ${code(permissionFor(listing, listing.instances))}. ` +
      `Backups of each: [${code(dataSourceType(listing))}](${dataSourceFile(listing)}).`,
    "## Example Usage",
    fence("terraform", instancesExample(listing)),
    schemaSection(attributes),
  );
}

/** The page of a listing's data source. */
export function dataSourcePage(listing: Listing): string {
  const type = dataSourceType(listing);
  const { description, attributes } = dataSourceSchema(listing);
  return paragraphs(
    frontMatter(`${type} Data Source - backups`, listing.cloud.title, description),
    GENERATED,
    `# ${type} (Data Source)`,
    description,
    `What the vendor's fields become, and what to watch for: [${listing.title}](../listings/${listing.name}.md). ` +
      "Which backup is chosen: [selection](../selection.md).",
    "## Example Usage",
    fence("terraform", hclExample(listing)),
    schemaSection(attributes),
  );
}
