import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PROVIDER_SOURCE } from "../../../src/delivery/address";
import { installPlugin } from "../../../src/delivery/install";
import { AttachedTerraform } from "../../helpers/attached-terraform";
import { REQUIRED_PROVIDERS } from "../../helpers/required-providers";
import { describeWithTerraform, type Finished, finished, temporaryDirectory } from "../../helpers/terraform";
import { buildTestPackage, linkPackage } from "./fixtures/test-package";
import { testProvider } from "./fixtures/test-provider";

/** One object in a state file. */
interface Instance {
  readonly status?: string;
  readonly schema_version: number;
  readonly attributes: Readonly<Record<string, unknown>>;
}

describeWithTerraform("a managed resource under terraform", () => {
  const home = temporaryDirectory();
  const terraform = new AttachedTerraform(home, {}, { provider: () => testProvider });
  const project = join(home, "project");
  const state = join(project, "terraform.tfstate");
  const marker = join(home, "marker");

  beforeAll(async () => {
    mkdirSync(project);
    linkPackage(project, buildTestPackage(join(home, "package")));
    installPlugin(project);
    configure("");
    expect(await terraform.run(project, ["init"])).toMatchObject({ code: 0 });
  });
  beforeEach(() => {
    for (const file of [state, marker]) rmSync(file, { force: true });
  });

  function configure(hcl: string): void {
    writeFileSync(join(project, "main.tf"), REQUIRED_PROVIDERS + hcl);
  }

  const note = (body: string, name = "it") => `resource "backups_note" "${name}" {\n${body}\n}\n`;

  async function run(args: readonly string[], hcl?: string): Promise<Finished> {
    if (hcl !== undefined) configure(hcl);
    return terraform.run(project, [...args, "-no-color"]);
  }

  /** Plans, or applies, what must succeed. */
  async function ok(args: readonly string[], hcl?: string): Promise<string> {
    const { code, output } = await run(args, hcl);
    if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}:\n${output}`);
    return output;
  }
  const apply = (hcl: string) => ok(["apply", "-auto-approve"], hcl);
  const plan = (hcl: string) => ok(["plan"], hcl);

  async function refused(args: readonly string[], hcl?: string): Promise<string> {
    const { code, output } = await run(args, hcl);
    if (code !== 1) throw new Error(`${args.join(" ")} ended with ${code}:\n${output}`);
    return output;
  }

  /** What the state holds of one; undefined where nothing is there. */
  function stored(wanted = "it"): Instance | undefined {
    if (!existsSync(state)) return undefined;
    const { resources } = JSON.parse(readFileSync(state, "utf8")) as {
      resources: { type: string; name: string; instances: Instance[] }[];
    };
    return resources.find(({ type, name }) => type === "backups_note" && name === wanted)?.instances[0];
  }

  it("is created, kept, updated, replaced and destroyed, with its known values in each plan", async () => {
    const made = await apply(
      note(`text = "a"\nnumber = 0.1\ntags = { "__proto__" = "odd" }\nmarker = "${marker}"`),
    );
    expect(made).toMatch(/\+ seen += \(known after apply\)/);
    expect(stored()).toMatchObject({ schema_version: 0, attributes: { text: "a", seen: "a/", number: 0.1 } });
    expect(
      await plan(note(`text = "a"\nnumber = 0.1\ntags = { "__proto__" = "odd" }\nmarker = "${marker}"`)),
    ).toContain("No changes.");
    const changed = await apply(note(`text = "b"\nmarker = "${marker}"`));
    expect(changed).toMatch(/will be updated in-place[\s\S]*~ seen += "a\/" -> \(known after apply\)/);
    expect(stored()).toMatchObject({ attributes: { text: "b", seen: "b/", tags: null } });
    await apply(note(`text = "fixed"\nmarker = "${marker}"`));
    expect(await refused(["plan", "-replace=backups_note.it"])).toContain("Error: It is never replaced");
    const replaced = await apply(note(`text = "b"\nkind = "other"\nmarker = "${marker}"`));
    expect(replaced).toMatch(/must be replaced[\s\S]*\+ kind += "other" # forces replacement/);
    expect(readFileSync(marker, "utf8")).toBe("deleted fixed/\n");
    expect(await ok(["destroy", "-auto-approve"])).toContain("1 destroyed");
    expect(readFileSync(marker, "utf8")).toBe("deleted fixed/\ndeleted b/\n");
    expect(stored()).toBeUndefined();
  });

  it("accepts values known only after apply, and is kept if they are the same", async () => {
    const hcl = (nonce: string) => `
      resource "terraform_data" "source" {
        input            = "same"
        triggers_replace = "${nonce}"
      }
      ${note("text = terraform_data.source.output")}`;
    expect(await apply(hcl("1"))).toMatch(/\+ text += \(known after apply\)/);
    expect(stored()?.attributes.seen).toBe("same/");
    const again = await apply(hcl("2"));
    expect(again).toMatch(/~ text += "same" -> \(known after apply\)/);
    expect(again).toContain("1 added, 0 changed, 1 destroyed");
    expect(stored()?.attributes.seen).toBe("same/");
  });

  it("keeps a whole prior object, with any configuration, also an unknown one", async () => {
    const held = {
      other: '{ a = "2", b = "2" }',
      nothing: "null",
      late: "{ a = terraform_data.late.output, b = null }",
    };
    const names = Object.keys(held);
    await apply(names.map((name) => note('text = "a"\nheld = { a = "1", b = null }', name)).join(""));
    const changed = Object.entries(held).map(([name, value]) => note(`text = "a"\nheld = ${value}`, name));
    const late = 'resource "terraform_data" "late" { input = "3" }\n';
    expect(await apply(late + changed.join(""))).toContain("1 added, 0 changed, 0 destroyed");
    for (const name of names) expect(stored(name)?.attributes.held).toEqual({ a: "1", b: null });
  });

  it("gives a write-only value only to the apply: it is in no plan and no state", async () => {
    const hcl = `variable "token" {\ntype = string\nephemeral = true\ndefault = "s3cr3t-t0ken"\n}\n${note('text = "a"\ntoken = var.token')}`;
    configure(hcl);
    await ok(["plan", "-out=saved"]);
    await ok(["apply", "saved"]);
    expect(stored()?.attributes).toMatchObject({ token: null, seen: "a/s3cr3t-t0ken" });
    const { planned_values, resource_changes } = JSON.parse((await run(["show", "-json", "saved"])).stdout);
    expect(JSON.stringify([planned_values, resource_changes])).not.toContain("s3cr3t-t0ken");
    expect(await plan(hcl.replace("s3cr3t-t0ken", "another"))).toContain("No changes.");
  });

  it("is not in the state if its creation failed", async () => {
    const failing = ["fail", "throw"].map((behaviour) =>
      note(`text = "a"\nbehaviour = "${behaviour}"`, behaviour),
    );
    const said = await refused(["apply", "-auto-approve"], failing.join(""));
    expect(said).toContain("it broke");
    expect(said).toContain("It failed");
    expect(stored("fail") ?? stored("throw")).toBeUndefined();
  });

  it("keeps its state if an update failed or differs from the plan; a returned state is stored", async () => {
    const names = ["fail", "throw", "otherwise", "fail-half"];
    await apply(names.map((name) => note('text = "a"', name)).join(""));
    const before = Object.fromEntries(names.map((name) => [name, stored(name)]));
    const said = await refused(
      ["apply", "-auto-approve"],
      names.map((name) => note(`text = "b"\nbehaviour = "${name}"`, name)).join(""),
    );
    expect(said).toMatch(/Internal error in the provider[\s\S]*Please report it/);
    for (const message of ["It failed", "it broke", "text was planned otherwise"])
      expect(said).toContain(message);
    for (const name of ["fail", "throw", "otherwise"])
      expect(stored(name)?.attributes).toEqual(before[name]?.attributes);
    expect(stored("fail-half")).toMatchObject({ attributes: { text: "b", seen: "half" } });
    expect(stored("fail-half")?.status).toBeUndefined();
  });

  it("stays in the state if it could not be removed", async () => {
    await apply(note('text = "a"\nbehaviour = "keep"'));
    const before = stored();
    expect(await refused(["destroy", "-auto-approve"])).toContain("Error: It stays");
    expect(stored()).toEqual(before);
  });

  it("shows errors and warnings of checks and plans at the argument", async () => {
    expect(await refused(["validate"], note('text = "bad"'))).toMatch(
      /Error: Bad text[\s\S]*with backups_note\.it,[\s\S]*text = "bad"/,
    );
    expect(await plan(note('text = "old"'))).toMatch(
      /Warning: The text is old[\s\S]*with backups_note\.it,[\s\S]*text = "old"[\s\S]*Renew it\./,
    );
  });

  it("is created again if a read finds it missing", async () => {
    await apply(note('text = "gone"'));
    expect(await plan(note('text = "gone"'))).toContain("1 to add");
    expect(await ok(["plan", "-refresh=false"])).toContain("No changes.");
  });

  it("reads a state of another package, which had more attributes and fewer", async () => {
    await apply(note('text = "a"'));
    const others = readFileSync(state, "utf8").replace('"number": null', '"surprise": { "x": [1] }');
    expect(others).toContain("surprise");
    writeFileSync(state, others);
    expect(await plan(note('text = "a"'))).toContain("No changes.");
  });

  it("takes over another resource's state if it can, or says why not", async () => {
    const moved = (from: string) => `moved {\nfrom = ${from}\nto = backups_note.it\n}\n`;
    await apply('resource "terraform_data" "before" { input = "a" }');
    const said = await apply(moved("terraform_data.before") + note('text = "a"'));
    expect(said).toContain("0 added, 0 changed, 0 destroyed");
    expect(stored()?.attributes.seen).toBe("moved");
    rmSync(state);
    await apply('resource "backups_other" "before" {}');
    const other = await refused(["plan"], moved("backups_other.before") + note('text = "a"'));
    expect(other).toContain("Error: A backups_other is no note");
    rmSync(state);
    await apply(note('text = "a"'));
    const back = `moved {\nfrom = backups_note.it\nto = backups_other.it\n}\nresource "backups_other" "it" {}\n`;
    expect(await refused(["plan"], back)).toContain("Error: backups_other takes over no other resource");
  });

  it("refuses an import with its reason", async () => {
    const said = await refused(["import", "backups_note.it", "x"], note('text = "a"'));
    expect(said).toMatch(/Error: backups_note cannot be imported[\s\S]*Write the text yourself\./);
  });

  it("ends by itself when the user interrupts an apply, and its result is stored", async () => {
    await apply(note('text = "a"'));
    configure(note(`text = "b"\nbehaviour = "hang"\nmarker = "${marker}"`));
    const started = terraform.start(project, ["apply", "-auto-approve"]);
    const result = finished(started);
    while (!existsSync(marker)) {
      if (started.exitCode !== null) throw new Error("terraform ended before the change began");
      await sleep(20);
    }
    process.kill(-(started.pid ?? Number.NaN), "SIGINT");
    const { code, output } = await result;
    expect(code).toBe(1);
    expect(output).toContain("Error: It was stopped");
    expect(stored()?.attributes).toMatchObject({ text: "b", seen: "stopped" });
  });

  it("sends its schema with write-only and optional-computed attributes", async () => {
    configure("");
    const { stdout } = await terraform.run(project, ["providers", "schema", "-json"]);
    const { resource_schemas } = JSON.parse(stdout).provider_schemas[PROVIDER_SOURCE];
    expect(resource_schemas.backups_note.block.attributes).toMatchObject({
      token: { write_only: true, sensitive: true, optional: true },
      held: { optional: true, computed: true, type: ["object", { a: "string", b: "string" }] },
      seen: { computed: true },
    });
  });
});
