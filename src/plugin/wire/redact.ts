/** Shorter texts are no keys, and hiding them would blot out ordinary words. */
const MIN_LENGTH = 4;

const secrets = new Set<string>();

/**
 * Registers a secret for `redact`, for as long as the process lives, also in the form it has inside a URL.
 *
 * @param secret a key or token; one of fewer than 4 characters is ignored
 */
export function registerSecret(secret: string): void {
  if (secret.length < MIN_LENGTH) return;
  secrets.add(secret);
  // A lone surrogate has no such form.
  if (!/\p{Surrogate}/u.test(secret)) secrets.add(encodeURIComponent(secret));
}

/** Replaces every registered secret in a text by `***`. */
export function redact(text: string): string {
  // The longest first: one secret may be the beginning of another.
  const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
  return longestFirst.reduce((redacted, secret) => redacted.replaceAll(secret, "***"), text);
}
