import type { PublicBackup } from "./backup";
import type { BackupsErrorCode } from "./codes";
import {
  arg,
  inLines,
  joined,
  type Message,
  message as messageOf,
  render,
  rendered,
  type Told,
} from "./message";
import { redact } from "./redact";

export type { BackupsErrorCode } from "./codes";

/** Details of a failure besides its code and message. */
export interface BackupsErrorDetails {
  /** Listing, such as `tencentcloud-redis`. */
  readonly listing?: string;
  readonly instanceId?: string;
  /** The wrong argument (camelCase), if there is one. */
  readonly argument?: string;
  /** The vendor's own error code, such as `AuthFailure.SignatureFailure`. */
  readonly vendorCode?: string;
  /** The vendor's request ID, for its support. */
  readonly requestId?: string;
  /** Hint, as a sentence. */
  readonly hint?: string;
  /** For `too-old`: the newest restorable backup. */
  readonly backup?: PublicBackup;
  /** For `too-old`: the greatest possible age of its data in seconds, by the vendor's clock. */
  readonly ageSeconds?: number;
}

/** The texts of an error, with their parts. @internal */
interface KeptTexts extends Told {
  /** Listing, instance and region, in front of the message. */
  readonly where?: string;
  /** The argument that the message is about, in front of it. */
  readonly about?: Message;
  /** Several mistakes, each as a separate error. */
  readonly each?: readonly BackupsError[];
}

/** The same details with texts that keep their parts. @internal */
export type KeptDetails = Omit<BackupsErrorDetails, "hint"> & Omit<KeptTexts, "message">;

/** Marks errors of every copy of the library: one process may load a bundle and lib/. */
const MARK = Symbol.for("cdktf-backups.error");

/**
 * The library's only error class. The message says what failed, where and why; `hint` says what to do. Both are in the
 * stack. The other fields are not enumerable, so that Node.js does not print them for an uncaught error.
 */
export class BackupsError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && MARK in value;
  }

  override readonly name = "BackupsError";
  declare readonly code: BackupsErrorCode;
  declare readonly listing?: string;
  declare readonly instanceId?: string;
  declare readonly argument?: string;
  declare readonly vendorCode?: string;
  declare readonly requestId?: string;
  declare readonly hint?: string;
  declare readonly backup?: PublicBackup;
  declare readonly ageSeconds?: number;
  /** @internal */
  declare readonly parts: KeptTexts;

  constructor(code: BackupsErrorCode, message: string, details?: BackupsErrorDetails);
  /** @internal */
  constructor(code: BackupsErrorCode, message: Message, details?: KeptDetails);
  constructor(code: BackupsErrorCode, message: Message, details: KeptDetails = {}) {
    const { where, about, hint, each, ...facts } = details;
    super(render(behind([where, about], message)));
    const parts = { where, about, message, hint, each };
    for (const [name, value] of Object.entries({ ...facts, code, hint: hint && render(hint), parts }))
      Object.defineProperty(this, name, { value });
    Object.defineProperty(this, MARK, { value: true });
    const { stack = "", message: text } = this;
    this.stack = `${this.name}: ${this.describe()}${stack.slice(stack.indexOf(text) + text.length)}`;
  }

  /** The facts, without the texts. @internal */
  get facts(): Omit<BackupsErrorDetails, "hint"> {
    const { listing, instanceId, argument, vendorCode, requestId, backup, ageSeconds } = this;
    return { listing, instanceId, argument, vendorCode, requestId, backup, ageSeconds };
  }

  /** Code, message, hint and facts, for `JSON.stringify`. */
  toJSON(): BackupsErrorDetails & { readonly code: BackupsErrorCode; readonly message: string } {
    return { code: this.code, message: this.message, hint: this.hint, ...this.facts };
  }

  /** The same error with missing details added. */
  with(details: BackupsErrorDetails): BackupsError;
  /** @internal */
  with(details: KeptDetails): BackupsError;
  with(details: KeptDetails): BackupsError {
    const { message, each, ...texts } = this.parts;
    const known = Object.entries({ ...this.facts, ...texts }).filter(([, value]) => value !== undefined);
    return new BackupsError(this.code, message, {
      ...details,
      about: undefined,
      ...Object.fromEntries(known),
      each: each?.map((error) => error.with(details)),
    });
  }

  /** The mistakes in it; itself if it is a single one. @internal */
  get each(): readonly BackupsError[] {
    return this.parts.each ?? [this];
  }

  /** The message with the vendor's references, and the hint, without a part that the front end shows. @internal */
  told(without?: "where" | "about"): Told {
    const { where, about, message, hint } = this.parts;
    const references = [
      this.vendorCode && `vendor code ${this.vendorCode}`,
      this.requestId && `request ID ${this.requestId}`,
    ].filter(Boolean);
    const added = references.length > 0 ? ` (${references.join(", ")})` : "";
    const front = [without === "where" ? undefined : where, without === "about" ? undefined : about];
    return { message: behind(front, messageOf`${message}${added}`), hint };
  }

  /** Message, vendor's references and hint as text for a person. */
  describe(): string {
    return inLines(rendered(this.told()));
  }
}

/** A message with its context in front. */
function behind(front: readonly (Message | undefined)[], message: Message): Message {
  return joined([...front, message], ": ") ?? "";
}

/** Split into words first: one regular expression for URLs is quadratic on hostile input. */
const WORD = /[^\s"'<>]+/g;

/** A word without an address that has a query: a signed address is a secret. */
function withoutAddress(word: string): string {
  let start = word.indexOf("://");
  if (start < 0 || !word.includes("?", start)) return word;
  while (start > 0 && /[\w+.-]/.test(word.charAt(start - 1))) start--;
  return `${word.slice(0, start)}***`;
}

export function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, " ");
}

/** Longest text that is read for a message. */
const MAX_READ_LENGTH = 16 * 1024;

/** The beginning of a text, up to a blank, so that no secret is cut in two. */
function beginningOf(text: string): string {
  if (text.length <= MAX_READ_LENGTH) return text;
  const beginning = text.slice(0, MAX_READ_LENGTH);
  return `${beginning.slice(0, beginning.lastIndexOf(" ") + 1)}…`;
}

/**
 * A server's text for a message: cut, without secrets, signed addresses and control characters. Every shown part of an
 * answer, headers included, must pass through it.
 *
 * @param secrets secret keys, tokens and signatures of the request
 */
export function quotable(text: string, maxLength: number, secrets: readonly string[] = []): string {
  const open = redact(beginningOf(text).replace(WORD, withoutAddress), secrets);
  const cut = open.length > maxLength ? `${open.slice(0, maxLength)}…` : open;
  return withoutControls(cut);
}

/** Environment variables, whose names are the same in every front end. */
const VARIABLE = /_|^[A-Z]/;

/** A `usage` error. */
export function usageError(argument: string, problem: Message, hint?: Message): BackupsError {
  const about = VARIABLE.test(argument) ? argument : [arg(argument)];
  return new BackupsError("usage", problem, { argument, hint, about });
}

/** A single mistake, or one error with all of them; undefined if there is none. */
export function asOne(mistakes: readonly BackupsError[]): BackupsError | undefined {
  const [first, second] = mistakes;
  if (first === undefined || second === undefined) return first;
  const lines = mistakes.map((mistake) => {
    const { message, hint } = mistake.told();
    return messageOf`${message}.${hint ? messageOf` ${hint}` : ""}`;
  });
  return new BackupsError("usage", joined(lines, "\n") ?? "", {
    ...first.facts,
    hint: undefined,
    each: mistakes,
  });
}
