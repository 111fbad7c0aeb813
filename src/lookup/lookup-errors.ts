/** The errors of a lookup: which of them are a mistake of the user, and what they say of where they happened. Pure. */
import { type ArgumentValues, isGiven } from "../core/argument";
import { BackupsError, type BackupsErrorCode, type KeptDetails } from "../core/errors";
import { joined } from "../core/message";
import type { Listing } from "../listings/listing";

/** An API that cannot be asked, or an instance that it does not answer for. Never a mistake in the arguments. */
const UNAVAILABLE: ReadonlySet<BackupsErrorCode> = new Set([
  "unavailable",
  "throttled",
  "timeout",
  "denied",
  "credentials",
  "not-found",
  "invalid-response",
]);

/** The singular of a list's name: vendors name one value. */
function needleOf(name: string, sets: string | undefined): string {
  return sets ?? name.replace(/s$/, "");
}

/**
 * The argument that a vendor's refusal names, where it was given; undefined if the refusal is about none of them.
 *
 * @param values the arguments that were given
 */
export function argumentAtFault(
  { arguments: table }: Listing,
  values: ArgumentValues,
  { code, vendorCode, message }: BackupsError,
): string | undefined {
  if (code !== "usage" || vendorCode === undefined) return undefined;
  if (/region/i.test(vendorCode)) return "region";
  return Object.entries(table).find(([name, { sets }]) => {
    if (!isGiven(values[name])) return false;
    const needle = needleOf(name, sets).toLowerCase();
    return (
      vendorCode.toLowerCase().includes(needle) ||
      message
        .toLowerCase()
        .split(/[^a-z0-9]+/)
        .includes(needle)
    );
  })?.[0];
}

/** Whether `onUnavailable` makes a warning of an error: whatever is not a mistake in what the user spelt. */
export function isUnavailable({ code, vendorCode, argument }: BackupsError): boolean {
  return UNAVAILABLE.has(code) || (code === "usage" && vendorCode !== undefined && argument === undefined);
}

/** Puts listing, instance and region in front of a message, and a hint behind its own; a mistake in an argument keeps its name in front. */
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
