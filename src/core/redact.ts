/** Removes signatures, secret keys and tokens from messages and logs, in every encoding. Pure. */

const HIDDEN = "***";
/** Shorter texts are ordinary words, not keys. */
const MIN_LENGTH = 4;
/** Names of signatures and tokens. */
const LABEL = /sign(?:ature)?$|token$/i;
/** Largest number of words between the name and the value, as in "the token that you sent was …". */
const WORDS_BETWEEN = 5;
const HEX = /^[0-9a-f]{32,}$/i;
const MIN_BASE64 = 20;

/** A text without its escapes, and the former place of each character. */
interface Plain {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** A character reference of HTML: gateways escape quoted texts. */
const REFERENCE = /&(?:#(\d{1,5})|#x([0-9a-f]{1,4})|(amp|quot|apos|lt|gt));$/i;
const NAMED: Readonly<Record<string, string>> = { amp: "&", quot: '"', apos: "'", lt: "<", gt: ">" };
const LONGEST_REFERENCE = "&#65535;".length;

function referenceAtEnd(chars: readonly string[]): { length: number; char: string } | undefined {
  const [written, decimal, hex, name] = REFERENCE.exec(chars.slice(-LONGEST_REFERENCE).join("")) ?? [];
  if (written === undefined) return undefined;
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  return { length: written.length, char: NAMED[name?.toLowerCase() ?? ""] ?? String.fromCharCode(code) };
}

/** An escape at the end of a text: `%2B`, `\u002b`, `\/`, `\"` or `&#x2b;`. */
function escapeAtEnd(chars: readonly string[]): { length: number; char: string } | undefined {
  const last = chars.at(-1) as string;
  if ((last === "/" || last === '"') && chars.at(-2) === "\\") return { length: 2, char: last };
  if (last === ";") return referenceAtEnd(chars);
  if (!/[0-9a-f]/i.test(last)) return undefined;
  const [written, percent, unicode] =
    /(?:%([0-9a-f]{2})|\\u([0-9a-f]{4}))$/i.exec(chars.slice(-6).join("")) ?? [];
  const digits = percent ?? unicode;
  if (!written || !digits) return undefined;
  return { length: written.length, char: String.fromCharCode(Number.parseInt(digits, 16)) };
}

/** Undoes escapes in one pass: after each, it looks for an outer one at the same place. */
function withoutEscapes(text: string): Plain {
  if (!/[%\\&]/.test(text)) {
    const starts = Array.from({ length: text.length }, (_, index) => index);
    return { text, starts, ends: starts.map((index) => index + 1) };
  }
  const chars: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (let index = 0; index < text.length; index++) {
    chars.push(text.charAt(index));
    starts.push(index);
    ends.push(index + 1);
    for (let found = escapeAtEnd(chars); found; found = escapeAtEnd(chars)) {
      const at = chars.length - found.length;
      const end = ends.at(-1) as number;
      for (const list of [chars, starts, ends]) list.length = at + 1;
      chars[at] = found.char;
      ends[at] = end;
    }
  }
  return { text: chars.join(""), starts, ends };
}

/** The part of a secret's Base64 that does not depend on the text around it, for each alignment. */
function inBase64(secret: string): string[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    const whole = Math.floor((bytes.length * 8) / 6);
    return bytes.toString("base64").slice(Math.ceil((before * 8) / 6), whole);
  });
}

/** The forms of a secret to search for, in lower case. */
function formsOf(secret: string): string[] {
  const base64 = inBase64(secret);
  const url = base64.map((form) => form.replaceAll("+", "-").replaceAll("/", "_"));
  // encodeURIComponent throws for a lone surrogate.
  const encoded = /\p{Cs}/u.test(secret) ? secret : encodeURIComponent(secret);
  return [
    withoutEscapes(secret).text,
    secret,
    encoded,
    Buffer.from(secret).toString("hex"),
    ...base64,
    ...url,
  ]
    .filter((form) => form.length >= MIN_LENGTH)
    .map((form) => form.toLowerCase());
}

type Range = readonly [from: number, to: number];

function rangesOf(text: string, secrets: readonly string[]): Range[] {
  const folded = text.toLowerCase();
  // Some letters become two in lower case; no secret has one.
  if (folded.length !== text.length) return rangesOf(text.replace(/[^\0-\x7f]/g, "\0"), secrets);
  const ranges: Range[] = [];
  for (const form of new Set(secrets.filter(({ length }) => length >= MIN_LENGTH).flatMap(formsOf))) {
    for (let at = folded.indexOf(form); at >= 0; at = folded.indexOf(form, at + form.length))
      ranges.push([at, at + form.length]);
  }
  return ranges;
}

function looksSecret(word: string): boolean {
  if (HEX.test(word)) return true;
  return word.length >= MIN_BASE64 && /\d/.test(word) && /[a-z]/.test(word) && /[A-Z]/.test(word);
}

/** Hexadecimal digits or Base64 after a word for a signature or a token. */
function labelledIn(text: string): Range[] {
  const ranges: Range[] = [];
  let between = Number.POSITIVE_INFINITY;
  for (const { 0: word, index } of text.matchAll(/[\w+/.~-]+={0,2}/g)) {
    const name = word.replace(/=+$/, "");
    if (LABEL.test(name)) between = 0;
    else if (between <= WORDS_BETWEEN && looksSecret(name)) ranges.push([index, index + word.length]);
    else between += 1;
  }
  return ranges;
}

/**
 * A text without secrets in any letter case, escape (of addresses, JSON or HTML, also nested), Base64 or hexadecimal
 * digits, and without values that are called a signature or a token and look like one.
 *
 * @param secrets secret keys, tokens and signatures; those of fewer than 4 characters are ignored
 */
export function redact(text: string, secrets: readonly string[]): string {
  const plain = withoutEscapes(text);
  const found = [...rangesOf(plain.text, secrets), ...labelledIn(plain.text)];
  const written = found.map(
    ([from, to]): Range => [plain.starts[from] as number, plain.ends[to - 1] as number],
  );
  // Search the original text too: with the text after it, the end of a secret may look like an escape.
  const ranges = [...written, ...rangesOf(text, secrets)].sort(([a], [b]) => a - b);
  let [shown, done] = ["", 0];
  for (const [start, end] of ranges) {
    if (end <= done) continue;
    if (start >= done) shown += text.slice(done, start) + HIDDEN;
    done = end;
  }
  return shown + text.slice(done);
}
