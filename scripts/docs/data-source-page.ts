/** One page per data source, in the form of the Terraform registry. */

import { dataSourceType, instancesDataSourceType } from "../../src/listings/data-source-type";
import type { Listing } from "../../src/listings/listing";
import { permissionFor } from "../../src/listings/permission";
import { dataSourceSchema } from "../../src/plugin/data-source-schema";
import { instancesSchema } from "../../src/plugin/instances-data-source";
import { hclExample, instancesExample } from "./examples";
import { code, fence, frontMatter, GENERATED, paragraphs } from "./markdown";
import { dataSourceFile } from "./page-files";
import { schemaSection } from "./schema-section";

const WHILE_THE_API_IS_DOWN =
  "A list that cannot be read is always an error; there is no `on_unavailable` here. An outage must not look like a " +
  "region without instances: `for_each` would then destroy what was made for each of them. So nothing can be planned " +
  "while the API is down, also not with `-refresh=false`, except that everything is destroyed, for which no list is read:";

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
    "## While the API is down",
    WHILE_THE_API_IS_DOWN,
    fence("sh", "terraform destroy -refresh=false"),
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
