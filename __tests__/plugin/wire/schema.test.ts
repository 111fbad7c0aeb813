import { protocolMethods } from "../../../src/plugin/wire/protocol";
import { encodeSchema } from "../../../src/plugin/wire/schema";
import type { Attribute, TfType } from "../../../src/plugin/wire/types";

const attribute = (type: TfType): Attribute => ({ type, description: "", use: "computed" });

/** The encoded form of one attribute of a type. */
function encoded(type: TfType) {
  return encodeSchema({ description: "", attributes: { it: attribute(type) } }).block.attributes[0];
}

describe("encodeSchema", () => {
  it.each<[TfType, unknown]>([
    ["string", "string"],
    [{ list: { map: "number" } }, ["list", ["map", "number"]]],
    [{ list: { list: { object: { a: attribute("bool") } } } }, ["list", ["list", ["object", { a: "bool" }]]]],
  ])("writes %j as a type constraint", (type, json) => {
    expect(JSON.parse(String(encoded(type)?.type))).toEqual(json);
    expect(encoded(type)?.nestedType).toBeUndefined();
  });

  it.each<[TfType, number]>([
    [{ object: { a: attribute("bool") } }, 1],
    [{ list: { object: { a: attribute("bool") } } }, 2],
    [{ map: { object: { a: attribute("bool") } } }, 4],
  ])("writes %j as a nested attribute, which can describe what is inside", (type, nesting) => {
    expect(encoded(type)).toMatchObject({ nestedType: { nesting, attributes: [{ name: "a" }] } });
    expect(encoded(type)?.type).toBeUndefined();
  });

  it("survives the way over the wire", () => {
    const schema = encodeSchema({
      description: "D",
      attributes: { it: { ...attribute("string"), sensitive: true } },
    });
    const codec = protocolMethods().find(({ name }) => name === "GetProviderSchema")?.answer;
    const bytes =
      codec?.encode({ provider: schema, dataSources: { a_b: schema }, diagnostics: [] }) ?? Buffer.of();
    expect(JSON.parse(JSON.stringify(codec?.decode(bytes)))).toMatchObject({
      provider: {
        block: { description: "D", attributes: [{ name: "it", computed: true, sensitive: true }] },
      },
      dataSources: { a_b: { block: { description: "D" } } },
    });
  });
});
