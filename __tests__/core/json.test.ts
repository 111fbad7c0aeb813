import fc from "fast-check";
import { parseJson, toJson } from "../../src/core/json";

describe("JSON", () => {
  it("keeps integers of any size", () => {
    expect(parseJson("[9007199254740991, 9007199254740993, -9223372036854775808]")).toEqual([
      9007199254740991,
      9007199254740993n,
      -9223372036854775808n,
    ]);
    expect(parseJson("678362566696298532848117")).toBe(678362566696298532848117n);
    fc.assert(
      fc.property(fc.bigInt(), (value) => {
        expect(BigInt(parseJson(String(value)) as number | bigint)).toBe(value);
        expect(toJson({ value })).toBe(`{"value":${value}}`);
      }),
    );
  });

  it("loses nothing if texts look like keys and numbers", () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('":1', ',"a":', ":9007199254740993", "[-1234567890123456"),
    );
    const value = fc.oneof(text, fc.bigInt(), fc.integer(), fc.constant("678362566696298532848117"));
    fc.assert(
      fc.property(fc.array(fc.dictionary(text, value)), (rows) => {
        const exact = (read: unknown) =>
          JSON.stringify(read, (_key, item) => (typeof item === "bigint" ? `${item}` : item));
        const numbersAsText = (_key: string, item: unknown) => (typeof item === "number" ? `${item}` : item);
        const expected = JSON.stringify(JSON.parse(exact(rows)), numbersAsText);
        expect(JSON.stringify(JSON.parse(exact(parseJson(toJson(rows)))), numbersAsText)).toBe(expected);
      }),
    );
  });

  it("reads long numbers that are not integers as JSON.parse does, and keys that look like its own", () => {
    for (const text of [
      "1.23456789012345678",
      "12345678901234567.5",
      "12345678901234567e2",
      "1e-12345678901234567",
    ]) {
      expect(parseJson(text)).toBe(JSON.parse(text));
    }
    const read = parseJson('{"__proto__":12345678901234567890,"a":[["-12345678901234567890"]]}') as object;
    expect(Object.entries(read)).toEqual([
      ["__proto__", 12345678901234567890n],
      ["a", [["-12345678901234567890"]]],
    ]);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });

  it("rejects more than 1,000 levels, also with long numbers", () => {
    const nested = (levels: number, inside: string) => "[".repeat(levels) + inside + "]".repeat(levels);
    expect(() => parseJson(nested(900, "1"))).not.toThrow();
    expect(() => parseJson(nested(200_000, "1"))).toThrow(SyntaxError);
    expect(() => parseJson(nested(1200, "12345678901234567890"))).toThrow(SyntaxError);
  });

  it("reads everything else as JSON.parse does", () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false } as object), (text) => {
        fc.pre(!/\d{16}|__proto__|e[+-]?\d|-0/i.test(text));
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    "",
    "<html>",
    "{",
    '{"a":1',
    "[1,]",
    '{"a":1,"a":2}',
    '{"a":1,"a":1}',
    '{"a":{},"a":[]}',
    '{"a":12345678901234567,"\\u0061":12345678901234567}',
    "{12345678901234567:1}",
    "[12345678901234567 12345678901234568]",
    "[--12345678901234567]",
    "[0012345678901234567]",
    "[12345678901234567a]",
    "12345678901234567,",
    "undefined",
    "NaN",
  ])("refuses %j", (text) => {
    expect(() => parseJson(text)).toThrow();
  });

  it("writes anything that is not a JSON value as null", () => {
    expect(toJson(undefined)).toBe("null");
    expect(toJson({ a: undefined, b: [1n] }, 1)).toBe('{\n "b": [\n  1\n ]\n}');
  });
});
