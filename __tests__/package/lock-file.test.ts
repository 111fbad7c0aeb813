import { readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
const PTY = "@cdktf/node-pty-prebuilt-multiarch";

interface Locked {
  readonly name?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
}

interface Manifest {
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, string>>;
}

function read(name: string): string {
  return readFileSync(join(ROOT, name), "utf8");
}

const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, Locked> };

/** Packages with an install script, and why nothing is missing without it. A script that builds something is none. */
const INSTALL_SCRIPTS = {
  "@alicloud/openapi-core": "installs other packages on Node.js 10 and 12, else nothing",
  "@parcel/watcher": "builds only if that is asked for; its binaries are packages",
  "@swc/core": "checks whether its binary, a package, is there",
  "core-js": "prints an advertisement",
  esbuild: "puts its binary, a package, in the place of a script that starts it",
  protobufjs: "warns of version ranges",
};

describe("the lock file", () => {
  it("has the integrity of every package, also for other platforms", () => {
    const without = Object.entries(packages)
      .filter(([path, { integrity, link, inBundle }]) => path !== "" && !link && !inBundle && !integrity)
      .map(([path]) => path);
    expect(without).toEqual([]);
  });

  it("names no registry", () => {
    expect(read("package-lock.json")).not.toMatch(/"resolved":|"https?:\/\/[^"]*\.tgz/);
  });

  it("contains no package that needs an install script, and npm runs none", () => {
    const scripted = Object.entries(packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.split("node_modules/").at(-1));
    expect([...new Set(scripted)].sort()).toEqual(Object.keys(INSTALL_SCRIPTS).sort());
    expect(read(".npmrc")).toMatch(/^ignore-scripts=true$/m);
  });

  it("has cdktf's terminal module prebuilt for every Node.js, where the cdktf command finds it", () => {
    const places = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${PTY}`));
    expect(places.map(([path, { name }]) => [path, name])).toEqual([
      [`node_modules/${PTY}`, "@lydell/node-pty"],
    ]);
  });
});

describe("docs/install.md", () => {
  it("shows what this package itself does for cdktf-cli on later versions of Node.js", () => {
    const block = /```json\n([\s\S]*?)```/.exec(read("docs/install.md"))?.[1];
    const told = JSON.parse(block ?? "null") as Manifest;
    const { devDependencies, overrides } = JSON.parse(read("package.json")) as Manifest;
    expect(told).toEqual({ devDependencies: { [PTY]: devDependencies[PTY] }, overrides });
  });
});
