/** The errors of a lookup: their context, and which are the user's mistakes. Pure. */
import { type ArgumentValues, isGiven } from "../core/argument";
import { BackupsError, type BackupsErrorCode, type KeptDetails } from "../core/errors";
import { joined } from "../core/message";
import type { Listing } from "../listings/listing";

/** Codes for an unreachable API, or an instance without an answer; not for mistakes in the arguments. */
const UNAVAILABLE: ReadonlySet<BackupsErrorCode> = new Set([
  "unavailable",
  "throttled",
  "timeout",
  "denied",
  "credentials",
  "not-found",
  "invalid-response",
]);

/** The given argument that a vendor's refusal names, if any. */
export function argumentAtFault(
  { arguments: table }: Listing,
  values: ArgumentValues,
  { code, vendorCode, message }: BackupsError,
): string | undefined {
  if (code !== "usage" || vendorCode === undefined) return undefined;
  if (/region/i.test(vendorCode)) return "region";
  const words = message.toLowerCase().split(/[^a-z0-9]+/);
  return Object.entries(table).find(([name, { sets }]) => {
    if (!isGiven(values[name])) return false;
    // Vendors name one value of a list.
    const needle = (sets ?? name.replace(/s$/, "")).toLowerCase();
    return vendorCode.toLowerCase().includes(needle) || words.includes(needle);
  })?.[0];
}

/** Whether `onUnavailable` can turn an error into a warning: not for mistakes in the arguments. */
export function isUnavailable({ code, vendorCode, argument }: BackupsError): boolean {
  return UNAVAILABLE.has(code) || (code === "usage" && vendorCode !== undefined && argument === undefined);
}

/** Puts `where` before the message, unless it begins with an argument, and the hint after its own. */
export function inContext(
  error: BackupsError,
  where: string,
  { hint, ...details }: KeptDetails,
): BackupsError {
  if (error.code === "usage" && error.argument) return error.with({ ...details, hint });
  return new BackupsError(error.code, error.parts.message, {
    ...error.with(details).facts,
    where,
    hint: joined([error.parts.hint, hint], " "),
  });
}
