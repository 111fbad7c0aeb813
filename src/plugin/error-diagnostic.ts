import type { Cloud } from "../clouds/cloud";
import { settingNamed } from "../clouds/settings";
import { snakeCase } from "../core/argument";
import type { WarningCode } from "../core/codes";
import type { BackupsError, BackupsErrorCode } from "../core/errors";
import { inSentences, rendered, spelt, type Told, type Words } from "../core/message";
import { causeOf, toldBy, type Warning } from "../core/warning";
import type { Shared } from "./listed-instances";
import { destroyAnyway } from "./terraform-command";
import { anError, aWarning, type Diagnostic } from "./wire/diagnostics";
import { redact } from "./wire/redact";
import type { Attributes } from "./wire/types";

/** Short summary of a failure. */
const SUMMARIES: Readonly<Record<BackupsErrorCode, string>> = {
  usage: "Invalid argument",
  credentials: "Credentials missing or refused",
  denied: "Listing backups denied",
  "not-found": "Instance not found",
  throttled: "Listing backups throttled",
  unavailable: "Listing backups failed",
  timeout: "Listing backups took too long",
  "invalid-response": "Listing backups gave an unusable answer",
  "no-eligible-backup": "No eligible backup",
  "too-old": "Newest backup too old",
};

/** Short summaries of warnings. */
const WARNINGS: Readonly<Record<Exclude<WarningCode, BackupsErrorCode>, string>> = {
  "passed-over": "a newer backup was skipped",
  "in-the-future": "a backup from the future was skipped",
  "older-shards": "the backup is from before the instance got more shards",
  "unreadable-expiry": "the backup may have expired",
  "unknown-type": "the backup may not be a full one",
  "may-be-later": "the backup may hold data from after started_before",
  "partly-refused": "a part of the listing was refused",
  old: "the newest backup is old",
};

/** The block of a diagnostic. */
export interface Block {
  readonly attributes: Attributes;
  /** Names of arguments in messages about it. */
  readonly words: Words;
}

/** A data source's block: its own arguments have their names there, others those of the provider block. */
export function blockOf(attributes: Attributes, cloud: Cloud): Block {
  const nameOf = (name: string) => {
    const own = snakeCase(name);
    return Object.hasOwn(attributes, own) ? own : (settingNamed(cloud, name) ?? own);
  };
  return { attributes, words: spelt(nameOf) };
}

/** The cause, and the remedy as a paragraph of its own. */
function detailOf(told: Told, { words }: Block): string {
  return redact(inSentences(rendered(told, words), "\n\n"));
}

/** An error as Terraform shows it, at the wrong argument if the block has it. */
export function errorDiagnostic(error: BackupsError, block: Block): Diagnostic {
  const argument = error.argument === undefined ? undefined : snakeCase(error.argument);
  const isOwn = argument !== undefined && Object.hasOwn(block.attributes, argument);
  return anError(SUMMARIES[error.code], detailOf(error.told(), block), isOwn ? [argument] : undefined);
}

const NOT_ALL = 'on_unavailable = "warn" skips single instances that give no answer, not all of them.';

/** The error if the lookups of all instances of a list failed for the same reason. Warnings could be overlooked. */
export function allFailed(title: string, failure: Warning, count: number, block: Block): Diagnostic {
  return anError(
    `${title}: all ${count} instances of the list failed for the same reason`,
    `${detailOf(toldBy(failure), block)}\n\n${NOT_ALL} ${destroyAnyway()}`,
  );
}

function kindOf({ code }: Warning): string {
  const what: string = { ...SUMMARIES, ...WARNINGS }[code];
  return `${what.charAt(0).toLowerCase()}${what.slice(1)}`;
}

/**
 * A warning as Terraform shows it. Terraform shows only the first of several warnings with the same summary, and counts
 * the others. So the summary names the instance and the kind, except while all instances of a list fail for the same
 * reason.
 */
export function warningDiagnostic(
  warning: Warning,
  instanceId: string,
  block: Block,
  { listing, shared }: { readonly listing: string; readonly shared: Shared | undefined },
): Diagnostic {
  const isOfList = causeOf(warning) !== undefined && shared !== undefined && shared.failed > 0;
  const who = isOfList ? `instances of ${listing}` : redact(instanceId);
  return aWarning(`${who}: ${kindOf(warning)}`, detailOf(toldBy(warning), block));
}

/** Names the instances that failed before, once another instance of the list has answered. */
export function failedBefore(listing: string, unnamed: readonly string[]): Diagnostic {
  return aWarning(
    `${unnamed.length} instances of ${listing} gave no answer: ${redact(unnamed.join(", "))}`,
    "They failed for the same reason, which the warning of the first of them gives. Then another instance of the list " +
      "answered, or failed for another reason.",
  );
}
