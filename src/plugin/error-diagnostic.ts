import { snakeCase } from "../argument";
import type { BackupsError, BackupsErrorCode } from "../errors";
import type { Diagnostic } from "./diagnostics";
import { redact } from "./redact";
import type { Attributes } from "./types";

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

/**
 * An error as Terraform shows it, at the argument at fault where the block has one.
 *
 * @param attributes of the block that the diagnostic belongs to
 */
export function errorDiagnostic(error: BackupsError, attributes: Attributes): Diagnostic {
  const argument = error.argument === undefined ? undefined : snakeCase(error.argument);
  const known = argument !== undefined && Object.hasOwn(attributes, argument);
  const text = redact(error.describe());
  const prefix = `${error.argument}: `;
  return {
    severity: "error",
    summary: SUMMARIES[error.code],
    detail: known && text.startsWith(prefix) ? `${argument}: ${text.slice(prefix.length)}` : text,
    ...(known && argument !== undefined ? { attribute: [argument] } : {}),
  };
}
