/** Examples of a listing. Their instances are the emulator's built-in ones, so that each can be tried as it stands. */

import * as constructs from "../../src/constructs";
import { type ArgumentValues, kebabCase, snakeCase } from "../../src/core/argument";
import { PROVIDER_SOURCE, PROVIDER_TYPE, PROVIDER_VERSION } from "../../src/delivery/address";
import { demoInstances } from "../../src/emulator";
import { constructName, dataSourceType, instancesDataSourceType } from "../../src/listings/data-source-type";
import type { Listing } from "../../src/listings/listing";

/** The block that every configuration needs. */
export const REQUIRED_PROVIDERS = `terraform {
  required_providers {
    ${PROVIDER_TYPE} = {
      source  = "${PROVIDER_SOURCE}"
      version = "${PROVIDER_VERSION}"
    }
  }
}`;

/** Name of the construct's class. */
export function className(listing: Listing): string {
  const name = constructName(listing);
  if (Object.hasOwn(constructs, name)) return name;
  throw new Error(`src/constructs exports no class ${name}: write the listing's construct.`);
}

/** The arguments of the example. */
function exampleArguments(listing: Listing): ArgumentValues {
  const demo = demoInstances.find((instance) => instance.listing === listing.name) ?? listing.example;
  const { instanceId, region } = demo;
  return { instanceId, region, ...listing.example.arguments };
}

/** Names in a column, as `terraform fmt` aligns them. */
function hclArguments(values: ArgumentValues): string[] {
  const entries = Object.entries(values).map(
    ([name, value]) => [snakeCase(name), JSON.stringify(value)] as const,
  );
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries.map(([name, value]) => `  ${name.padEnd(width)} = ${value}`);
}

/** A whole configuration with one lookup. */
export function hclExample(listing: Listing): string {
  const type = dataSourceType(listing);
  return `${REQUIRED_PROVIDERS}

data "${type}" "orders" {
${hclArguments(exampleArguments(listing)).join("\n")}
}

output "backup_id" {
  value = data.${type}.orders.latest_id
}

output "backup_time" {
  value = data.${type}.orders.latest_started_at
}`;
}

/** A whole configuration that looks after all instances of a region. */
export function instancesExample(listing: Listing): string {
  const type = dataSourceType(listing);
  const region = JSON.stringify(exampleArguments(listing).region);
  return `${REQUIRED_PROVIDERS}

data "${instancesDataSourceType(listing)}" "all" {
  region = ${region}
}

data "${type}" "each" {
  for_each    = toset(data.${instancesDataSourceType(listing)}.all.ids)
  instance_id = each.value
  region      = ${region}
  required    = false
}

output "latest" {
  value = { for id, each in data.${type}.each : id => each.latest_id }
}`;
}

/** A whole CDKTF app with one lookup. */
export function typescriptExample(listing: Listing): string {
  const name = className(listing);
  const values = Object.entries(exampleArguments(listing)).map(
    ([argument, value]) => `  ${argument}: ${JSON.stringify(value)},`,
  );
  return `import { App, TerraformOutput, TerraformStack } from "cdktf";
import { ${name} } from "cdktf-backups";

const app = new App();
const stack = new TerraformStack(app, "restore");
const orders = new ${name}(stack, "orders", {
${values.join("\n")}
});
new TerraformOutput(stack, "backup-id", { value: orders.latestId });
new TerraformOutput(stack, "backup-time", { value: orders.latest.startedAt });
app.synth();`;
}

/** Commands that make the same lookup. */
export function commandExample(listing: Listing): string {
  const flags = Object.entries(exampleArguments(listing))
    .map(([name, value]) => `--${kebabCase(name)} ${String(value)}`)
    .join(" ");
  return ["latest", "list"]
    .map((command) => `npx cdktf-backups ${command} ${listing.name} ${flags}`)
    .join("\n");
}
