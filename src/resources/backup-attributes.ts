import { snakeCase } from "../core/argument";
import type { PublicBackup } from "../core/backup";
import { backupMethods, backupStatuses, backupTriggers, backupTypes } from "../core/backup";
import type { Attributes, TfType } from "../plugin/wire/types";
import { computed, wordsOf } from "./attribute";

const strings: TfType = { list: "string" };

/** The fields of a backup in Terraform: type and description. Without signed addresses, because they are secrets. */
const FIELDS: Readonly<Record<keyof PublicBackup, readonly [type: TfType, description: string]>> = {
  id: ["string", "ID for the vendor's restore call; for a sharded backup, the shards' IDs joined by `,`."],
  ids: [strings, "The shards' IDs; one element if the backup is not sharded."],
  instanceId: ["string", "Instance that was backed up."],
  region: ["string", "Region that was listed."],
  status: ["string", `State: ${wordsOf(backupStatuses)}.`],
  startedAt: [
    "string",
    "Time by which backups are ordered, RFC 3339 UTC: that of the data if the vendor gives it, else the " +
      "start of the backup task.",
  ],
  finishedAt: ["string", "End of the backup task, RFC 3339 UTC, or null."],
  consistentFrom: [
    "string",
    "Earliest possible time of the data, RFC 3339 UTC: its exact time if the vendor gives it, else the " +
      "start of the backup task.",
  ],
  consistentTo: [
    "string",
    "Latest possible time of the data, RFC 3339 UTC: its exact time if the vendor gives it, else the end " +
      "of the backup task, or null.",
  ],
  expiresAt: ["string", "When the vendor deletes it, RFC 3339 UTC, or null."],
  sizeBytes: ["number", "Bytes, or null; for a sharded backup the sum."],
  type: ["string", `What it covers: ${wordsOf(backupTypes)}.`],
  method: ["string", `How it was made: ${wordsOf(backupMethods)}.`],
  trigger: ["string", `What started it: ${wordsOf(backupTriggers)}.`],
  name: ["string", "Name or remark, or null."],
  missingShards: [strings, "Missing shards; empty for a complete backup."],
  vendor: [{ map: "string" }, "Other fields of the vendor's answer, as text, without download addresses."],
};

/** Attributes of one backup. */
export const backupAttributes: Attributes = Object.fromEntries(
  Object.entries(FIELDS).map(([name, [type, description]]) => [snakeCase(name), computed(type, description)]),
);

/** The type of a backup. */
export const backupType: TfType = { object: backupAttributes };

const LATEST_ID =
  "ID of the newest eligible backup; null if no backup is eligible and `required` is false. It changes " +
  "with every newer backup: pin it before you give it to a resource.";

/** The newest eligible backup's fields, each an attribute: a reference to a field of `latest` fails if that is null. */
export const latestAttributes: Attributes = Object.fromEntries(
  Object.entries(backupAttributes).map(([name, attribute]) => {
    const description = `Of the newest eligible backup, or null. ${attribute.description}`;
    return [`latest_${name}`, { ...attribute, description: name === "id" ? LATEST_ID : description }];
  }),
);
