import { BackupsError } from "../core/errors";
import type { Cloud } from "./cloud";
import type { Credentials } from "./keys";

/** Secret parts of credentials. An access key ID is not secret. */
export function secretsIn({ secretKey, securityToken }: Partial<Credentials>): readonly string[] {
  return [secretKey, securityToken].filter((secret): secret is string => Boolean(secret));
}

/** Anything but the characters of keys, which fit into a header. */
const UNUSABLE = /[^\x21-\x7e]/u;

/**
 * Throws for keys with other characters: Node.js would send only the last byte of a character, and the vendor would
 * reject, and perhaps quote, another key.
 *
 * @param path their file, if they come from one
 * @throws BackupsError `credentials`, without a part of the key
 */
export function checkUsable(cloud: Cloud, credentials: Credentials, path?: string): void {
  const place = path === undefined ? "" : ` in ${path}`;
  for (const name of ["accessKey", "secretKey", "securityToken"] as const) {
    const found = UNUSABLE.exec(credentials[name] ?? "");
    if (!found) continue;
    const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    throw new BackupsError(
      "credentials",
      `the ${name} for ${cloud.title}${place} has a character that keys never contain: U+${code}, at position ${found.index + 1}`,
      { hint: "Copy it again, without blanks, line breaks and invisible characters." },
    );
  }
}
