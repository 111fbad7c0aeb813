import type { Schema } from "../plugin/wire/schema";
import { computed, required } from "./attribute";
import { backupType } from "./backup-attributes";
import { flatAttributes } from "./restore-point-schema";

/** Terraform's name of the resource. */
export const TRIGGER_TYPE = "backups_trigger";

/** The schema of a trigger. */
export const triggerSchema: Schema = {
  description:
    "Follows the newest restorable backup, for resources that must be recreated from each new backup. It " +
    "never becomes empty, and changes to an older backup only if the former one is no longer listed.",
  attributes: {
    backups: {
      ...required(
        { list: backupType },
        "The restorable backups: `backups` of a lookup, in any order. The trigger follows the newest of them. An " +
          "empty list is an error. The attributes below describe the followed backup: refer to them, not to this one.",
      ),
      whole: true,
    },
    ...flatAttributes,
    backup_id: computed(
      "string",
      "ID of the followed backup. Put it into `triggers` of a `null_resource`, or `triggers_replace` of a " +
        "`terraform_data`, and that into `replace_triggered_by` of the resource that must be recreated.",
    ),
  },
};
