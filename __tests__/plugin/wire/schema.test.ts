import { type Message, messageCodec, type Received } from "../../../src/plugin/wire/messages";
import { encodeSchema } from "../../../src/plugin/wire/schema";
import type { Attribute, TfType } from "../../../src/plugin/wire/types";

const attribute = (type: TfType): Attribute => ({ type, description: "", use: "computed" });

/** The encoded attributes of a schema. */
const bytesOf = ({ block }: Message<"Schema">) => block?.attributes ?? [];

/** The encoded form of one attribute of a type. */
function encoded(type: TfType): Received<"Attribute"> {
  return decoded(bytesOf(encodeSchema({ description: "", attributes: { it: attribute(type) } }))[0]);
}

function decoded(bytes: Uint8Array = new Uint8Array()): Received<"Attribute"> {
  return messageCodec("Attribute").decode(bytes);
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
    expect(decoded(nestedType?.attributes?.[0])).toMatchObject({ name: "a", computed: true });
    expect(constraint).toHaveLength(0);
  });

  it("is the same after encoding and decoding", () => {
    const schema = encodeSchema({
      description: "D",
      attributes: { it: { ...attribute("string"), sensitive: true } },
    });
    const codec = messageCodec("SchemaAnswer");
    const { provider, dataSources } = codec.decode(
      codec.encode({ provider: schema, dataSources: { a_b: schema } }),
    );
    expect(provider?.block?.description).toBe("D");
    expect(dataSources.a_b?.block?.description).toBe("D");
    expect(decoded(bytesOf(provider ?? {})[0])).toMatchObject({
      name: "it",
      computed: true,
      sensitive: true,
    });
  });

  it("encodes a shared attribute once, and again under another name", () => {
    const shared = attribute("string");
    const encodedAs = (name: string) =>
      bytesOf(encodeSchema({ description: "", attributes: { [name]: shared } }))[0];
    expect(encodedAs("a")).toBe(encodedAs("a"));
    expect(decoded(encodedAs("b")).name).toBe("b");
  });
});
