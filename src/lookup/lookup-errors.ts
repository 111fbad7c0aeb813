/** The errors of a lookup: which are the user's mistake, and what they say about listing, instance and region. Pure. */
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

/** The singular of a list's name, because vendors name one value. */
function needleOf(name: string, sets: string | undefined): string {
  return sets ?? name.replace(/s$/, "");
}

/**
 * The given argument that a vendor's refusal names; undefined if it names none.
 *
 * @param values the given arguments
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

/** Whether `onUnavailable` turns an error into a warning: true unless it is a mistake in the user's arguments. */
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
