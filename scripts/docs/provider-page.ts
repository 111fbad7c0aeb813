/** The provider's page, in the form of the Terraform registry. */

import { demoInstances } from "../../src/emulator";
import { dataSourceType, instancesDataSourceType } from "../../src/listings/data-source-type";
import type { Listing } from "../../src/listings/listing";
import { providerSchema } from "../../src/plugin/backups-provider";
import { RESTORE_POINT_TYPE } from "../../src/resources/restore-point-schema";
import { TRIGGER_TYPE } from "../../src/resources/trigger-schema";
import { REQUIRED_PROVIDERS } from "./examples";
import { code, fence, frontMatter, GENERATED, paragraphs, table } from "./markdown";
import { dataSourceFile } from "./page-files";
import { RESTORE_POINT_FILE } from "./resource-page";
import { schemaSection } from "./schema-section";
import { TRIGGER_FILE } from "./trigger-page";

function example([listing]: readonly Listing[]): string {
  const demo = demoInstances.find((instance) => instance.listing === listing?.name);
  if (!listing || !demo) throw new Error("The emulator has no built-in instance of the first listing.");
  return `${REQUIRED_PROVIDERS}

provider "backups" {
  timeout = 120

  ${listing.cloud.name} = {
    region = "${demo.region}"
  }
}

data "${dataSourceType(listing)}" "orders" {
  instance_id = "${demo.instanceId}"
}

output "backup_id" {
  value = data.${dataSourceType(listing)}.orders.latest_id
}`;
}

/** The page of the provider. */
export function providerPage(listings: readonly Listing[]): string {
  const { description, attributes } = providerSchema;
  const rows = listings.map((listing) => [
    `[${code(dataSourceType(listing))}](data-sources/${dataSourceFile(listing)})`,
    `[${code(instancesDataSourceType(listing))}](data-sources/${dataSourceFile(listing)}#${instancesDataSourceType(listing)}-data-source)`,
    listing.title,
  ]);
  return paragraphs(
    frontMatter("backups Provider", "", description),
    GENERATED,
    "# backups Provider",
    description,
    "It comes with the npm package `cdktf-backups`, not from a registry. Synthesis adds it to CDKTF stacks; for plain " +
      "HCL, run `npx cdktf-backups install`. See [How Terraform finds the provider](plugin.md).",
    table(["Data source", "Instances", "Listing"], rows),
    `The resource [${code(RESTORE_POINT_TYPE)}](resources/${RESTORE_POINT_FILE}) pins the backup that a data source ` +
      `finds; [${code(TRIGGER_TYPE)}](resources/${TRIGGER_FILE}) changes with every newer one.`,
    "## Example Usage",
    fence("terraform", example(listings)),
    "Put keys [where they are found](credentials.md), [not in this block](plugin.md#keys-in-the-provider-block).",
    schemaSection(attributes),
  );
}
