/** JSON without loss: integers beyond 2^53 - 1 become bigint instead of being rounded. */
import { parse, stringify } from "lossless-json";

/** Vendors' longest numbers have 24 digits. Reading and writing a bigint takes more than its length in time. */
const MAX_DIGITS = 1000;

function exactNumber(text: string): number | bigint {
  if (!/^-?\d+$/.test(text)) return Number(text);
  if (text.length > MAX_DIGITS) throw new SyntaxError(`a number has more than ${MAX_DIGITS} digits`);
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}

/** A number of 16 digits or more, which the native parser may round; the same in a text is a false alarm at most. */
const LONG_NUMBER = /(?:^|[:[,])\s*-?\d{16}/;

/** A quotation mark before a colon: the end of every key, and at times a part of a text. */
const KEY_END = /"\s*:/g;

/** A text, with a colon behind it where it is a key. */
const TEXT = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g;

/** How many keys a JSON text has. */
function keysIn(text: string): number {
  let count = 0;
  for (const [, colon] of text.matchAll(TEXT)) if (colon !== undefined) count++;
  return count;
}

/** Vendors nest a handful of levels. Far beyond this, whatever walks through the value later runs out of stack. */
const MAX_DEPTH = 1000;

/**
 * How many keys all objects of a value have.
 *
 * @throws SyntaxError when it is nested too deeply
 */
function countKeys(value: unknown): number {
  let count = 0;
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) throw new SyntaxError(`nested more than ${MAX_DEPTH} levels deep`);
    const below: unknown[] = [];
    for (const next of level) {
      if (typeof next !== "object" || next === null) continue;
      const inner: unknown[] = Object.values(next);
      if (!Array.isArray(next)) count += inner.length;
      for (const item of inner) if (typeof item === "object") below.push(item);
    }
    level = below;
  }
  return count;
}

/**
 * What the native parser makes of a text, several times faster; undefined where it may lose something: a digit, or one
 * of two keys of the same name. A text has at least as many ends of keys as keys, so equal counts mean that none is lost.
 */
function parseNatively(text: string): { readonly value: unknown } | undefined {
  if (LONG_NUMBER.test(text)) return undefined;
  const value: unknown = JSON.parse(text);
  const ends = text.match(KEY_END)?.length ?? 0;
  return countKeys(value) === ends ? { value } : undefined;
}

/**
 * Reads JSON.
 *
 * @throws SyntaxError when the text is not JSON, is nested too deeply, or an object names a key twice
 */
export function parseJson(text: string): unknown {
  const native = parseNatively(text);
  if (native) return native.value;
  const value = parse(text, null, exactNumber);
  // The library lets a key come twice where it takes the values for equal, and {} and [] for that.
  if (countKeys(value) !== keysIn(text)) throw new SyntaxError("an object names a key twice");
  return value;
}

/** Writes JSON; a bigint is written as the integer it is. */
export function toJson(value: unknown, indent?: number): string {
  try {
    return JSON.stringify(value, null, indent) ?? "null";
  } catch {
    // The native writer knows no bigint.
    return stringify(value, null, indent) ?? "null";
  }
}
