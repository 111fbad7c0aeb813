"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const node_child_process_1 = require("node:child_process");
const node_crypto_1 = require("node:crypto");
const node_fs_1 = require("node:fs");
const node_path_1 = require("node:path");
const launcher_1 = require("../../../src/plugin/delivery/launcher");
const terraform_1 = require("../../helpers/terraform");
const [sh, cmd] = launcher_1.PACKAGE_FILES.map(({ text }) => text);
const ENTRY = "bin/terraform-provider-backups.cjs";
const SHELLS = ["/bin/sh", "/usr/bin/dash", "/usr/bin/bash"].filter((shell) =>
  (0, node_fs_1.existsSync)(shell),
);
describe("the launchers", () => {
  // Lock files of users hold a checksum of these bytes, and Terraform refuses the provider when it differs, even with
  // `init -upgrade`. So this test is never adapted to a launcher: a launcher that fails it must not be released.
  it("are the bytes that were released, for ever", () => {
    const sha256 = (text = "") => (0, node_crypto_1.createHash)("sha256").update(text).digest("hex");
    expect(launcher_1.PACKAGE_FILES.map(({ name, text }) => [name, sha256(text)])).toEqual([
      ["terraform-provider-backups", "SH_SHA"],
      ["terraform-provider-backups.cmd", "CMD_SHA"],
    ]);
  });
  it("are plain ASCII, with the line ends of their systems", () => {
    expect(sh).toMatch(/^#!\/bin\/sh\n[\n -~]*\n$/);
    expect(cmd).toMatch(/^@echo off\r\n(?:[ -~]*\r\n)*$/);
  });
  it("print no line that Terraform could take for a handshake", () => {
    const messages = [...`${sh}${cmd}`.matchAll(/(?:give_up "|^echo ).*/gm)].map(([line]) => line);
    expect(messages).toHaveLength(6);
    for (const message of messages) expect(message).not.toContain("|");
  });
});
describe.each(SHELLS)("the launcher run by %s", (shell) => {
  let home = "";
  beforeEach(() => {
    home = (0, terraform_1.temporaryDirectory)();
  });
  afterEach(() => (0, node_fs_1.rmSync)(home, { recursive: true, force: true }));
  /** Makes a package that tells how it was started. */
  function makePackage(directory) {
    (0, node_fs_1.mkdirSync)((0, node_path_1.join)(directory, "bin"), { recursive: true });
    (0, node_fs_1.writeFileSync)((0, node_path_1.join)(directory, "package.json"), "{}");
    const tell = "[process.cwd(), __dirname, process.env.NODE_OPTIONS ?? null, ...process.argv.slice(2)]";
    (0, node_fs_1.writeFileSync)(
      (0, node_path_1.join)(directory, ENTRY),
      `console.log(JSON.stringify(${tell}));`,
    );
    return directory;
  }
  /** Runs the launcher, which stands far away from the project, as in a plugin cache. */
  function launch(cwd, env = {}, args = []) {
    (0, node_fs_1.mkdirSync)(cwd, { recursive: true });
    const cached = (0, node_path_1.join)(home, "cache/terraform-provider-backups");
    (0, node_fs_1.mkdirSync)((0, node_path_1.dirname)(cached), { recursive: true });
    (0, node_fs_1.writeFileSync)(cached, sh ?? "");
    const inherited = { PATH: `${(0, node_path_1.dirname)(process.execPath)}:${process.env.PATH}`, PWD: cwd };
    const run = (0, node_child_process_1.spawnSync)(shell, [cached, ...args], {
      cwd,
      env: { ...inherited, ...env },
      encoding: "utf8",
    });
    return { code: run.status, stdout: run.stdout, stderr: run.stderr };
  }
  const told = (stdout) => JSON.parse(stdout);
  it.each(["a project", "pröjekt ☃ with 'quotes' $HOME `x` and\\more", "-x;exit 3&"])(
    "finds the package in or above a directory named %j",
    (name) => {
      const project = (0, node_path_1.join)(home, name);
      const found = makePackage((0, node_path_1.join)(project, "node_modules/cdktf-backups"));
      for (const cwd of [project, (0, node_path_1.join)(project, "cdktf.out/stacks/one")]) {
        const { stdout, stderr } = launch(cwd, {}, ["an argument", "*"]);
        expect(stderr).toBe("");
        expect(told(stdout)).toEqual([cwd, (0, node_path_1.join)(found, "bin"), null, "an argument", "*"]);
      }
    },
  );
  it("takes the nearest package, and an installed one before the one it is in", () => {
    makePackage((0, node_path_1.join)(home, "node_modules/cdktf-backups"));
    const near = makePackage((0, node_path_1.join)(home, "project/node_modules/cdktf-backups"));
    makePackage((0, node_path_1.join)(home, "project"));
    expect(told(launch((0, node_path_1.join)(home, "project/stack")).stdout)[1]).toBe(
      (0, node_path_1.join)(near, "bin"),
    );
  });
  it("finds the package itself where it is developed, but no file of that name elsewhere", () => {
    const own = makePackage((0, node_path_1.join)(home, "own"));
    expect(told(launch((0, node_path_1.join)(own, "examples/one")).stdout)[1]).toBe(
      (0, node_path_1.join)(own, "bin"),
    );
    (0, node_fs_1.rmSync)((0, node_path_1.join)(own, "package.json"));
    expect(launch((0, node_path_1.join)(own, "examples/one")).code).toBe(1);
  });
  it("follows links: a linked package, and a working directory by its own path and by its real one", () => {
    const store = makePackage((0, node_path_1.join)(home, "store/cdktf-backups"));
    (0, node_fs_1.mkdirSync)((0, node_path_1.join)(home, "a/node_modules"), { recursive: true });
    (0, node_fs_1.symlinkSync)(store, (0, node_path_1.join)(home, "a/node_modules/cdktf-backups"));
    (0, node_fs_1.mkdirSync)((0, node_path_1.join)(home, "a/stack"));
    (0, node_fs_1.mkdirSync)((0, node_path_1.join)(home, "b/deep"), { recursive: true });
    (0, node_fs_1.symlinkSync)(
      (0, node_path_1.join)(home, "a/stack"),
      (0, node_path_1.join)(home, "b/deep/stack"),
    );
    (0, node_fs_1.symlinkSync)((0, node_path_1.join)(home, "b/deep"), (0, node_path_1.join)(home, "a/link"));
    // Entered from b, the package is only above the real path; entered as a/link, only above the path itself.
    expect(told(launch((0, node_path_1.join)(home, "b/deep/stack")).stdout)[1]).toBe(
      (0, node_path_1.join)(store, "bin"),
    );
    expect(told(launch((0, node_path_1.join)(home, "a/link")).stdout)[1]).toBe(
      (0, node_path_1.join)(store, "bin"),
    );
  });
  it("is not misled by a PWD that is stale, relative or missing", () => {
    const found = makePackage((0, node_path_1.join)(home, "project/node_modules/cdktf-backups"));
    for (const PWD of ["/", "project", "", undefined]) {
      expect(told(launch((0, node_path_1.join)(home, "project/stack"), { PWD }).stdout)[1]).toBe(
        (0, node_path_1.join)(found, "bin"),
      );
    }
  });
  it("takes CDKTF_BACKUPS_HOME before anything else, and says so when it is wrong", () => {
    makePackage((0, node_path_1.join)(home, "project/node_modules/cdktf-backups"));
    const chosen = makePackage((0, node_path_1.join)(home, "chosen one"));
    const cwd = (0, node_path_1.join)(home, "project");
    expect(told(launch(cwd, { CDKTF_BACKUPS_HOME: chosen }).stdout)[1]).toBe(
      (0, node_path_1.join)(chosen, "bin"),
    );
    const wrong = launch(cwd, { CDKTF_BACKUPS_HOME: home });
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toBe(
      `CDKTF_BACKUPS_HOME is ${home}, which holds no ${ENTRY}: set it to the directory of the npm package ` +
        "cdktf-backups, or unset it.\n",
    );
  });
  it("says in one line that the package is missing, and what to do", () => {
    const { code, stdout, stderr } = launch((0, node_path_1.join)(home, "project"));
    expect(code).toBe(1);
    expect(stderr).toBe("");
    expect(stdout).toBe(
      `The npm package cdktf-backups was not found in or above ${home}/project: run npm install cdktf-backups there, ` +
        "or set CDKTF_BACKUPS_HOME to its directory.\n",
    );
  });
  it.each([
    ["node", { PATH: "/nowhere" }],
    ["/no/such/node", { CDKTF_BACKUPS_NODE: "/no/such/node" }],
    ["/", { CDKTF_BACKUPS_NODE: "/" }],
  ])("says in one line that there is no %s to run, and what to do", (node, env) => {
    makePackage((0, node_path_1.join)(home, "node_modules/cdktf-backups"));
    const { code, stdout } = launch(home, env);
    expect(code).toBe(1);
    expect(stdout).toBe(
      `The backups provider needs Node.js, and the command ${node} was not found: install Node.js, ` +
        "or set CDKTF_BACKUPS_NODE to its path.\n",
    );
  });
  it("runs the node that CDKTF_BACKUPS_NODE names", () => {
    makePackage((0, node_path_1.join)(home, "node_modules/cdktf-backups"));
    const node = (0, node_path_1.join)(home, "my node");
    (0, node_fs_1.writeFileSync)(node, `#!/bin/sh\necho mine "$1"\n`);
    (0, node_fs_1.chmodSync)(node, 0o755);
    expect(launch(home, { CDKTF_BACKUPS_NODE: node }).stdout).toContain(`mine ${home}/node_modules`);
  });
  it("drops NODE_OPTIONS, whose preloads could print, and ignores the module type of the project", () => {
    makePackage((0, node_path_1.join)(home, "node_modules/cdktf-backups"));
    (0, node_fs_1.writeFileSync)((0, node_path_1.join)(home, "package.json"), '{ "type": "module" }');
    (0, node_fs_1.writeFileSync)((0, node_path_1.join)(home, "noisy.cjs"), 'console.log("noise");');
    const { stdout } = launch(home, {
      NODE_OPTIONS: `--require "${(0, node_path_1.join)(home, "noisy.cjs")}"`,
    });
    expect(told(stdout)[2]).toBeNull();
  });
});
describe("bin/terraform-provider-backups.cjs", () => {
  it("says in one line what is wrong when the package is incomplete, under any module type", () => {
    const home = (0, terraform_1.temporaryDirectory)();
    (0, node_fs_1.mkdirSync)((0, node_path_1.join)(home, "bin"));
    (0, node_fs_1.writeFileSync)((0, node_path_1.join)(home, "package.json"), '{ "type": "module" }');
    (0, node_fs_1.copyFileSync)(
      (0, node_path_1.resolve)(__dirname, "../../..", ENTRY),
      (0, node_path_1.join)(home, ENTRY),
    );
    const { status, stdout, stderr } = (0, node_child_process_1.spawnSync)(
      process.execPath,
      [(0, node_path_1.join)(home, ENTRY)],
      { encoding: "utf8" },
    );
    (0, node_fs_1.rmSync)(home, { recursive: true });
    expect([status, stderr]).toEqual([1, ""]);
    expect(stdout).toMatch(
      /^The package cdktf-backups cannot be loaded \(Cannot find module .*\): run npm install.*\n$/,
    );
  });
});
