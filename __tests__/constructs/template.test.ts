import { TerraformOutput, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { literal, quoted } from "../../src/constructs/template";

describe("literal", () => {
  it.each([
    ["echo ${HOME} %{if x}", "echo $${HOME} %%{if x}"],
    ["$${twice}", "$$${twice}"],
    ["$5 and 10% {braces}", "$5 and 10% {braces}"],
  ])("keeps %j from being read as a template", (text, escaped) => {
    expect(literal(text)).toBe(escaped);
  });
});

describe("quoted", () => {
  it("writes text in quotes, and escapes quotes and templates", () => {
    expect(quoted('a "b" \\ ${c}\n')).toBe('"a \\"b\\" \\\\ $${c}\\n"');
  });

  it("writes null where there is no value", () => {
    expect([quoted(undefined), quoted(null)]).toEqual(["null", "null"]);
  });

  it("keeps the quotes of a text with a reference in it", () => {
    const stack = new TerraformStack(Testing.app(), "stack");
    const { stringValue } = new TerraformVariable(stack, "region", { type: "string" });
    const value = `\${[${quoted(stringValue)}, ${quoted(`${stringValue}-1`)}]}`;
    new TerraformOutput(stack, "both", { value });
    expect(JSON.parse(Testing.synth(stack)).output.both.value).toBe(
      '${[tostring(var.region), tostring("${var.region}-1")]}',
    );
  });
});
