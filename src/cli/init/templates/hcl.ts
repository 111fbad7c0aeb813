/** The plain Terraform that `init` writes. Names in it are shared with all files of the folder, so they are long. */
import { PROVIDER_SOURCE, PROVIDER_TYPE, PROVIDER_VERSION } from "../../../delivery/address";
import { dataSourceType } from "../../../listings/data-source-type";
import type { Chosen } from "../instance";
import { demoKeys } from "./demo-keys";

/** The line of the `required_providers` block, of which a module can have only one. */
export const REQUIRED_PROVIDER = `${PROVIDER_TYPE} = { source = "${PROVIDER_SOURCE}", version = "${PROVIDER_VERSION}" }`;

/** The same line in a file of JSON. */
export const REQUIRED_PROVIDER_JSON = `"${PROVIDER_TYPE}": { "source": "${PROVIDER_SOURCE}", "version": "${PROVIDER_VERSION}" }`;

const NAME = "pinned_backup";

/** A text as HCL; it may hold what would be a template there. */
const literal = (value: string) => JSON.stringify(value).replace(/([$%])\{/g, "$1$1{");

/** Arguments in a column, as `terraform fmt` aligns them. */
function aligned(indent: string, entries: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries.map(([name, value]) => `${indent}${name.padEnd(width)} = ${value}`).join("\n");
}

const required = `terraform {
  required_providers {
    ${REQUIRED_PROVIDER}
  }
}`;

function emulatorBlocks({ listing: { cloud }, emulator }: Chosen): readonly string[] {
  if (!emulator) return [];
  const settings = demoKeys(cloud).map(([name, value]) => [name, literal(value)] as const);
  return [
    `locals {
  # The emulator on this machine, asked in the place of ${cloud.title}. null asks ${cloud.title}, with your own keys.
  backups_emulator = ${literal(emulator.url)}
}`,
    `provider "${PROVIDER_TYPE}" {
  alias = "${NAME}"
  # These keys open the emulator and nothing else.
  ${cloud.name} = local.backups_emulator == null ? null : {
${aligned("    ", [["endpoint", "local.backups_emulator"], ...settings])}
  }
}`,
  ];
}

/**
 * A lookup, and the pin of what it finds.
 *
 * @param isAlone whether no other file of the folder has a `required_providers` block
 */
export function hclFile(chosen: Chosen, isAlone: boolean): string {
  const { listing, instanceId, region, emulator } = chosen;
  const type = dataSourceType(listing);
  const provider = emulator ? [["provider", `${PROVIDER_TYPE}.${NAME}`] as const] : [];
  return `${[
    "# The newest restorable backup of one database, pinned. Written by cdktf-backups init; change it as you like.",
    ...(isAlone ? [required] : []),
    ...emulatorBlocks(chosen),
    `locals {
  # Another text pins the backup that is the newest one then.
  backups_drill = "1"
}`,
    `data "${type}" "${NAME}" {
${aligned("  ", [...provider, ["instance_id", literal(instanceId)], ["region", literal(region)]])}
  # The pin holds while the API cannot be asked, and a destroy is not blocked.
  on_unavailable = "warn"
}`,
    `# The pin: it stays while newer backups appear.
resource "backups_restore_point" "${NAME}" {
${aligned("  ", [
  ...provider,
  ["backup", `data.${type}.${NAME}.latest`],
  ["keepers", "{ drill = local.backups_drill }"],
])}
}`,
    `# What your restore takes.
output "restore_from" {
  value = backups_restore_point.${NAME}.backup_id
}`,
  ].join("\n\n")}\n`;
}
