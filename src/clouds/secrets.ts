import { BackupsError } from "../core/errors";
import type { Cloud, Credentials } from "./cloud";

/** Secret parts of credentials. An access key ID is not secret. */
export function secretsIn({ secretKey, securityToken }: Partial<Credentials>): readonly string[] {
  return [secretKey, securityToken].filter((secret): secret is string => Boolean(secret));
}

/** Characters that a header can hold, and that keys consist of. */
const UNUSABLE = /[^\x21-\x7e]/u;

/**
 * Refuses keys that cannot be sent as they are: Node.js would shorten a character to its last byte, and the vendor
 * refuse, and perhaps repeat, something else than what was given.
 *
 * @param path the file that they stand in, if they stand in one
 * @throws BackupsError `credentials`, which shows nothing of a key
 */
export function checkUsable(cloud: Cloud, credentials: Credentials, path?: string): void {
  const place = path === undefined ? "" : ` in ${path}`;
  for (const name of ["accessKey", "secretKey", "securityToken"] as const) {
    const found = UNUSABLE.exec(credentials[name] ?? "");
    if (!found) continue;
    const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    throw new BackupsError(
      "credentials",
      `the ${name} for ${cloud.title}${place} has a character that no key has: U+${code}, at position ${found.index + 1}`,
      { hint: "Copy it once more, without blanks, line breaks and invisible characters." },
    );
  }
}
