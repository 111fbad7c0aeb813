import { redact as redactFrom } from "../../core/redact";

const secrets = new Set<string>();

/**
 * Registers a secret for `redact`, for as long as the process lives.
 *
 * @param secret a secret key or a token; one of fewer than 4 characters is ignored
 */
export function registerSecret(secret: string): void {
  secrets.add(secret);
}

/** Removes all registered secrets, and values named signature or token, from a text. */
export function redact(text: string): string {
  return redactFrom(text, [...secrets]);
}

/** Redacts a text that comes in pieces, also secrets across two pieces. */
export class RedactedStream {
  #kept = "";

  /** Returns the part of the text so far that certainly contains no secret. */
  push(piece: string): string {
    this.#kept += piece;
    return this.#take(this.#kept.length - longest() + 1);
  }

  end(): string {
    return this.#take(this.#kept.length);
  }

  /** @param before a secret that begins before this place is complete */
  #take(before: number): string {
    let clean = "";
    let done = 0;
    for (const { index, 0: secret } of this.#kept.matchAll(anySecret())) {
      if (index >= before) break;
      clean += `${this.#kept.slice(done, index)}***`;
      done = index + secret.length;
    }
    const end = Math.max(done, before);
    clean += this.#kept.slice(done, end);
    this.#kept = this.#kept.slice(end);
    return clean;
  }
}

/** Shorter texts are not keys, and redacting them would remove ordinary words. */
const MIN_LENGTH = 4;

function hidden(): readonly string[] {
  return [...secrets].filter(({ length }) => length >= MIN_LENGTH);
}

function longest(): number {
  return Math.max(1, ...hidden().map(({ length }) => length));
}

function anySecret(): RegExp {
  const longestFirst = [...hidden()].sort((a, b) => b.length - a.length);
  const escaped = longestFirst.map((secret) => secret.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(escaped.length > 0 ? escaped.join("|") : "(?!)", "g");
}
