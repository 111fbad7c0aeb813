import {
  attributeCodec,
  protocolMethods,
  type WireAttribute,
  type WireSchema,
} from "../../../src/plugin/wire/protocol";
import { encodeSchema } from "../../../src/plugin/wire/schema";
import type { Attribute, TfType } from "../../../src/plugin/wire/types";

const attribute = (type: TfType): Attribute => ({ type, description: "", use: "computed" });

/** The encoded form of one attribute of a type. */
function encoded(type: TfType): WireAttribute {
  const [bytes] = encodeSchema({ description: "", attributes: { it: attribute(type) } }).block.attributes;
  return decoded(bytes);
}

function decoded(bytes: Uint8Array = new Uint8Array()): WireAttribute {
  return attributeCodec.decode(bytes) as WireAttribute;
}

describe("encodeSchema", () => {
  it.each<[TfType, unknown]>([
    ["string", "string"],
    [{ list: { map: "number" } }, ["list", ["map", "number"]]],
    [{ list: { list: { object: { a: attribute("bool") } } } }, ["list", ["list", ["object", { a: "bool" }]]]],
  ])("writes %j as a type constraint", (type, json) => {
    expect(JSON.parse(String(encoded(type).type))).toEqual(json);
    expect(encoded(type).nestedType).toBeNull();
  });

  it.each<[TfType, number]>([
    [{ object: { a: attribute("bool") } }, 1],
    [{ list: { object: { a: attribute("bool") } } }, 2],
    [{ map: { object: { a: attribute("bool") } } }, 4],
  ])("writes %j as a nested attribute, which can describe what is inside", (type, nesting) => {
    const { nestedType, type: constraint } = encoded(type);
    expect(nestedType?.nesting).toBe(nesting);
    expect(decoded(nestedType?.attributes[0])).toMatchObject({ name: "a", computed: true });
    expect(constraint).toHaveLength(0);
  });

  it("is the same after encoding and decoding", () => {
    const schema = encodeSchema({
      description: "D",
      attributes: { it: { ...attribute("string"), sensitive: true } },
    });
    const codec = protocolMethods().find(({ name }) => name === "GetProviderSchema")?.answer;
    const bytes =
      codec?.encode({ provider: schema, dataSources: { a_b: schema }, diagnostics: [] }) ?? Buffer.of();
    const answer = codec?.decode(bytes) as Record<"provider", WireSchema> & {
      readonly dataSources: Readonly<Record<string, WireSchema>>;
    };
    expect(answer.provider.block.description).toBe("D");
    expect(answer.dataSources.a_b?.block.description).toBe("D");
    expect(decoded(answer.provider.block.attributes[0])).toMatchObject({
      name: "it",
      computed: true,
      sensitive: true,
    });
  });

  it("encodes a shared attribute once, and again under another name", () => {
    const shared = attribute("string");
    const encode = (name: string) => encodeSchema({ description: "", attributes: { [name]: shared } });
    const [first] = encode("a").block.attributes;
    expect(encode("a").block.attributes[0]).toBe(first);
    expect(decoded(encode("b").block.attributes[0]).name).toBe("b");
  });
});
