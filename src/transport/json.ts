/** JSON without loss: integers beyond 2^53 - 1 become bigint instead of being rounded. */
import { parse, stringify } from "lossless-json";

function exactNumber(text: string): number | bigint {
  if (!/^-?\d+$/.test(text)) return Number(text);
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}

/**
 * Reads JSON.
 *
 * @throws SyntaxError when the text is not JSON, or an object names a key twice with different values
 */
export function parseJson(text: string): unknown {
  return parse(text, null, exactNumber);
}

/** Writes JSON; a bigint is written as the integer it is. */
export function toJson(value: unknown, indent?: number): string {
  return stringify(value, null, indent) ?? "null";
}
