import fc from "fast-check";
import { decodeObject } from "../../../src/plugin/wire/decode-value";
import { encodeObject, encodePlanned } from "../../../src/plugin/wire/encode-value";
import {
  type Attribute,
  type TfObject,
  type TfType,
  type TfValue,
  UNKNOWN,
} from "../../../src/plugin/wire/types";

/** Writes MessagePack the way Terraform does, so that the bytes under test do not come from the library that reads them. */
function wire(value: TfValue): Buffer {
  if (value === null) return hex("c0");
  if (value === UNKNOWN) return hex("d4 00 00");
  if (typeof value === "boolean") return hex(value ? "c3" : "c2");
  if (typeof value === "string") return text(value);
  if (typeof value === "number" || typeof value === "bigint") return number(value);
  if (Array.isArray(value)) return Buffer.concat([size(0x90, 0xdc, value.length), ...value.map(wire)]);
  const members = Object.entries(value).map(([key, item]) => Buffer.concat([text(key), wire(item)]));
  return Buffer.concat([size(0x80, 0xde, members.length), ...members]);
}

function number(value: number | bigint): Buffer {
  if (typeof value === "number" && !Number.isInteger(value)) return text(String(value));
  const integer = BigInt(value);
  if (integer >= 0 && integer < 128n) return Buffer.from([Number(integer)]);
  if (integer < 0 && integer >= -32n) return Buffer.from([256 + Number(integer)]);
  const unsigned: [number, bigint, number][] = [
    [0xcc, 0xffn, 1],
    [0xcd, 0xffffn, 2],
    [0xce, 0xffffffffn, 4],
    [0xcf, 0xffffffffffffffffn, 8],
  ];
  const signed: [number, bigint, number][] = [
    [0xd0, -0x80n, 1],
    [0xd1, -0x8000n, 2],
    [0xd2, -0x80000000n, 4],
    [0xd3, -0x8000000000000000n, 8],
  ];
  const fits = (limit: bigint) => (integer >= 0 ? integer <= limit : integer >= limit);
  const form = (integer >= 0 ? unsigned : signed).find(([, limit]) => fits(limit));
  if (!form) return text(String(integer));
  const [tag, , bytes] = form;
  const digits = BigInt.asUintN(bytes * 8, integer)
    .toString(16)
    .padStart(bytes * 2, "0");
  return Buffer.concat([Buffer.from([tag]), Buffer.from(digits, "hex")]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  if (bytes.length < 32) return Buffer.concat([Buffer.from([0xa0 | bytes.length]), bytes]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([Buffer.from([0xda]), length, bytes]);
}

function size(short: number, long: number, count: number): Buffer {
  return count < 16 ? Buffer.from([short | count]) : Buffer.from([long, count >> 8, count & 255]);
}

function hex(bytes: string): Buffer {
  return Buffer.from(bytes.replaceAll(" ", ""), "hex");
}

const attribute = (type: TfType): Attribute => ({ type, description: "", use: "optional" });

/** Decodes one value of a type from these bytes. */
function decoded(type: TfType, bytes: Buffer): TfValue | undefined {
  return decodeObject({ it: attribute(type) }, Buffer.concat([hex("81"), text("it"), bytes])).it;
}

/** A type, and values that are of it, some of them null or unknown. */
const typed = (unknowns: boolean) =>
  fc.letrec<{ typed: { type: TfType; value: fc.Arbitrary<TfValue> } }>((tie) => {
    const orNull = (value: fc.Arbitrary<TfValue>): fc.Arbitrary<TfValue> =>
      fc.oneof(
        { weight: 8, arbitrary: value },
        unknowns ? fc.constantFrom<TfValue>(null, UNKNOWN) : fc.constant(null),
      );
    const key = fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("__proto__", "constructor", ""));
    return {
      typed: fc.oneof(
        { maxDepth: 3 },
        fc.constant({
          type: "string" as const,
          value: orNull(fc.string({ unit: "grapheme", maxLength: 40 })),
        }),
        fc.constant({ type: "bool" as const, value: orNull(fc.boolean()) }),
        fc.constant({ type: "number" as const, value: orNull(numbers) }),
        tie("typed").map(({ type, value }) => ({
          type: { list: type },
          value: orNull(fc.array(value, { maxLength: 20 })),
        })),
        tie("typed").map(({ type, value }) => ({
          type: { map: type },
          value: orNull(fc.array(fc.tuple(key, value)).map((members) => bare(members))),
        })),
        fc
          .dictionary(fc.stringMatching(/^[a-z]{1,8}$/), tie("typed"), { noNullPrototype: true })
          .map((members) => ({
            type: {
              object: Object.fromEntries(
                Object.entries(members).map(([name, m]) => [name, attribute(m.type)]),
              ),
            },
            value: orNull(
              fc
                .record(Object.fromEntries(Object.entries(members).map(([name, m]) => [name, m.value])))
                .map((record) => bare(Object.entries(record))),
            ),
          })),
      ),
    };
  }).typed;

const numbers: fc.Arbitrary<number | bigint> = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -300, max: 300 }),
  fc.tuple(fc.integer(), fc.nat(6)).map(([digits, places]) => digits / 10 ** places),
  fc
    .bigInt({ min: -(2n ** 80n), max: 2n ** 80n })
    .map((n) => (Number.isSafeInteger(Number(n)) ? Number(n) : n)),
);

function bare(members: [string, TfValue][]): TfObject {
  const object: TfObject = Object.create(null);
  for (const [name, value] of members) object[name] = value;
  return object;
}

describe("decodeObject", () => {
  it("decodes any value of any type from Terraform's bytes", () => {
    const example = typed(true).chain(({ type, value }) => fc.tuple(fc.constant(type), value));
    fc.assert(
      fc.property(example, ([type, value]) => {
        const result = decoded(type, wire(value));
        expect(result).toEqual(value);
        // Once more in an order-keeping form, because toEqual overlooks a key __proto__.
        expect(written(result)).toBe(written(value));
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, TfType, string, TfValue]>([
    ["null", "string", "c0", null],
    ["a plain unknown", "string", "d4 00 00", UNKNOWN],
    ["an unknown known not to be null", "number", "c7 03 0c 81 01 c2", UNKNOWN],
    ["an unknown with a known prefix", "string", "c7 08 0c 81 02 a4 70 72 65 2d 00", UNKNOWN],
    ["an unknown list", { list: "string" }, "d4 00 00", UNKNOWN],
    ["the smallest integer form", "number", "05", 5],
    [
      "the first integer that a double cannot hold",
      "number",
      "cf 00 20 00 00 00 00 00 01",
      9007199254740993n,
    ],
    ["a long form of a small integer", "number", "cf 00 00 00 00 00 00 00 05", 5],
    ["a fraction that a double holds", "number", "cb 3f f8 00 00 00 00 00 00", 1.5],
    ["a fraction that it does not", "number", "a3 30 2e 31", 0.1],
    ["a whole double beyond 64 bits", "number", "cb 44 00 00 00 00 00 00 00", 36893488147419103232n],
    ["a number that looks like one but is text", "string", "a3 30 2e 31", "0.1"],
    ["an empty map", { map: "string" }, "80", {}],
  ])("decodes %s", (_, type, bytes, value) => {
    expect(decoded(type, hex(bytes))).toEqual(value);
  });

  it("returns null for a missing attribute", () => {
    expect(decodeObject({ a: attribute("string") }, hex("80"))).toEqual({ a: null });
  });

  it.each<[string, TfType, string, string]>([
    ["text for a list", { list: "bool" }, "a1 61", "it must be a list, got a string"],
    ["a number for text", "string", "05", "it must be a string, got a number"],
    ["words for a number", "number", "a1 61", "it must be a finite number, got a string"],
    ["blank text for a number", "number", "a1 20", "it must be a finite number, got a string"],
    ["infinity", "number", "cb 7f f0 00 00 00 00 00 00", "it must be a finite number, got a number"],
    [
      "a wrong element",
      { list: { map: "bool" } },
      "92 c0 81 a1 6b 05",
      "it[1].k must be a bool, got a number",
    ],
    [
      "a key __proto__",
      { object: {} },
      "81 a9 5f 5f 70 72 6f 74 6f 5f 5f c0",
      "it.__proto__ is not in the schema",
    ],
    ["a number as a map's key", { map: "bool" }, "81 05 c2", "it has a key that is not text"],
  ])("names the place of %s", (_, type, bytes, message) => {
    expect(() => decoded(type, hex(bytes))).toThrow(message);
  });

  it("rejects bytes that end too early with its own error", () => {
    const example = typed(true).chain(({ type, value }) => fc.tuple(fc.constant(type), value, fc.nat(10)));
    fc.assert(
      fc.property(example, ([type, value, cut]) => {
        const bytes = Buffer.concat([hex("81"), text("it"), wire(value)]);
        const cutBytes = bytes.subarray(0, Math.max(bytes.length - 1 - cut, 0));
        expect(() => decodeObject({ it: attribute(type) }, cutBytes)).toThrow("cannot be decoded");
      }),
      { numRuns: 100 },
    );
  });
});

describe("encodeObject", () => {
  it("writes any known value as MessagePack that means exactly that value", () => {
    const example = typed(false).chain(({ type, value }) => fc.tuple(fc.constant(type), value));
    fc.assert(
      fc.property(example, ([type, value]) => {
        const attributes = { it: attribute(type) };
        expect(written(decodeObject(attributes, encodeObject(attributes, { it: value })).it)).toBe(
          written(value),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("writes null for a missing value, exact integers of any length, and text as UTF-8", () => {
    const attributes = { a: attribute("number"), b: attribute("string"), c: attribute("string") };
    const bytes = encodeObject(attributes, { a: 12345678901234567890123n, c: "lone \ud800, pair \u{1f600}" });
    const words = ["a", "12345678901234567890123", "b", "c", "lone \ufffd, pair \u{1f600}"].map(text);
    words.splice(3, 0, hex("c0"));
    expect(Buffer.from(bytes)).toEqual(Buffer.concat([hex("83"), ...words]));
  });

  it.each<[string, TfType, TfValue, string]>([
    [
      "an attribute that the schema lacks",
      { object: {} },
      { surprise: 1 },
      "it.surprise is not in the schema",
    ],
    ["an unknown", "string", UNKNOWN, "it must be known"],
    ["a fraction without a value", "number", Number.NaN, "it must be a finite number, got a number"],
    ["text for a number", "number", "5", "it must be a finite number, got a string"],
    ["a number for text", "string", 5, "it must be a string, got a number"],
    ["a list for a map", { map: "string" }, [], "it must be a map, got a list"],
    [
      "a wrong element",
      { list: { object: { a: attribute("bool") } } },
      [{ a: "x" }],
      "it[0].a must be a bool",
    ],
  ])("refuses %s and names its place", (_, type, value, message) => {
    expect(() => encodeObject({ it: attribute(type) }, { it: value })).toThrow(message);
  });
});

describe("encodePlanned", () => {
  it("writes any value, unknowns among them, as MessagePack that means exactly that value", () => {
    const example = typed(true).chain(({ type, value }) => fc.tuple(fc.constant(type), value));
    fc.assert(
      fc.property(example, ([type, value]) => {
        const attributes = { it: attribute(type) };
        expect(written(decodeObject(attributes, encodePlanned(attributes, { it: value })).it)).toBe(
          written(value),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("writes an unknown as Terraform does, and numbers by their digits", () => {
    const attributes = { a: attribute("string"), b: attribute("number") };
    const bytes = encodePlanned(attributes, { a: UNKNOWN, b: 36893488147419103233n });
    expect(Buffer.from(bytes)).toEqual(
      Buffer.concat([hex("82"), text("a"), wire(UNKNOWN), text("b"), text("36893488147419103233")]),
    );
  });
});

/** JSON of a value, unknowns as a word of their own. */
function written(value: TfValue | undefined): string {
  if (value === UNKNOWN) return "unknown";
  if (typeof value === "bigint" || typeof value === "number") return String(value);
  if (Array.isArray(value)) return `[${value.map(written).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    return `{${Object.entries(value)
      .map(([name, item]) => `${JSON.stringify(name)}:${written(item)}`)
      .join(",")}}`;
  }
  return JSON.stringify(value);
}
