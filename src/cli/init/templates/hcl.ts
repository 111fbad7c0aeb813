/** The plain Terraform that `init` writes. Its names are long, because all files of the folder share them. */
import { PROVIDER_SOURCE, PROVIDER_TYPE, PROVIDER_VERSION } from "../../../delivery/address";
import { dataSourceType } from "../../../listings/data-source-type";
import type { Chosen } from "../instance";
import { demoKeys } from "./names";

/** The line for the `required_providers` block; a module can have only one. */
export const REQUIRED_PROVIDER = `${PROVIDER_TYPE} = { source = "${PROVIDER_SOURCE}", version = "${PROVIDER_VERSION}" }`;

/** The same line in a file of JSON. */
export const REQUIRED_PROVIDER_JSON = `"${PROVIDER_TYPE}": { "source": "${PROVIDER_SOURCE}", "version": "${PROVIDER_VERSION}" }`;

const NAME = "pinned_backup";

/** A text as HCL, with templates escaped. */
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
  # The emulator on this machine. Set it to null to use ${cloud.title} with your own keys.
  backups_emulator = ${literal(emulator)}
}`,
    `provider "${PROVIDER_TYPE}" {
  alias = "${NAME}"
  # These keys are valid only for the emulator.
  ${cloud.name} = local.backups_emulator == null ? null : {
${aligned("    ", [["endpoint", "local.backups_emulator"], ...settings])}
  }
}`,
  ];
}

/**
 * A lookup, and the pin of its backup.
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
  # Change this text to pin the newest backup.
  backups_drill = "1"
}`,
    `data "${type}" "${NAME}" {
${aligned("  ", [...provider, ["instance_id", literal(instanceId)], ["region", literal(region)]])}
  # Plan and destroy go on while the API is down.
  on_unavailable = "warn"
}`,
    `# The pin: it keeps its backup when newer ones appear.
resource "backups_restore_point" "${NAME}" {
${aligned("  ", [
  ...provider,
  ["backup", `data.${type}.${NAME}.latest`],
  ["keepers", "{ drill = local.backups_drill }"],
])}
}`,
    `# The ID for your restore.
output "restore_from" {
  value = backups_restore_point.${NAME}.backup_id
}`,
  ].join("\n\n")}\n`;
}
