import type { Schema } from "../plugin/wire/schema";
import { type Attributes, type TfObject, type TfValue, UNKNOWN } from "../plugin/wire/types";
import { optionalComputed } from "./attribute";
import { backupAttributes, backupType } from "./backup-attributes";

/** Terraform's name of the resource. */
export const RESTORE_POINT_TYPE = "backups_restore_point";

/** The resource's attribute for each field of a backup. Terraform would take `id` as the resource's identity. */
const FLAT: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(backupAttributes).map((field) => [field, /^ids?$/.test(field) ? `backup_${field}` : field]),
);

/** The attribute with a field of the pinned backup. */
export function pinnedAttribute(field: string): string {
  return FLAT[field] ?? field;
}

/** A pinned backup by the resource's attributes. */
export function flatFields(found: TfObject): TfObject {
  return Object.fromEntries(
    Object.entries(FLAT).map(([field, name]): [string, TfValue] => [name, found[field] ?? null]),
  );
}

/** The backup in a point's attributes. */
export function backupOf(point: TfObject): TfObject {
  return Object.fromEntries(
    Object.entries(FLAT).map(([field, name]): [string, TfValue] => [field, point[name] ?? null]),
  );
}

/** A pinned backup that is known only after the apply. */
export const lateFields: TfObject = Object.fromEntries(
  Object.values(FLAT).map((name): [string, TfValue] => [name, UNKNOWN]),
);

/** The attributes of the pinned backup for a schema. */
export const flatAttributes: Attributes = Object.fromEntries(
  Object.entries(backupAttributes).map(([field, attribute]) => [pinnedAttribute(field), attribute]),
);

/**
 * The schema of a restore point. Optional arguments are computed too, so that a plan may keep prior values; Terraform
 * accepts that only if the prior value is not null.
 */
export const restorePointSchema: Schema = {
  description:
    "Pins the backup that is newest when the point is created, until a keeper changes. Newer backups change " +
    "nothing that depends on the point, and a plan that moves the pin shows both IDs.",
  attributes: {
    backup: {
      ...optionalComputed(
        backupType,
        "The newest restorable backup: `latest` of a lookup. It is pinned when the point is created and when a keeper " +
          "changes. The attributes below describe the pinned backup: refer to them, not to this one.",
      ),
      whole: true,
    },
    keepers: optionalComputed(
      { map: "string" },
      "Your own values. If one of them changes, the point pins the newest backup. If the whole map is null, the " +
        "former keepers stay; a single null keeper is an error. Default: none; the point keeps its first backup.",
    ),
    backups: {
      ...optionalComputed({ list: backupType }, "Backups to find `backup_id` in: `backups` of a lookup."),
      whole: true,
    },
    selection: optionalComputed(
      { map: "string" },
      "The lookup's arguments as texts, by name, such as `instance_id` and `methods`. A plan warns if " +
        "they changed since the backup was pinned.",
    ),
    newer_warning: optionalComputed("bool", "Whether a plan warns of a newer backup. Default: true."),
    ...flatAttributes,
    backup_id: optionalComputed(
      "string",
      "ID of the pinned backup, for the vendor's restore call. Give it to pin exactly this backup. If you " +
        "leave it out later, the pin stays until a keeper changes.",
    ),
  },
};
