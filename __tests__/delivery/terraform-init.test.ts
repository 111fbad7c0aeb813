import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROVIDER_SOURCE } from "../../src/delivery/address";
import { installPlugin } from "../../src/delivery/install";
import { REQUIRED_PROVIDERS } from "../helpers/required-providers";
import { describeWithTerraform, Terraform, temporaryDirectory } from "../helpers/terraform";
import { buildTestPackage, linkPackage } from "../plugin/wire/fixtures/test-package";

describeWithTerraform("a directory with the installed plugin", () => {
  const home = temporaryDirectory();
  const terraform = new Terraform(home);
  const testPackage = buildTestPackage(join(home, "package"));
  let count = 0;

  /** A project with a stack in it, the package installed in the project. */
  function makeProject(name = `project-${++count}`): { project: string; stack: string } {
    const project = join(home, name);
    const stack = join(project, "cdktf.out/stacks/one");
    mkdirSync(stack, { recursive: true });
    linkPackage(project, testPackage);
    installPlugin(stack);
    writeFileSync(join(stack, "main.tf"), `${REQUIRED_PROVIDERS}data "backups_echo" "it" { text = "a" }\n`);
    return { project, stack };
  }

  it("is initialised with the lock file as it is, without a warning, and needs no change", async () => {
    const { stack } = makeProject();
    const lock = readFileSync(join(stack, ".terraform.lock.hcl"));
    const init = await terraform.run(stack, ["init", "-lockfile=readonly"]);
    expect(init).toMatchObject({ code: 0 });
    expect(init.output).not.toContain("Warning");
    expect((await terraform.run(stack, ["init", "-upgrade"])).code).toBe(0);
    expect(readFileSync(join(stack, ".terraform.lock.hcl")).equals(lock)).toBe(true);
    expect(installPlugin(stack)).toEqual([]);
  });

  it("keeps what Terraform has locked before, and Terraform reads the merged file", async () => {
    const { stack } = makeProject();
    const lock = join(stack, ".terraform.lock.hcl");
    const other =
      'provider "registry.terraform.io/hashicorp/null" {\n  version = "3.2.3"\n  hashes = [\n    "h1:I0Um8UkrMUb81Fxq/dxbr3HLP2cecTH2WMJiwKSrwQY=",\n  ]\n}\n';
    writeFileSync(lock, other.replaceAll("\n", "\r\n"));
    expect(installPlugin(stack)).toEqual([".terraform.lock.hcl"]);
    const { stdout } = await terraform.run(stack, ["version", "-json"]);
    expect(JSON.parse(stdout).provider_selections).toEqual({
      "registry.terraform.io/hashicorp/null": "3.2.3",
      [PROVIDER_SOURCE]: "1.0.0",
    });
  });

  it("has a checksum in its lock file that Terraform accepts for other platforms", async () => {
    const { stack } = makeProject();
    const args = [
      "providers",
      "lock",
      "-fs-mirror=terraform.d/plugins",
      "-platform=windows_amd64",
      "-platform=darwin_arm64",
    ];
    const { code, output } = await terraform.run(stack, args);
    expect(code).toBe(0);
    expect(output).toContain("found no need for changes");
  });

  it("works with spaces, other scripts, an ES module project, and noisy NODE_OPTIONS", async () => {
    const { project, stack } = makeProject("my pröject ☃");
    writeFileSync(join(project, "package.json"), '{ "type": "module" }');
    const noisy = join(home, "noisy.cjs");
    writeFileSync(noisy, 'console.log("noise");');
    expect(await terraform.run(stack, ["init"])).toMatchObject({ code: 0 });
    const plan = await terraform.run(stack, ["plan"], { NODE_OPTIONS: `--require ${noisy}` });
    expect(plan).toMatchObject({ code: 0 });
  });

  it("still works if the project is moved after init", async () => {
    const { project } = makeProject("here");
    expect(await terraform.run(join(project, "cdktf.out/stacks/one"), ["init"])).toMatchObject({ code: 0 });
    renameSync(project, join(home, "there"));
    const plan = await terraform.run(join(home, "there/cdktf.out/stacks/one"), ["plan"]);
    expect(plan).toMatchObject({ code: 0 });
  });

  it("shares a plugin cache with other projects, and outlives them", async () => {
    const cache = join(home, "plugin-cache");
    mkdirSync(cache);
    const [one, two] = [makeProject(), makeProject()];
    for (const { stack } of [one, two]) {
      const init = await terraform.run(stack, ["init"], { TF_PLUGIN_CACHE_DIR: cache });
      expect(init).toMatchObject({ code: 0 });
    }
    rmSync(one.project, { recursive: true });
    expect(await terraform.run(two.stack, ["plan"])).toMatchObject({ code: 0 });
  });

  it("explains a missing package and a missing Node.js in Terraform's own error", async () => {
    const { project, stack } = makeProject();
    expect(await terraform.run(stack, ["init"])).toMatchObject({ code: 0 });
    const noNode = await terraform.run(stack, ["plan"], { CDKTF_BACKUPS_NODE: "no-such-node" });
    expect(noNode.output).toContain("the command no-such-node was not found: install Node.js");
    rmSync(join(project, "node_modules"), { recursive: true });
    const noPackage = await terraform.run(stack, ["plan"]);
    expect(noPackage.code).toBe(1);
    expect(noPackage.output).toContain("run npm install cdktf-backups there");
  });
});
