import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { LAUNCHERS, launcherArchive } from "../../scripts/launcher/make";
import { mirrorFiles, PACKAGE_HASH } from "../../src/delivery/mirror";
import { temporaryDirectory } from "../helpers/terraform";

const [sh, cmd] = LAUNCHERS.map(({ content }) => content.toString());
const ENTRY = "bin/terraform-provider-backups.cjs";
const SHELLS = ["/bin/sh", "/usr/bin/dash", "/usr/bin/bash"].filter((shell) => existsSync(shell));

describe("the launchers", () => {
  // Lock files of users hold a checksum of these bytes, and Terraform refuses the provider when it differs, even with
  // `init -upgrade`. So this test is never adapted to a launcher: a launcher that fails it must not be released.
  it("never change", () => {
    const sha256 = (content: string | Uint8Array) => createHash("sha256").update(content);
    const archives = [launcherArchive(), ...mirrorFiles().map(({ bytes }) => bytes)];
    expect(new Set(archives.map((bytes) => sha256(bytes).digest("hex")))).toEqual(
      new Set(["a0abb2a3f8f2ad80025cf73c842e5f56a22b365d71d59b9d0ddf0ea2b32b7ac9"]),
    );
    // Hash1 of golang.org/x/mod/sumdb/dirhash, which lock files hold.
    const lines = LAUNCHERS.map(({ name, content }) => `${sha256(content).digest("hex")}  ${name}\n`);
    expect(PACKAGE_HASH).toBe(`h1:${sha256(lines.join("")).digest("base64")}`);
    expect(PACKAGE_HASH).toBe("h1:JIffHdzT6SbSVGkKitGAt1peZolTiZGjghgF/bdhYQI=");
  });

  it("are plain ASCII, with the line ends of their systems", () => {
    expect(sh).toMatch(/^#!\/bin\/sh\n[\n -~]*\n$/);
    expect(cmd).toMatch(/^@echo off\r\n(?:[ -~]*\r\n)*$/);
  });

  it("print no line that Terraform could read as a handshake", () => {
    const messages = [...`${sh}${cmd}`.matchAll(/(?:give_up "|^echo ).*/gm)].map(([line]) => line);
    expect(messages).toHaveLength(6);
    for (const message of messages) expect(message).not.toContain("|");
  });
});

describe.each(SHELLS)("the launcher run by %s", (shell) => {
  let home = "";
  beforeEach(() => {
    home = temporaryDirectory();
  });

  /** Makes a package that tells how it was started. */
  function makePackage(directory: string): string {
    mkdirSync(join(directory, "bin"), { recursive: true });
    writeFileSync(join(directory, "package.json"), "{}");
    const tell = "[process.cwd(), __dirname, process.env.NODE_OPTIONS ?? null, ...process.argv.slice(2)]";
    writeFileSync(join(directory, ENTRY), `console.log(JSON.stringify(${tell}));`);
    return directory;
  }

  /** Runs the launcher, which stands far away from the project, as in a plugin cache. */
  function launch(cwd: string, env: NodeJS.ProcessEnv = {}, args: string[] = []) {
    mkdirSync(cwd, { recursive: true });
    const cached = join(home, "cache/terraform-provider-backups");
    mkdirSync(dirname(cached), { recursive: true });
    writeFileSync(cached, sh ?? "");
    const inherited = { PATH: `${dirname(process.execPath)}:${process.env.PATH}`, PWD: cwd };
    const run = spawnSync(shell, [cached, ...args], { cwd, env: { ...inherited, ...env }, encoding: "utf8" });
    return { code: run.status, stdout: run.stdout, stderr: run.stderr };
  }

  const told = (stdout: string): unknown[] => JSON.parse(stdout);

  it.each(["a project", "pröjekt ☃ with 'quotes' $HOME `x` and\\more", "-x;exit 3&"])(
    "finds the package in or above a directory named %j",
    (name) => {
      const project = join(home, name);
      const found = makePackage(join(project, "node_modules/cdktf-backups"));
      for (const cwd of [project, join(project, "cdktf.out/stacks/one")]) {
        const { stdout, stderr } = launch(cwd, {}, ["an argument", "*"]);
        expect(stderr).toBe("");
        expect(told(stdout)).toEqual([cwd, join(found, "bin"), null, "an argument", "*"]);
      }
    },
  );

  it("takes the nearest package, and an installed one before the one it is in", () => {
    makePackage(join(home, "node_modules/cdktf-backups"));
    const near = makePackage(join(home, "project/node_modules/cdktf-backups"));
    makePackage(join(home, "project"));
    expect(told(launch(join(home, "project/stack")).stdout)[1]).toBe(join(near, "bin"));
  });

  it("finds the package in its own checkout, but no file of that name elsewhere", () => {
    const own = makePackage(join(home, "own"));
    expect(told(launch(join(own, "examples/one")).stdout)[1]).toBe(join(own, "bin"));
    rmSync(join(own, "package.json"));
    expect(launch(join(own, "examples/one")).code).toBe(1);
  });

  it("follows links: a linked package, and a working directory by its own path and by its real one", () => {
    const store = makePackage(join(home, "store/cdktf-backups"));
    mkdirSync(join(home, "a/node_modules"), { recursive: true });
    symlinkSync(store, join(home, "a/node_modules/cdktf-backups"));
    mkdirSync(join(home, "a/stack"));
    mkdirSync(join(home, "b/deep"), { recursive: true });
    symlinkSync(join(home, "a/stack"), join(home, "b/deep/stack"));
    symlinkSync(join(home, "b/deep"), join(home, "a/link"));
    // Entered from b, the package is only above the real path; entered as a/link, only above the path itself.
    expect(told(launch(join(home, "b/deep/stack")).stdout)[1]).toBe(join(store, "bin"));
    expect(told(launch(join(home, "a/link")).stdout)[1]).toBe(join(store, "bin"));
  });

  it("is not misled by a PWD that is stale, relative or missing", () => {
    const found = makePackage(join(home, "project/node_modules/cdktf-backups"));
    for (const PWD of ["/", "project", "", undefined]) {
      expect(told(launch(join(home, "project/stack"), { PWD }).stdout)[1]).toBe(join(found, "bin"));
    }
  });

  it("uses CDKTF_BACKUPS_HOME before anything else, and says so if it is wrong", () => {
    makePackage(join(home, "project/node_modules/cdktf-backups"));
    const chosen = makePackage(join(home, "chosen one"));
    const cwd = join(home, "project");
    expect(told(launch(cwd, { CDKTF_BACKUPS_HOME: chosen }).stdout)[1]).toBe(join(chosen, "bin"));
    const wrong = launch(cwd, { CDKTF_BACKUPS_HOME: home });
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toBe(
      `CDKTF_BACKUPS_HOME is ${home}, which holds no ${ENTRY}: set it to the directory of the npm package ` +
        "cdktf-backups, or unset it.\n",
    );
  });

  it("says in one line that the package is missing, and what to do", () => {
    const { code, stdout, stderr } = launch(join(home, "project"));
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
    makePackage(join(home, "node_modules/cdktf-backups"));
    const { code, stdout } = launch(home, env);
    expect(code).toBe(1);
    expect(stdout).toBe(
      `The backups provider needs Node.js, and the command ${node} was not found: install Node.js, ` +
        "or set CDKTF_BACKUPS_NODE to its path.\n",
    );
  });

  it("runs the node that CDKTF_BACKUPS_NODE names", () => {
    makePackage(join(home, "node_modules/cdktf-backups"));
    const node = join(home, "my node");
    writeFileSync(node, `#!/bin/sh\necho mine "$1"\n`);
    chmodSync(node, 0o755);
    expect(launch(home, { CDKTF_BACKUPS_NODE: node }).stdout).toContain(`mine ${home}/node_modules`);
  });

  it("drops NODE_OPTIONS, whose preloads could print, and ignores the module type of the project", () => {
    makePackage(join(home, "node_modules/cdktf-backups"));
    writeFileSync(join(home, "package.json"), '{ "type": "module" }');
    writeFileSync(join(home, "noisy.cjs"), 'console.log("noise");');
    const { stdout } = launch(home, { NODE_OPTIONS: `--require "${join(home, "noisy.cjs")}"` });
    expect(told(stdout)[2]).toBeNull();
  });
});

describe("bin/terraform-provider-backups.cjs", () => {
  const entry = resolve(__dirname, "../..", ENTRY);

  it("says in one line that Node.js is too old, in syntax that an old one can parse", () => {
    const home = temporaryDirectory();
    const old = join(home, "old.cjs");
    writeFileSync(
      old,
      'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "16.20.2" } });',
    );
    const run = spawnSync(process.execPath, ["--require", old, entry], { encoding: "utf8" });
    expect([run.status, run.stderr]).toEqual([1, ""]);
    expect(run.stdout).toMatch(
      /^The backups provider needs Node\.js 20\.9 or newer, and .* is version 16\.20\.2: .*\n$/,
    );
    // Node.js 12 stops at these with a stack on stderr, which Terraform does not show.
    expect(readFileSync(entry, "utf8")).not.toMatch(/\?\.|\?\?/);
  });

  it("says so if its code file is empty", () => {
    const home = temporaryDirectory();
    mkdirSync(join(home, "bin"));
    mkdirSync(join(home, "lib/bundle"), { recursive: true });
    for (const file of [ENTRY, "bin/load.cjs"]) {
      copyFileSync(resolve(__dirname, "../..", file), join(home, file));
    }
    writeFileSync(join(home, "lib/bundle/plugin.js"), "");
    const run = spawnSync(process.execPath, [join(home, ENTRY)], { encoding: "utf8" });
    expect([run.status, run.stderr]).toEqual([1, ""]);
    expect(run.stdout).toContain("(lib/bundle/plugin.js is incomplete): run npm install");
  });

  it("says in one line what is wrong when the package is incomplete, under any module type", () => {
    const home = temporaryDirectory();
    mkdirSync(join(home, "bin"));
    writeFileSync(join(home, "package.json"), '{ "type": "module" }');
    copyFileSync(resolve(__dirname, "../..", ENTRY), join(home, ENTRY));
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(home, ENTRY)], { encoding: "utf8" });
    expect([status, stderr]).toEqual([1, ""]);
    expect(stdout).toMatch(
      /^The package cdktf-backups cannot be loaded \(Cannot find module .*\): run npm install.*\n$/,
    );
  });
});
