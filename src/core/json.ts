/** JSON without loss: integers beyond 2^53 - 1 become bigint instead of being rounded. */
import { randomUUID } from "node:crypto";
import { stringify } from "lossless-json";

/** Vendors' longest numbers have 24 digits. The time for a bigint grows faster than its length. */
const MAX_DIGITS = 1000;

function exactInteger(text: string): number | bigint {
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

/** Digits of the longest integer that the native parser never rounds. */
const SAFE_DIGITS = 15;

const isDigit = (code: number) => code >= ZERO && code <= NINE;

/** Whether digits are a whole integer: no leading zero, fraction or exponent. */
function isInteger(json: string, from: number, to: number): boolean {
  const before = from - (json[from - 1] === "-" ? 2 : 1);
  return json[from] !== "0" && !/[.eE+]/.test((json[before] ?? "") + (json[to] ?? ""));
}

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
 * Counts the values and keys before parsing, because a small text may need a thousand times its size. Also finds the
 * integers that the native parser may round.
 *
 * @throws SyntaxError if it is nested too deeply; TooManyValues
 */
function contentsOf(json: string, maxValues: number) {
  let [values, keys, depth] = [1, 0, 0];
  const long: [from: number, to: number][] = [];
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) at = endOfText(json, at + 1);
    else if (isDigit(code)) {
      const from = at;
      while (isDigit(json.charCodeAt(at + 1))) at++;
      if (at - from >= SAFE_DIGITS && isInteger(json, from, at + 1)) long.push([from, at + 1]);
    } else if (code === COLON) keys += 1;
    else if (code === COMMA) values += 1;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      depth += 1;
      values += 1;
      if (depth > MAX_DEPTH) throw new SyntaxError(`nested more than ${MAX_DEPTH} levels deep`);
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1;
    if (values > maxValues) throw new TooManyValues(`more than ${maxValues} values`);
  }
  return { keys, long };
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
 * Parses a text with long integers: the native parser gets each in a list with a text that nobody can guess. A list
 * cannot be a key, so nothing becomes JSON by this.
 */
function parseExactly(json: string, long: readonly (readonly [from: number, to: number])[]): unknown {
  const mark = randomUUID();
  let marked = "";
  let end = 0;
  for (const [digits, to] of long) {
    const from = json[digits - 1] === "-" ? digits - 1 : digits;
    marked += `${json.slice(end, from)}["${mark}${json.slice(from, to)}"]`;
    end = to;
  }
  const whole = { value: JSON.parse(marked + json.slice(end)) as unknown };
  putBack(whole, mark);
  return whole.value;
}

function putBack(container: object, mark: string): void {
  for (const [key, value] of Object.entries(container)) {
    if (typeof value !== "object" || value === null) continue;
    const [text] = Array.isArray(value) ? value : [];
    if (typeof text !== "string" || !text.startsWith(mark)) putBack(value, mark);
    // An assignment to `__proto__` would not make a key.
    else Reflect.defineProperty(container, key, { value: exactInteger(text.slice(mark.length)) });
  }
}

/**
 * Reads JSON by the native parser, which is several times faster than any other.
 *
 * @param maxValues largest number of values; an empty object or list may count twice
 * @throws SyntaxError if it is not JSON, is nested too deeply, or has a duplicate key; TooManyValues
 */
export function parseJson(text: string, maxValues = Number.POSITIVE_INFINITY): unknown {
  const { keys, long } = contentsOf(text, maxValues);
  const value: unknown = long.length > 0 ? parseExactly(text, long) : JSON.parse(text);
  // The parser takes the last one of duplicate keys.
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
