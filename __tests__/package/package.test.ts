import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { encodedSchema } from "../../src/plugin/encoded-schema";
import { Packed, type PackedProject } from "./packed";

/** All that belongs into the package. */
const WANTED = [
  /^(?:package\.json|README(?:\.zh-CN)?\.md|CHANGELOG\.md|CONTRIBUTING\.md|SECURITY\.md|LICENSE)$/,
  /^bin\/[\w-]+\.cjs$/,
  /^(?:lib|cdktn)\/[\w/-]+\.(?:js|d\.ts)$/,
  /^lib\/bundle\/(?:LICENSES\.txt|provider-schema\.bin)$/,
  /^lib\/backups\.schema\.json$/,
  /^lib\/delivery\/launcher\.zip$/,
  /^(?:main\.ts|cdktf\.json|action\.yml)$/,
  /^integrations\/[\w-]+\.ya?ml$/,
  /^docs\/(?!api\/)[\w/-]+\.(?:md|svg|png)$/,
  /^examples\/[\w/.-]+\.(?:ts|mts|mjs|json|tf|hcl|md|sh)$/,
];
/** What is one file with the packages inside that it needs. */
const BUNDLED = /^lib\/(?:bundle\/|(?:transport\/axios|reading\/schema)\.js$)/;
/** Every way in which compiled files name another module. */
const SPECIFIER = /(?:\b(?:require|import)\(|\bfrom |^import )"([^"]+)"/gm;

let packed: Packed;
let project: PackedProject;

beforeAll(() => {
  packed = new Packed();
  project = packed.project();
});

function read(path: string): string {
  return readFileSync(join(project.package, path), "utf8");
}

/** The package that a specifier is in. */
function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function importsOf(pattern: RegExp): Set<string> {
  const compiled = packed.files.filter(
    ({ path }) => /^(?:lib|cdktn)\/.*\.(?:js|d\.ts)$/.test(path) && !BUNDLED.test(path),
  );
  const found = compiled.flatMap(({ path }) =>
    [...read(path).matchAll(SPECIFIER)].map(([, specifier = ""]) => specifier),
  );
  return new Set(found.filter((specifier) => pattern.test(specifier)).map(packageOf));
}

describe("the tarball", () => {
  it("contains the compiled files, the commands and the documentation, and nothing else", () => {
    const paths = packed.files.map(({ path }) => path);
    expect(paths.filter((path) => !WANTED.some((wanted) => wanted.test(path)))).toEqual([]);
    expect(paths).toEqual(
      expect.arrayContaining(["LICENSE", "README.md", "CHANGELOG.md", "lib/index.js", "cdktn/index.d.ts"]),
    );
  });

  it("contains the provider's schema", async () => {
    const kept = readFileSync(join(project.package, "lib/bundle/provider-schema.bin"));
    expect(kept.equals(await encodedSchema())).toBe(true);
  });

  it("holds every page, picture and example that its pages link to", () => {
    const paths = packed.files.map(({ path }) => path);
    const there = (target: string) => paths.some((path) => path === target || path.startsWith(`${target}/`));
    const broken = paths
      .filter((path) => path.endsWith(".md"))
      .flatMap((path) =>
        [...read(path).matchAll(/\]\(([^)\s#]+)[^)]*\)|(?:src|srcset)="([^"]+)"/g)]
          .map(([, link = "", picture = ""]) => link || picture)
          .filter((link) => !/^[a-z]+:/.test(link) && !link.startsWith("#"))
          .filter((link) => !there(join(dirname(path), link).replaceAll("\\", "/")))
          .map((link) => `${path}: ${link}`),
      );
    expect(broken).toEqual([]);
  });

  it("has a declaration for every compiled file, and no more", () => {
    const stems = (ending: string) =>
      packed.files
        .filter(({ path }) => /^(?:lib|cdktn)\//.test(path) && path.endsWith(ending))
        .filter(({ path }) => !path.startsWith("lib/bundle/"))
        .map(({ path }) => path.slice(0, -ending.length))
        .sort();
    expect(stems(".js").length).toBeGreaterThan(50);
    expect(stems(".d.ts")).toEqual(stems(".js"));
  });

  it("does not refer to source maps that it does not have", () => {
    const referring = packed.files.filter(({ path }) => read(path).includes("sourceMappingURL="));
    expect(referring).toEqual([]);
  });

  it("has every file that package.json names, and the commands can be executed", () => {
    const { main, types, exports, typesVersions, bin } = JSON.parse(read("package.json"));
    const targets = [main, types, Object.values(bin), exports, typesVersions]
      .flatMap((part) => JSON.stringify(part).match(/"[^"]+\.[cjts]+"/g) ?? [])
      .map((text) => text.slice(1, -1).replace(/^\.\//, ""));
    expect(targets.length).toBeGreaterThan(10);
    const paths = packed.files.map(({ path }) => path);
    expect(targets.filter((target) => !paths.includes(target) && target !== "package.json")).toEqual([]);
    for (const path of Object.values(bin)) {
      expect(packed.files.find((file) => file.path === path)?.mode).toBe(0o755);
    }
  });
});

describe("the declared dependencies", () => {
  const declared = () => JSON.parse(read("package.json")) as Record<string, Record<string, unknown>>;

  it("hold everything that the compiled files import", () => {
    const { dependencies, peerDependencies, peerDependenciesMeta } = declared();
    const known = [...Object.keys(dependencies ?? {}), ...Object.keys(peerDependencies ?? {})];
    const imported = [...importsOf(/^[^.]/)].filter((name) => !isBuiltin(name));
    expect(imported.filter((name) => !known.includes(name))).toEqual([]);
    expect(Object.keys(peerDependenciesMeta ?? {}).sort()).toEqual(
      Object.keys(peerDependencies ?? {}).sort(),
    );
  });

  it("contain only packages that they import or bundle", () => {
    const { dependencies, peerDependencies } = declared();
    const used = new Set([...importsOf(/^[^.]/), ...inside().keys()]);
    const all = { ...dependencies, ...peerDependencies };
    expect(Object.keys(all).filter((name) => !used.has(name))).toEqual([]);
  });

  it("name the version of a bundled package, so that an audit sees it", () => {
    const dependencies = declared().dependencies as Record<string, string>;
    const versions = [...inside()].filter(([name]) => Object.hasOwn(dependencies, name));
    expect(versions.map(([name]) => name)).toEqual(expect.arrayContaining(["axios", "zod", "commander"]));
    expect(Object.fromEntries(versions)).toEqual(
      Object.fromEntries(versions.map(([name]) => [name, dependencies[name]])),
    );
  });

  it("come with the licences of bundled packages", () => {
    for (const [name] of inside()) {
      const text = read("lib/bundle/LICENSES.txt").split(`${name} `)[1] ?? "";
      expect(text).toMatch(/permi(?:ssion|tted)|Licen[cs]e/i);
    }
  });
});

/** Packages whose code is inside the bundles, with their versions. */
function inside(): Map<string, string> {
  const heads = read("lib/bundle/LICENSES.txt").matchAll(/^([@\w/.-]+) (\d+\.\d+\.\d+) \(/gm);
  return new Map([...heads].map(([, name = "", version = ""]) => [name, version]));
}
