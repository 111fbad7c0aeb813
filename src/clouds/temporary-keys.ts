/** Reads temporary keys from answers of STS, metadata servers and credentials URIs. Never quotes an answer. Pure. */
import { BackupsError } from "../core/errors";
import { parseTime } from "../core/time";
import { field, text } from "./envelope";
import type { Credentials } from "./keys";

/** A vendor's field names for temporary keys. */
export interface KeyFields {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly token: string;
  /** When they expire. */
  readonly expiry: string;
}

/** A time from RFC 3339; undefined for anything else. */
export function fromTimestamp(value: unknown): Date | undefined {
  return parseTime(text(value) ?? "", "Z") ?? undefined;
}

/** The error for an answer that the vendor does not document. */
export function unlikeKeys(who: string, problem: string): BackupsError {
  return new BackupsError("credentials", `${who} gave no usable keys: ${problem}`, {
    hint: "Check that the vendor's own server answers, not a proxy or a portal.",
  });
}

/**
 * Temporary keys from an answer.
 *
 * @param who the server, for a message
 * @param mayLast whether keys without an expiry are accepted
 * @throws BackupsError `credentials` if a part is missing
 */
export function temporaryKeys(
  answer: unknown,
  names: KeyFields,
  expiresAt: Date | undefined,
  who: string,
  mayLast = false,
): Credentials {
  if (!expiresAt && !mayLast) throw unlikeKeys(who, `its answer has no ${names.expiry}`);
  const part = (name: string) => {
    const found = field(answer, name);
    if (typeof found === "string" && found.trim() !== "") return found.trim();
    throw unlikeKeys(who, `its answer has no ${name}`);
  };
  return {
    accessKey: part(names.accessKey),
    secretKey: part(names.secretKey),
    securityToken: part(names.token),
    ...(expiresAt && { expiresAt }),
  };
}

/**
 * The JSON object of an answer.
 *
 * @throws BackupsError `credentials`
 */
export function jsonOf(answer: string, who: string): object {
  let value: unknown;
  try {
    value = JSON.parse(answer);
  } catch {
    throw unlikeKeys(who, "its answer is not JSON");
  }
  if (typeof value === "object" && value !== null) return value;
  throw unlikeKeys(who, "its answer is no JSON object");
}
