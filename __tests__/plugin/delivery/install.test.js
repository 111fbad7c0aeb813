"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const node_child_process_1 = require("node:child_process");
const node_fs_1 = require("node:fs");
const node_path_1 = require("node:path");
const install_1 = require("../../../src/plugin/delivery/install");
const launcher_1 = require("../../../src/plugin/delivery/launcher");
const mirror_1 = require("../../../src/plugin/delivery/mirror");
const terraform_1 = require("../../helpers/terraform");
describe("installPlugin", () => {
  let home = "";
  beforeEach(() => {
    home = (0, terraform_1.temporaryDirectory)();
  });
  afterEach(() => (0, node_fs_1.rmSync)(home, { recursive: true, force: true }));
  const lockFile = () => (0, node_path_1.join)(home, ".terraform.lock.hcl");
  it("writes the mirror and the lock file, and tells what it wrote", () => {
    const written = (0, install_1.installPlugin)(home);
    expect(written).toHaveLength(11);
    expect(written).toContain(".terraform.lock.hcl");
    const mirror = "terraform.d/plugins/cdktf-backups.internal/npm/backups";
    expect(written).toContain(`${mirror}/terraform-provider-backups_1.0.0_linux_amd64.zip`);
    expect((0, node_fs_1.readdirSync)((0, node_path_1.join)(home, mirror))).toHaveLength(10);
    expect((0, node_fs_1.readdirSync)(home).sort()).toEqual([".terraform.lock.hcl", "terraform.d"]);
  });
  it("touches nothing the second time", () => {
    const paths = (0, install_1.installPlugin)(home);
    const past = new Date("2020-01-01T00:00:00Z");
    for (const path of paths) (0, node_fs_1.utimesSync)((0, node_path_1.join)(home, path), past, past);
    expect((0, install_1.installPlugin)(home)).toEqual([]);
    for (const path of paths)
      expect((0, node_fs_1.statSync)((0, node_path_1.join)(home, path)).mtime).toEqual(past);
  });
  it("mends a file that is damaged, and only that one", () => {
    const damaged = (0, install_1.installPlugin)(home).find((path) => path.includes("darwin_arm64")) ?? "";
    const before = (0, node_fs_1.readFileSync)((0, node_path_1.join)(home, damaged));
    (0, node_fs_1.writeFileSync)((0, node_path_1.join)(home, damaged), "damaged");
    expect((0, install_1.installPlugin)(home)).toEqual([damaged]);
    expect((0, node_fs_1.readFileSync)((0, node_path_1.join)(home, damaged)).equals(before)).toBe(true);
  });
  it("writes through a lock file that is a link", () => {
    const real = (0, node_path_1.join)(home, "shared.lock");
    (0, node_fs_1.writeFileSync)(real, "# shared\n");
    (0, node_fs_1.symlinkSync)(real, lockFile());
    (0, install_1.installPlugin)(home);
    expect((0, node_fs_1.lstatSync)(lockFile()).isSymbolicLink()).toBe(true);
    expect((0, node_fs_1.readFileSync)(real, "utf8")).toMatch(/^# shared\n\nprovider "cdktf-backups/);
  });
  it("writes nothing when the lock file cannot be read, and says what to do", () => {
    (0, node_fs_1.writeFileSync)(lockFile(), 'provider "x" {');
    expect(() => (0, install_1.installPlugin)(home)).toThrow(
      `Cannot add the backups provider to ${lockFile()}: it ends inside a block that nothing closes. Repair the file`,
    );
    expect((0, node_fs_1.readdirSync)(home)).toEqual([".terraform.lock.hcl"]);
  });
  it("leaves no temporary file behind when it cannot write", () => {
    (0, node_fs_1.mkdirSync)((0, node_path_1.join)(home, "terraform.d"));
    (0, node_fs_1.writeFileSync)((0, node_path_1.join)(home, "terraform.d/plugins"), "in the way");
    expect(() => (0, install_1.installPlugin)(home)).toThrow(/plugins/);
    expect((0, node_fs_1.readdirSync)(home).sort()).toEqual([".terraform.lock.hcl", "terraform.d"]);
  });
  it("refuses a directory that does not exist", () => {
    const missing = (0, node_path_1.join)(home, "missing");
    expect(() => (0, install_1.installPlugin)(missing)).toThrow(
      `Cannot install the backups provider into "${missing}": it is not a directory. Name the one that holds`,
    );
  });
});
describe("mirrorFiles", () => {
  it("gives every platform the same bytes, and the same ones every time", () => {
    const all = [...(0, mirror_1.mirrorFiles)(), ...(0, mirror_1.mirrorFiles)()].map(({ bytes }) =>
      bytes.toString("base64"),
    );
    expect(new Set(all).size).toBe(1);
  });
  it("packs executable files that an independent program unpacks", () => {
    const home = (0, terraform_1.temporaryDirectory)();
    const path = (0, node_path_1.join)(home, "it.zip");
    (0, node_fs_1.writeFileSync)(path, (0, mirror_1.mirrorFiles)()[0]?.bytes ?? "");
    const read =
      "import json,sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);assert z.testzip() is None;" +
      "print(json.dumps([[i.filename,oct(i.external_attr>>16),z.read(i).decode()] for i in z.infolist()]))";
    const { stdout, error } = (0, node_child_process_1.spawnSync)("python3", ["-c", read, path], {
      encoding: "utf8",
    });
    (0, node_fs_1.rmSync)(home, { recursive: true });
    if (error)
      return console.warn(`NOT TESTED, because there is no python3: ${expect.getState().currentTestName}`);
    expect(JSON.parse(stdout)).toEqual(
      launcher_1.PACKAGE_FILES.map(({ name, text }) => [name, "0o100755", text]),
    );
  });
});
