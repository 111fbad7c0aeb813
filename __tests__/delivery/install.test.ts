import { spawnSync } from "node:child_process";
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { LAUNCHERS } from "../../scripts/launcher/make";
import { installPlugin } from "../../src/delivery/install";
import { mirrorFiles } from "../../src/delivery/mirror";
import { temporaryDirectory } from "../helpers/terraform";

describe("installPlugin", () => {
  let home = "";
  beforeEach(() => {
    home = temporaryDirectory();
  });

  const lockFile = () => join(home, ".terraform.lock.hcl");

  it("writes the mirror and the lock file, and returns their names", () => {
    const written = installPlugin(home);
    expect(written).toHaveLength(11);
    expect(written).toContain(".terraform.lock.hcl");
    const mirror = "terraform.d/plugins/cdktf-backups.internal/npm/backups";
    expect(written).toContain(`${mirror}/terraform-provider-backups_1.0.0_linux_amd64.zip`);
    expect(readdirSync(join(home, mirror))).toHaveLength(10);
    expect(readdirSync(home).sort()).toEqual([".terraform.lock.hcl", "terraform.d"]);
  });

  it("touches nothing the second time", () => {
    const paths = installPlugin(home);
    const past = new Date("2020-01-01T00:00:00Z");
    for (const path of paths) utimesSync(join(home, path), past, past);
    expect(installPlugin(home)).toEqual([]);
    for (const path of paths) expect(statSync(join(home, path)).mtime).toEqual(past);
  });

  it("repairs a damaged file, and only that one", () => {
    const damaged = installPlugin(home).find((path) => path.includes("darwin_arm64")) ?? "";
    const before = readFileSync(join(home, damaged));
    writeFileSync(join(home, damaged), "damaged");
    expect(installPlugin(home)).toEqual([damaged]);
    expect(readFileSync(join(home, damaged)).equals(before)).toBe(true);
  });

  it("writes through a lock file that is a link", () => {
    const real = join(home, "shared.lock");
    writeFileSync(real, "# shared\n");
    symlinkSync(real, lockFile());
    installPlugin(home);
    expect(lstatSync(lockFile()).isSymbolicLink()).toBe(true);
    expect(readFileSync(real, "utf8")).toMatch(/^# shared\n\nprovider "cdktf-backups/);
  });

  it("writes nothing when the lock file cannot be read, and says what to do", () => {
    writeFileSync(lockFile(), 'provider "x" {');
    expect(() => installPlugin(home)).toThrow(
      `Cannot add the backups provider to ${lockFile()}: it ends inside a block that nothing closes. Repair the file`,
    );
    expect(readdirSync(home)).toEqual([".terraform.lock.hcl"]);
  });

  it("writes nothing if a file is in the way", () => {
    mkdirSync(join(home, "terraform.d"));
    writeFileSync(join(home, "terraform.d/plugins"), "in the way");
    expect(() => installPlugin(home)).toThrow(/plugins/);
    expect(readdirSync(home)).toEqual(["terraform.d"]);
  });

  it("refuses a directory that does not exist", () => {
    const missing = join(home, "missing");
    expect(() => installPlugin(missing)).toThrow(
      `Cannot install the backups provider into "${missing}": it is not a directory. Name the one that holds`,
    );
  });
});

describe("mirrorFiles", () => {
  it("packs executable files that an independent program unpacks", () => {
    const home = temporaryDirectory();
    const path = join(home, "it.zip");
    writeFileSync(path, mirrorFiles()[0]?.bytes ?? "");
    const read =
      "import json,sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);assert z.testzip() is None;" +
      "print(json.dumps([[i.filename,oct(i.external_attr>>16),z.read(i).decode()] for i in z.infolist()]))";
    const { stdout, error } = spawnSync("python3", ["-c", read, path], { encoding: "utf8" });
    if (error)
      return console.warn(`NOT TESTED, because there is no python3: ${expect.getState().currentTestName}`);
    expect(JSON.parse(stdout)).toEqual(
      LAUNCHERS.map(({ name, content }) => [name, "0o100755", content.toString()]),
    );
  });
});
