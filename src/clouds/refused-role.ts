/** Explains a role's refusal: the part of its trust policy to check. Pure. */
import { BackupsError, quotable } from "../core/errors";

/** Codes that say nothing about a role, because the vendor did not answer. */
const UNREACHED: ReadonlySet<BackupsError["code"]> = new Set(["unavailable", "throttled", "timeout"]);

/**
 * Turns an STS error into one about a role.
 *
 * @param remedy hint if the vendor refused
 */
export function refusedRole(error: unknown, roleArn: string, askedBy: string, remedy: string): unknown {
  if (!(error instanceof BackupsError)) return error;
  const unreached = UNREACHED.has(error.code) && !error.vendorCode;
  const role = quotable(roleArn, 200);
  return new BackupsError(
    UNREACHED.has(error.code) ? error.code : "credentials",
    `the role ${role} that ${askedBy} asks for could not be assumed: ${error.message}`,
    { ...error.facts, hint: unreached ? error.parts.hint : remedy },
  );
}

/** The claims of a token that trust policies check, for a message; they are not secret. Empty if it is not a JWT. */
export function claimsOf(token: string): string {
  try {
    const payload = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    const claims = ["iss", "aud", "sub"]
      .filter((name) => Object.hasOwn(payload, name))
      .map((name) => `${name} ${quotable(String(payload[name]), 150)}`);
    return claims.length > 0 ? ` The token says ${claims.join(", ")}.` : "";
  } catch {
    return "";
  }
}
