/** JSON without loss: integers beyond 2^53 - 1 become bigint instead of being rounded. */
import { parse, stringify } from "lossless-json";

/** Vendors' longest numbers have 24 digits. The time for a bigint grows faster than its length. */
const MAX_DIGITS = 1000;

function exactNumber(text: string): number | bigint {
  if (!/^-?\d+$/.test(text)) return Number(text);
  if (text.length > MAX_DIGITS) throw new SyntaxError(`a number has more than ${MAX_DIGITS} digits`);
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}

/** Vendors nest a few levels. A much deeper value would overflow the stack. */
const MAX_DEPTH = 1000;

export class TooManyValues extends Error {}

const QUOTE = '"'.charCodeAt(0);
const COLON = ":".charCodeAt(0);
const COMMA = ",".charCodeAt(0);
const ZERO = "0".charCodeAt(0);
const NINE = "9".charCodeAt(0);
const OPEN_LIST = "[".charCodeAt(0);
const CLOSE_LIST = "]".charCodeAt(0);
const OPEN_OBJECT = "{".charCodeAt(0);
const CLOSE_OBJECT = "}".charCodeAt(0);

/** Longest number that the native parser never rounds. */
const SAFE_DIGITS = 15;

/** End of a string that begins after a quotation mark. */
function endOfText(json: string, from: number): number {
  for (let end = json.indexOf('"', from); end >= 0; end = json.indexOf('"', end + 1)) {
    let first = end;
    while (json[first - 1] === "\\") first--;
    if ((end - first) % 2 === 0) return end;
  }
  return json.length;
}

/**
 * Counts the values and keys before parsing, because a small text may need a thousand times its size.
 *
 * @throws SyntaxError if it is nested too deeply; TooManyValues
 */
function contentsOf(json: string, maxValues: number) {
  let [values, keys, depth, digits, hasLongNumber] = [1, 0, 0, 0, false];
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    digits = code >= ZERO && code <= NINE ? digits + 1 : 0;
    if (digits > SAFE_DIGITS) hasLongNumber = true;
    if (code === QUOTE) at = endOfText(json, at + 1);
    else if (code === COLON) keys += 1;
    else if (code === COMMA) values += 1;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      depth += 1;
      values += 1;
      if (depth > MAX_DEPTH) throw new SyntaxError(`nested more than ${MAX_DEPTH} levels deep`);
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1;
    if (values > maxValues) throw new TooManyValues(`more than ${maxValues} values`);
  }
  return { keys, hasLongNumber };
}

/** Number of keys of all objects in a value. */
function countKeys(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const inner: unknown[] = Object.values(value);
  let count = Array.isArray(value) ? 0 : inner.length;
  for (const item of inner) count += countKeys(item);
  return count;
}

/**
 * Reads JSON. Uses the native parser if no digit can be lost, because it is several times faster.
 *
 * @param maxValues largest number of values; an empty object or list may count twice
 * @throws SyntaxError if it is not JSON, is nested too deeply, or has a duplicate key; TooManyValues
 */
export function parseJson(text: string, maxValues = Number.POSITIVE_INFINITY): unknown {
  const { keys, hasLongNumber } = contentsOf(text, maxValues);
  const value: unknown = hasLongNumber ? parse(text, null, exactNumber) : JSON.parse(text);
  // Neither parser rejects all duplicate keys.
  if (countKeys(value) !== keys) throw new SyntaxError("an object names a key twice");
  return value;
}

/** Writes JSON, with bigints as integers. */
export function toJson(value: unknown, indent?: number): string {
  try {
    return JSON.stringify(value, null, indent) ?? "null";
  } catch {
    // The native writer does not support bigint.
    return stringify(value, null, indent) ?? "null";
  }
}
