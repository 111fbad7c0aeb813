import { snakeCase } from "../core/argument";
import type { PublicBackup } from "../core/backup";
import { backupMethods, backupStatuses, backupTriggers, backupTypes } from "../core/backup";
import type { Attributes, TfType } from "../plugin/wire/types";

const words = (list: readonly string[]) => list.map((word) => `\`${word}\``).join(", ");
const strings: TfType = { list: "string" };

/** The fields of a backup as Terraform shows them. Signed addresses are none of them: state is no place for secrets. */
const FIELDS: Readonly<Record<keyof PublicBackup, { type: TfType; description: string }>> = {
  id: {
    type: "string",
    description: "What the vendor's restore call wants; for a sharded backup the shards' IDs joined by `,`.",
  },
  ids: { type: strings, description: "The shards' IDs; one element where the backup is not sharded." },
  instanceId: { type: "string", description: "Instance that was backed up." },
  region: { type: "string", description: "Region that was asked." },
  status: { type: "string", description: `State: ${words(backupStatuses)}.` },
  startedAt: {
    type: "string",
    description:
      "What backups are ordered by, RFC 3339 UTC: the instant of the data where the vendor names it, else the start of " +
      "the backup task.",
  },
  finishedAt: { type: "string", description: "End of the backup task, RFC 3339 UTC, or null." },
  consistentFrom: {
    type: "string",
    description:
      "The data is of one instant from here to `consistent_to`, RFC 3339 UTC: both are that instant where the vendor " +
      "names it, and else the start and the end of the backup task.",
  },
  consistentTo: {
    type: "string",
    description:
      "The data holds nothing that was written later, RFC 3339 UTC; null where the end is not known.",
  },
  expiresAt: { type: "string", description: "When the vendor deletes it, RFC 3339 UTC, or null." },
  sizeBytes: { type: "number", description: "Bytes, or null; for a sharded backup the sum." },
  type: { type: "string", description: `What it covers: ${words(backupTypes)}.` },
  method: { type: "string", description: `How it was made: ${words(backupMethods)}.` },
  trigger: { type: "string", description: `What started it: ${words(backupTriggers)}.` },
  name: { type: "string", description: "The vendor's or the user's name or remark for it, or null." },
  missingShards: {
    type: strings,
    description: "Shards that it should have and lacks; empty for a whole backup.",
  },
  vendor: {
    type: { map: "string" },
    description: "Every other field of the vendor's answer, as text; download addresses excepted.",
  },
};

/** What is said of the newest backup's fields beyond their meaning. */
const LATEST: Readonly<Record<string, string>> = {
  id:
    "ID of the newest eligible backup; null where there is none and that is no error. It changes as soon as " +
    "a newer backup is made: pin it before it reaches a resource that is replaced when it changes.",
};

/** Attributes of one backup. */
export const backupAttributes: Attributes = Object.fromEntries(
  Object.entries(FIELDS).map(([name, field]) => [snakeCase(name), { ...field, use: "computed" as const }]),
);

/**
 * The fields of the newest eligible backup, each as an attribute of its own: a reference to a field of `latest` would
 * fail where that is null.
 */
export const latestAttributes: Attributes = Object.fromEntries(
  Object.entries(backupAttributes).map(([name, attribute]) => [
    `latest_${name}`,
    {
      ...attribute,
      description:
        LATEST[name] ?? `Of the newest eligible backup; null where there is none. ${attribute.description}`,
    },
  ]),
);
