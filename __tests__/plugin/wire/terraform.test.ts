import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROVIDER_SOURCE } from "../../../src/delivery/address";
import { installPlugin } from "../../../src/delivery/install";
import { AttachedTerraform } from "../../helpers/attached-terraform";
import { REQUIRED_PROVIDERS } from "../../helpers/required-providers";
import { describeWithTerraform, type Finished, Terraform, temporaryDirectory } from "../../helpers/terraform";
import { buildTestPackage, linkPackage } from "./fixtures/test-package";
import { testProvider } from "./fixtures/test-provider";

describeWithTerraform("the plugin under terraform", () => {
  const home = temporaryDirectory();
  const terraform = new Terraform(home);
  const attached = new AttachedTerraform(home, {}, { provider: () => testProvider });
  const project = join(home, "project");

  beforeAll(async () => {
    mkdirSync(project);
    linkPackage(project, buildTestPackage(join(home, "package")));
    installPlugin(project);
    configure("");
    expect(await terraform.run(project, ["init"])).toMatchObject({ code: 0 });
  });

  function configure(hcl: string): void {
    writeFileSync(join(project, "main.tf"), REQUIRED_PROVIDERS + hcl);
    rmSync(join(project, "terraform.tfstate"), { force: true });
  }

  /** Plans, with a plugin that is a process of its own. */
  function plan(hcl: string, env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    configure(hcl);
    return terraform.run(project, ["plan"], env);
  }

  /** Plans where the process is no matter. */
  function attachedPlan(hcl: string): Promise<Finished> {
    configure(hcl);
    return attached.run(project, ["plan"]);
  }

  async function outputs(hcl: string): Promise<string> {
    configure(hcl);
    const applied = await attached.run(project, ["apply", "-auto-approve"]);
    expect(`${applied.code}: ${applied.output}`).toMatch(/^0:/);
    const { stdout } = await attached.run(project, ["output", "-json", "all"]);
    return stdout.trim();
  }

  it("returns a data source's arguments and results exactly, and plans no change after apply", async () => {
    const all = await outputs(`
      data "backups_echo" "it" {
        text   = "naïve ☃ \\"quoted\\""
        number = 36893488147419103233
        flags  = [true, false]
        labels = { "__proto__" = "odd", "with space" = "x" }
        filter = { names = ["a"] }
      }
      output "all" {
        value     = data.backups_echo.it
        sensitive = true
      }
    `);
    expect(all).toContain('"number":36893488147419103233,');
    expect(all).toContain('"size":18446744073709551616}');
    expect(JSON.parse(all)).toMatchObject({
      text: 'naïve ☃ "quoted"',
      flags: [true, false],
      filter: { names: ["a"], min_size: null },
      endpoint: null,
      items: [{ name: "a" }, { name: "b", size: null }],
    });
    expect(all).toContain('"labels":{"__proto__":"odd","with space":"x"}');
    expect((await attached.run(project, ["plan", "-detailed-exitcode"])).code).toBe(0);
  });

  it("passes decimal fractions and 64-bit integers through unchanged", async () => {
    const all = await outputs(`
      data "backups_echo" "it" {
        for_each = toset(["0.1", "-1.5", "9007199254740993", "0", "-1"])
        text     = each.key
        number   = tonumber(each.key)
      }
      output "all" { value = [for e in data.backups_echo.it : e.number] }
    `);
    expect(all).toBe("[-1,-1.5,0,0.1,9007199254740993]");
  });

  it("sends its schema with nested attributes, descriptions and sensitive ones", async () => {
    configure("");
    const { stdout } = await attached.run(project, ["providers", "schema", "-json"]);
    const { provider, data_source_schemas } = JSON.parse(stdout).provider_schemas[PROVIDER_SOURCE];
    expect(provider.block.attributes.token).toMatchObject({
      type: "string",
      optional: true,
      sensitive: true,
    });
    const { attributes } = data_source_schemas.backups_echo.block;
    expect(attributes.text).toEqual({
      type: "string",
      description: "The text.",
      description_kind: "markdown",
      required: true,
    });
    expect(attributes.labels.type).toEqual(["map", "string"]);
    expect(attributes.filter.nested_type).toMatchObject({
      nesting_mode: "single",
      attributes: { min_size: { type: "number", description: "An *optional* argument.", optional: true } },
    });
    expect(attributes.items).toMatchObject({ computed: true, nested_type: { nesting_mode: "list" } });
  });

  it("accepts a configuration with an unknown argument, and reads it at apply", async () => {
    const hcl = `
      resource "terraform_data" "made" { input = "made now" }
      data "backups_echo" "it" { text = terraform_data.made.output }
      output "all" { value = data.backups_echo.it.text }
    `;
    configure(hcl);
    expect((await attached.run(project, ["validate"])).output).toContain("The configuration is valid");
    expect((await attachedPlan(hcl)).output).toContain("(config refers to values not yet known)");
    expect(await outputs(hcl)).toBe('"made now"');
  });

  it("can report an unknown provider argument, and reads after depends_on", async () => {
    const hcl = (dependsOn: string) => `
      resource "terraform_data" "made" { input = "made now" }
      provider "backups" { endpoint = terraform_data.made.output }
      data "backups_echo" "it" {
        text = "a"
        ${dependsOn}
      }
      output "all" { value = data.backups_echo.it.endpoint }
    `;
    const early = await attachedPlan(hcl(""));
    expect(early).toMatchObject({ code: 1 });
    expect(early.output).toContain("Error: Endpoint is not known yet");
    expect(await outputs(hcl("depends_on = [terraform_data.made]"))).toBe('"made now"');
  });

  it("shows errors and warnings at the argument and the block that they are about", async () => {
    const it = (body: string) => `data "backups_echo" "it" {\n${body}\n}\n`;
    const validated = await attachedPlan(it('text = "bad"'));
    expect(validated.output).toMatch(/Error: Bad text[\s\S]*with data\.backups_echo\.it,[\s\S]*text = "bad"/);
    const nested = await attachedPlan(it('text = "a"\nfilter = { names = ["good", "bad"] }'));
    expect(nested.output).toMatch(
      /Error: Bad name[\s\S]*filter = \{ names[\s\S]*The value at fault is filter\.names\[1\]/,
    );
    const read = await attachedPlan(it('text = "a"\nbehaviour = "error"'));
    expect(read.output).toMatch(/Error: Text is wrong[\s\S]*text = "a"[\s\S]*Write another one\./);
    const warned = await attachedPlan(it('text = "a"\nbehaviour = "warning"'));
    expect(warned.code).toBe(0);
    expect(warned.output).toMatch(/Warning: Text is old[\s\S]*Think of a new one\./);
    const provider = await attachedPlan(`provider "backups" { endpoint = "bad" }\n${it('text = "a"')}`);
    expect(provider.output).toMatch(/Error: Bad endpoint[\s\S]*endpoint = "bad"/);
  });

  it("says what was read, and what to do, if the answer is too large for Terraform", async () => {
    const { code, output } = await plan(`data "backups_echo" "it" {\ntext = "a"\nbehaviour = "too-large"\n}`);
    expect(code).toBe(1);
    expect(output).toMatch(/Error: Answer too large for Terraform[\s\S]*with data\.backups_echo\.it/);
    expect(output).toMatch(
      /It has 65 MiB, and Terraform accepts at most 64 MiB[\s\S]*It is the echo of a\. Say less\./,
    );
  });

  it.each([
    ["throw", "it broke, and it knew ***"],
    ["throw-elsewhere", "broke in a timer"],
    ["throw-null-elsewhere", "The provider failed to read backups_echo: null"],
    ["reject-elsewhere", "broke in a promise"],
    ["wrong-state", "surprise is not in the schema"],
    ["nothing", "the read gave neither a state nor an error"],
  ])(
    "turns an internal failure (%s) into a diagnostic that asks for a report",
    async (behaviour, message) => {
      const { code, output } = await plan(
        `data "backups_echo" "it" {\ntext = "a"\ntoken = "s3cr3t-t0ken"\nbehaviour = "${behaviour}"\n}`,
      );
      expect(code).toBe(1);
      expect(output).toMatch(/Error: Internal error in the provider[\s\S]*with data\.backups_echo\.it/);
      expect(output).toContain(message);
      expect(output).toContain("This is a bug in test-project, not in your configuration");
    },
  );

  it("is not disturbed by printed text, and logs without secrets", async () => {
    const { code, output } = await plan(
      'data "backups_echo" "it" {\ntext = "a"\ntoken = "s3cr3t-t0ken"\nbehaviour = "print"\n}',
      { TF_LOG_PROVIDER: "DEBUG" },
    );
    expect(code).toBe(0);
    expect(output).toMatch(/\[WARN\] +provider\.terraform-provider-backups: the token is \*\*\*/);
    expect(output).toContain("printed before the handshake");
    expect(output).toContain("printed|to|stdout|by|a|library");
    expect(output).not.toContain("s3cr3t-t0ken");
  });

  it("works without TLS if the user has switched it off", async () => {
    const env = { TF_DISABLE_PLUGIN_TLS: "1" };
    expect(await plan('data "backups_echo" "it" { text = "a" }', env)).toMatchObject({ code: 0 });
  });

  it("receives and sends messages of several megabytes", async () => {
    const all = await outputs(`
      data "backups_echo" "it" { text = format("%-6000000s", "x") }
      output "all" { value = length(data.backups_echo.it.text) }
    `);
    expect(all).toBe("6000000");
  });

  it("serves a hundred data sources with one process per phase", async () => {
    expect(await plan('data "backups_echo" "it" {\ncount = 100\ntext = "a"\n}')).toMatchObject({ code: 0 });
  });
});
