"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const node_fs_1 = require("node:fs");
const node_path_1 = require("node:path");
const address_1 = require("../../../src/plugin/delivery/address");
const install_1 = require("../../../src/plugin/delivery/install");
const terraform_1 = require("../../helpers/terraform");
const test_package_1 = require("../fixtures/test-package");
(0, terraform_1.describeWithTerraform)("a directory that the plugin was installed into", () => {
  const home = (0, terraform_1.temporaryDirectory)();
  const terraform = new terraform_1.Terraform(home);
  const testPackage = (0, test_package_1.buildTestPackage)((0, node_path_1.join)(home, "package"));
  let count = 0;
  afterAll(() => (0, node_fs_1.rmSync)(home, { recursive: true, force: true }));
  /** A project with a stack in it, the package installed in the project. */
  function makeProject(name = `project-${++count}`) {
    const project = (0, node_path_1.join)(home, name);
    const stack = (0, node_path_1.join)(project, "cdktf.out/stacks/one");
    (0, node_fs_1.mkdirSync)(stack, { recursive: true });
    (0, test_package_1.linkPackage)(project, testPackage);
    (0, install_1.installPlugin)(stack);
    const required = `terraform {\nrequired_providers {\nbackups = {\nsource = "${address_1.PROVIDER_SOURCE}"\nversion = "1.0.0"\n}\n}\n}`;
    (0, node_fs_1.writeFileSync)(
      (0, node_path_1.join)(stack, "main.tf"),
      `${required}\ndata "backups_echo" "it" { text = "a" }\n`,
    );
    return { project, stack };
  }
  it("is initialised with the lock file as it is, without a warning, and needs no change", async () => {
    const { stack } = makeProject();
    const lock = (0, node_fs_1.readFileSync)((0, node_path_1.join)(stack, ".terraform.lock.hcl"));
    const init = await terraform.run(stack, ["init", "-lockfile=readonly"]);
    expect(init).toMatchObject({ code: 0 });
    expect(init.output).not.toContain("Warning");
    expect((await terraform.run(stack, ["init", "-upgrade"])).code).toBe(0);
    expect(
      (0, node_fs_1.readFileSync)((0, node_path_1.join)(stack, ".terraform.lock.hcl")).equals(lock),
    ).toBe(true);
    expect((0, install_1.installPlugin)(stack)).toEqual([]);
  });
  it("has a checksum in its lock file that Terraform finds right for other platforms", async () => {
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
  it("works in odd places: spaces, other scripts, an ES module project, and noisy NODE_OPTIONS", async () => {
    const { project, stack } = makeProject("my pröject ☃");
    (0, node_fs_1.writeFileSync)((0, node_path_1.join)(project, "package.json"), '{ "type": "module" }');
    const noisy = (0, node_path_1.join)(home, "noisy.cjs");
    (0, node_fs_1.writeFileSync)(noisy, 'console.log("noise");');
    expect(await terraform.run(stack, ["init"])).toMatchObject({ code: 0 });
    const plan = await terraform.run(stack, ["plan"], { NODE_OPTIONS: `--require ${noisy}` });
    expect(plan).toMatchObject({ code: 0 });
  });
  it("goes on working when the project is moved after init", async () => {
    const { project } = makeProject("here");
    expect(
      await terraform.run((0, node_path_1.join)(project, "cdktf.out/stacks/one"), ["init"]),
    ).toMatchObject({ code: 0 });
    (0, node_fs_1.renameSync)(project, (0, node_path_1.join)(home, "there"));
    const plan = await terraform.run((0, node_path_1.join)(home, "there/cdktf.out/stacks/one"), ["plan"]);
    expect(plan).toMatchObject({ code: 0 });
  });
  it("shares a plugin cache with other projects, and outlives them", async () => {
    const cache = (0, node_path_1.join)(home, "plugin-cache");
    (0, node_fs_1.mkdirSync)(cache);
    const [one, two] = [makeProject(), makeProject()];
    for (const { stack } of [one, two]) {
      const init = await terraform.run(stack, ["init"], { TF_PLUGIN_CACHE_DIR: cache });
      expect(init).toMatchObject({ code: 0 });
    }
    (0, node_fs_1.rmSync)(one.project, { recursive: true });
    expect(await terraform.run(two.stack, ["plan"])).toMatchObject({ code: 0 });
  });
  it("explains a missing package and a missing Node.js in Terraform's own error", async () => {
    const { project, stack } = makeProject();
    expect(await terraform.run(stack, ["init"])).toMatchObject({ code: 0 });
    const noNode = await terraform.run(stack, ["plan"], { CDKTF_BACKUPS_NODE: "no-such-node" });
    expect(noNode.output).toContain("the command no-such-node was not found: install Node.js");
    (0, node_fs_1.rmSync)((0, node_path_1.join)(project, "node_modules"), { recursive: true });
    const noPackage = await terraform.run(stack, ["plan"]);
    expect(noPackage.code).toBe(1);
    expect(noPackage.output).toContain("run npm install cdktf-backups there");
  });
});
