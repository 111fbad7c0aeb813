import fc from "fast-check";
import { Root } from "protobufjs/light";
import { MESSAGES, messageCodec } from "../../../src/plugin/wire/messages";
import type { Field } from "../../../src/plugin/wire/protobuf";

type Name = keyof typeof MESSAGES;

/** The same messages in the library that most of JavaScript uses. */
const oracle = Root.fromJSON({
  nested: Object.fromEntries(Object.entries(MESSAGES).map(([name, fields]) => [name, { fields }])),
});

const SCALARS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  int32: fc.nat(),
  bool: fc.boolean(),
  string: fc.string({ unit: "grapheme" }),
  bytes: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
};

function anyValueOf({ type, rule, keyType }: Field): fc.Arbitrary<unknown> {
  const one = SCALARS[type] ?? messageOf(type as Name);
  if (keyType) return fc.dictionary(fc.string({ minLength: 1 }), one, { noNullPrototype: true });
  return rule ? fc.array(one) : one;
}

function messageOf(name: Name): fc.Arbitrary<object> {
  const fields = Object.entries<Field>(MESSAGES[name]).map(
    ([field, about]) => [field, anyValueOf(about)] as const,
  );
  return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
}

/** What another implementation reads, with every default written out and numbers as numbers. */
function readByOracle(name: Name, bytes: Uint8Array): unknown {
  const type = oracle.lookupType(name);
  return type.toObject(type.decode(bytes), { defaults: true, longs: Number, bytes: Buffer });
}

describe.each(Object.keys(MESSAGES) as Name[])("the message %s", (name) => {
  const { encode, decode } = messageCodec(name);

  it("is written and read as protobufjs does", () => {
    fc.assert(
      fc.property(messageOf(name), (message) => {
        const type = oracle.lookupType(name);
        const theirs = Buffer.from(type.encode(message).finish());
        expect(readByOracle(name, encode(message))).toEqual(readByOracle(name, theirs));
        expect(encode(decode(theirs))).toEqual(encode(message));
      }),
      { numRuns: 30 },
    );
  });
});

describe("invalid bytes", () => {
  const { decode } = messageCodec("Diagnostic");

  it.each([
    ["a text that is longer than the message", [0x12, 5, 0x41]],
    ["a length beyond all memory", [0x12, 0xff, 0xff, 0xff, 0xff, 0x0f]],
    ["a number without an end", [0x08, ...Array<number>(11).fill(0xff)]],
    ["a field that breaks off", [0x08]],
    ["a layout that nobody has", [0x0f]],
  ])("are refused: %s", (_what, bytes) => {
    expect(() => decode(Uint8Array.from(bytes))).toThrow(/message/);
  });

  it("may have fields of a newer protocol", () => {
    const unknown = [0x78, 1, 0x79, ...Array<number>(8).fill(1), 0x7a, 1, 1, 0x7d, 1, 1, 1, 1];
    expect(decode(Uint8Array.from([...unknown, 0x12, 1, 0x41]))).toMatchObject({ summary: "A" });
  });

  it("never end the process", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        try {
          decode(bytes);
        } catch (error) {
          expect(String(error)).toContain("message");
        }
      }),
    );
  });
});
