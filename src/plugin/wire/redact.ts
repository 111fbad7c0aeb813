import { redact as redactFrom } from "../../redact";

const secrets = new Set<string>();

/**
 * Registers a secret for `redact`, for as long as the process lives.
 *
 * @param secret a secret key or a token; one of fewer than 4 characters is ignored
 */
export function registerSecret(secret: string): void {
  secrets.add(secret);
}

/** A text without any registered secret, and without what it calls a signature or a token. */
export function redact(text: string): string {
  return redactFrom(text, [...secrets]);
}
