import { snakeCased } from "../core/argument";
import { type Backup, publicBackup } from "../core/backup";
import type { LookupResult } from "../lookup/result";
import type { Attributes, TfObject } from "../plugin/wire/types";
import { computed } from "./attribute";
import { backupAttributes, backupType, latestAttributes } from "./backup-attributes";

/** The results of a lookup, which all listings have. */
export const lookupResults: Attributes = {
  ...latestAttributes,
  latest: computed(
    backupType,
    "The newest eligible backup; null if no backup is eligible and `required` is false.",
  ),
  backups: computed({ list: backupType }, "The eligible backups, newest first, at most `history` of them."),
  total_count: computed("number", "How many backups the listing has, eligible or not."),
  eligible_count: computed("number", "How many of them are eligible."),
};

function backupObject(given: Backup): TfObject {
  return snakeCased(publicBackup(given)) as TfObject;
}

/** The results of a lookup by Terraform's names. */
export function lookupResultValues(result: Omit<LookupResult, "warnings" | "at" | "ageSeconds">): TfObject {
  const latest = result.latest && backupObject(result.latest);
  const flat = Object.keys(backupAttributes).map((name) => [`latest_${name}`, latest?.[name] ?? null]);
  return {
    ...Object.fromEntries(flat),
    latest,
    backups: result.backups.map(backupObject),
    total_count: result.totalCount,
    eligible_count: result.eligibleCount,
  };
}
