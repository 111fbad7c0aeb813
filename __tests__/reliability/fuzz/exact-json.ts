/** A number as it was written. */
export class Digits {
  constructor(readonly text: string) {}
}

/** JSON with every digit and every key. */
export type Exact = string | boolean | null | Digits | Exact[] | Map<string, Exact>;

/** What a text holds. */
export interface ExactJson {
  readonly value: Exact;
  /** Keys that one object names twice. */
  readonly clashes: readonly string[];
  /** Objects as they were written. */
  readonly sources: WeakMap<object, string>;
}

const TOKEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON allows none in a text
  /[ \t\n\r]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))/y;

/** A plain reader of JSON, for comparison. @throws SyntaxError; RangeError for what is nested too deeply */
export function readExactly(text: string): ExactJson {
  const clashes: string[] = [];
  const sources = new WeakMap<object, string>();
  let at = 0;
  let start = 0;
  const fail = (): never => {
    throw new SyntaxError(`no JSON at ${at}`);
  };
  const token = () => {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text) ?? fail();
    at = TOKEN.lastIndex;
    const found = match[1] ?? match[2] ?? match[3] ?? match[4] ?? fail();
    start = at - found.length;
    return found;
  };
  const value = (first: string): Exact => {
    const from = start;
    if (first === "{") {
      const object = new Map<string, Exact>();
      for (let next = token(); next !== "}"; next = token()) {
        if (object.size > 0) next = next === "," ? token() : fail();
        if (!next.startsWith('"')) fail();
        const key = JSON.parse(next) as string;
        if (token() !== ":") fail();
        const inner = value(token());
        if (object.has(key)) clashes.push(key);
        object.set(key, inner);
      }
      sources.set(object, text.slice(from, at));
      return object;
    }
    if (first === "[") {
      const items: Exact[] = [];
      for (let next = token(); next !== "]"; next = token()) {
        if (items.length > 0) next = next === "," ? token() : fail();
        items.push(value(next));
      }
      return items;
    }
    if (first.startsWith('"')) return JSON.parse(first) as string;
    if (first === "true" || first === "false") return first === "true";
    if (first === "null") return null;
    return /^[-\d]/.test(first) ? new Digits(first) : fail();
  };
  const read = value(token());
  if (/[^ \t\n\r]/.test(text.slice(at))) fail();
  return { value: read, clashes, sources };
}
