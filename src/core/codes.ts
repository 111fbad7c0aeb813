/** Codes of errors, reasons and warnings, for programs. Part of the public contract. */

/** Why a lookup failed. */
export const errorCodes = {
  usage: "An argument is missing, malformed or contradicts another one.",
  credentials: "No credentials were found, or the cloud refused them (unknown key, wrong signature).",
  denied: "The credentials are good, but may not list these backups.",
  "not-found": "The cloud has no such instance in that region.",
  throttled: "The cloud still refused because of its rate limit after all retries.",
  unavailable: "The cloud could not be reached, or returned server errors, after all retries.",
  timeout: "The deadline of the whole lookup passed.",
  "invalid-response": "An answer is not what the vendor documents, so it cannot be trusted.",
  "no-eligible-backup": "No listed backup fits the selection.",
  "too-old": "The newest restorable backup is older than `maxAge`.",
} as const;

/**
 * Why a lookup failed, as a code: docs/troubleshooting.md explains each. Exit codes, diagnostics and
 * `onUnavailable: "warn"` depend on it.
 */
export type BackupsErrorCode = keyof typeof errorCodes;

/** Why a backup is not eligible. */
export const reasonCodes = {
  status: "Its status is not `succeeded`.",
  type: "Its type is not in `types`.",
  method: "Its method is not in `methods`.",
  trigger: "Its trigger is not in `triggers`.",
  expired: "Its expiry has passed, by the vendor's clock.",
  "incomplete-set": "The set lacks at least one shard.",
  "uncertain-set": "The listing does not show whether the set is complete and from one run.",
  "no-id": "The vendor gave no ID.",
  "unreadable-id": "The ID has blanks, invisible characters or a dash in front.",
  "no-start-time": "The vendor gave no start.",
  "started-before": "It started before `startedAfter`.",
  "started-after": "It started after `startedBefore`.",
  "in-the-future": "It starts in the future, by the vendor's clock.",
  "data-before": "Its data may be from before `consistentAfter`.",
  "data-after": "Its data may be from after `consistentBefore`.",
  "end-unknown": "The vendor gave no end, and `consistentBefore` needs one.",
  "size-unknown": "The vendor gave no size, and `minSizeBytes` needs one.",
  "too-small": "It is smaller than `minSizeBytes`.",
} as const;

/** Why a backup is not eligible, as a code. */
export type ReasonCode = keyof typeof reasonCodes;

/** Subjects of warnings that are not errors. */
export const warningCodes = {
  "passed-over":
    "A newer backup, or one that may be newer, was skipped because of missing or unusual data of the vendor.",
  "in-the-future": "A backup that starts in the future, by the vendor's clock, was skipped.",
  "may-be-later": "The backup may hold data that was written after `startedBefore`.",
  "older-shards": "The set has all shards of its time, and the instance has more now.",
  "unreadable-expiry": "The backup may have expired: its expiry cannot be read.",
  "unknown-type": "The backup may not be a full one: the vendor does not document the word for its type.",
  "partly-refused": "The vendor refused a part of the listing that no argument asked for.",
  old: "The newest eligible backup is older than `warnAge`.",
} as const;

/** Code of a warning; the error's code if an option turned an error into a warning. */
export type WarningCode = keyof typeof warningCodes | BackupsErrorCode;
