import { snakeCased } from "../core/argument";
import { type Backup, publicBackup } from "../core/backup";
import type { LookupResult } from "../lookup/result";
import type { Attributes, TfObject, TfType, TfValue } from "../plugin/wire/types";
import { backupAttributes, latestAttributes } from "./backup-attributes";

const backup: TfType = { object: backupAttributes };

/** The results of a lookup, which all listings have. */
export const lookupResults: Attributes = {
  ...latestAttributes,
  latest: {
    type: backup,
    use: "computed",
    description: "The newest eligible backup; null if no backup is eligible and `required` is false.",
  },
  backups: {
    type: { list: backup },
    use: "computed",
    description: "The eligible backups, newest first, at most `history` of them.",
  },
  total_count: {
    type: "number",
    use: "computed",
    description: "How many backups the listing has, eligible or not.",
  },
  eligible_count: { type: "number", use: "computed", description: "How many of them are eligible." },
};

function backupObject(given: Backup): TfObject {
  return snakeCased(publicBackup(given)) as TfObject;
}

/** The results of a lookup by Terraform's names. */
export function lookupResultValues(result: Omit<LookupResult, "warnings" | "at" | "ageSeconds">): TfObject {
  const latest = result.latest && backupObject(result.latest);
  const flat = Object.keys(latestAttributes).map((name): [string, TfValue] => [
    name,
    latest?.[name.replace("latest_", "")] ?? null,
  ]);
  return {
    ...Object.fromEntries(flat),
    latest,
    backups: result.backups.map(backupObject),
    total_count: result.totalCount,
    eligible_count: result.eligibleCount,
  };
}
