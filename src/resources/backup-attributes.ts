import { snakeCase } from "../core/argument";
import type { PublicBackup } from "../core/backup";
import { backupMethods, backupStatuses, backupTriggers, backupTypes } from "../core/backup";
import type { Attributes, TfType } from "../plugin/wire/types";

const words = (list: readonly string[]) => list.map((word) => `\`${word}\``).join(", ");
const strings: TfType = { list: "string" };

/** The fields of a backup in Terraform, without signed addresses, because they are secrets. */
const FIELDS: Readonly<Record<keyof PublicBackup, { type: TfType; description: string }>> = {
  id: {
    type: "string",
    description: "ID for the vendor's restore call; for a sharded backup, the shards' IDs joined by `,`.",
  },
  ids: { type: strings, description: "The shards' IDs; one element if the backup is not sharded." },
  instanceId: { type: "string", description: "Instance that was backed up." },
  region: { type: "string", description: "Region that was listed." },
  status: { type: "string", description: `State: ${words(backupStatuses)}.` },
  startedAt: {
    type: "string",
    description:
      "Time by which backups are ordered, RFC 3339 UTC: that of the data if the vendor gives it, else the " +
      "start of the backup task.",
  },
  finishedAt: { type: "string", description: "End of the backup task, RFC 3339 UTC, or null." },
  consistentFrom: {
    type: "string",
    description:
      "Earliest possible time of the data, RFC 3339 UTC: its exact time if the vendor gives it, else the " +
      "start of the backup task.",
  },
  consistentTo: {
    type: "string",
    description:
      "Latest possible time of the data, RFC 3339 UTC: its exact time if the vendor gives it, else the end " +
      "of the backup task, or null.",
  },
  expiresAt: { type: "string", description: "When the vendor deletes it, RFC 3339 UTC, or null." },
  sizeBytes: { type: "number", description: "Bytes, or null; for a sharded backup the sum." },
  type: { type: "string", description: `What it covers: ${words(backupTypes)}.` },
  method: { type: "string", description: `How it was made: ${words(backupMethods)}.` },
  trigger: { type: "string", description: `What started it: ${words(backupTriggers)}.` },
  name: { type: "string", description: "Name or remark, or null." },
  missingShards: {
    type: strings,
    description: "Missing shards; empty for a complete backup.",
  },
  vendor: {
    type: { map: "string" },
    description: "Other fields of the vendor's answer, as text, without download addresses.",
  },
};

/** Further descriptions of the newest backup's fields. */
const LATEST: Readonly<Record<string, string>> = {
  id:
    "ID of the newest eligible backup; null if no backup is eligible and `required` is false. It changes " +
    "with every newer backup: pin it before you give it to a resource.",
};

/** Attributes of one backup. */
export const backupAttributes: Attributes = Object.fromEntries(
  Object.entries(FIELDS).map(([name, field]) => [snakeCase(name), { ...field, use: "computed" as const }]),
);

/**
 * The fields of the newest eligible backup as separate attributes, because a reference to a field of `latest` fails if
 * `latest` is null.
 */
export const latestAttributes: Attributes = Object.fromEntries(
  Object.entries(backupAttributes).map(([name, attribute]) => [
    `latest_${name}`,
    {
      ...attribute,
      description: LATEST[name] ?? `Of the newest eligible backup, or null. ${attribute.description}`,
    },
  ]),
);
