import { respell, snakeCase } from "../core/argument";
import type { BackupsError, BackupsErrorCode } from "../core/errors";
import type { Warning, WarningKind } from "../core/selection";
import type { Shared } from "./listed-instances";
import { destroyAnyway } from "./terraform-command";
import type { Diagnostic } from "./wire/diagnostics";
import { redact } from "./wire/redact";
import type { Attributes } from "./wire/types";

/** What failed, in a few words. */
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

/** What was found, or could not be, although the lookup succeeded. */
const WARNINGS: Readonly<Record<Exclude<WarningKind, BackupsErrorCode>, string>> = {
  "passed-over": "a newer backup was passed over",
  "in-the-future": "a backup from the future was passed over",
  "older-shards": "the backup is from before the instance got more shards",
  "unreadable-expiry": "the backup may have expired",
  "may-be-later": "the backup may hold data from after startedBefore",
  "partly-refused": "a part of the listing was refused",
  old: "the newest backup is old",
};

/**
 * A message in Terraform's words: arguments that the block has are called by their names there.
 *
 * @param attributes of the block that the message is about
 */
export function inTerraformNames(text: string, attributes: Attributes): string {
  return respell(text, (name) => (Object.hasOwn(attributes, snakeCase(name)) ? snakeCase(name) : undefined));
}

/**
 * An error as Terraform shows it, at the argument at fault where the block has one.
 *
 * @param attributes of the block that the diagnostic belongs to
 */
export function errorDiagnostic(error: BackupsError, attributes: Attributes): Diagnostic {
  const argument = error.argument === undefined ? undefined : snakeCase(error.argument);
  return {
    severity: "error",
    summary: SUMMARIES[error.code],
    detail: inTerraformNames(redact(error.describe()), attributes),
    ...(argument !== undefined && Object.hasOwn(attributes, argument) ? { attribute: [argument] } : {}),
  };
}

/**
 * The error that all instances of a list gave no answer, for one cause: a warning for each would be all that tells it from
 * a fleet that is looked after.
 */
export function allFailed(
  title: string,
  { text }: Warning,
  count: number,
  attributes: Attributes,
): Diagnostic {
  return {
    severity: "error",
    summary: `${title}: all ${count} instances of the list failed for one cause`,
    detail: `${inTerraformNames(
      redact(
        `${text}\nonUnavailable = "warn" passes over an instance that gives no answer, and not over all of them. `,
      ),
      attributes,
    )}${destroyAnyway()}`,
  };
}

/** Instances that are named one by one where many fail for one cause; the others are counted by Terraform. */
const MOST_NAMED = 5;

/**
 * A warning as Terraform shows it. Terraform shows one of several warnings with the same summary, and counts the
 * others: so the summary names the instance, and the kind. Where many instances of a list fail for one cause, the first
 * ones are named.
 *
 * @param attributes of the block that the diagnostic belongs to
 */
export function warningDiagnostic(
  { kind, text, cause }: Warning,
  instanceId: string,
  attributes: Attributes,
  { listing, shared }: { readonly listing: string; readonly shared: Shared | undefined },
): Diagnostic {
  const what: string = { ...SUMMARIES, ...WARNINGS }[kind];
  const isOneOfMany = cause !== undefined && shared !== undefined && shared.failed > MOST_NAMED;
  const who = isOneOfMany ? `more instances of ${listing}` : redact(instanceId);
  return {
    severity: "warning",
    summary: `${who}: ${what.charAt(0).toLowerCase()}${what.slice(1)}`,
    detail: inTerraformNames(redact(text), attributes),
  };
}
