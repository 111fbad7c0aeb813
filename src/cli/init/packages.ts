/** The packages and versions that a project needs. */
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { runsCdktnCommand } from "../programs";
import { readJsonObject } from "../read-file";
import { type Ground, packagesOf } from "./ground";
import type { Framework } from "./templates/typescript";

const ROOT = resolve(__dirname, "../../..");
const own = require("../../../package.json") as {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, string>>;
};

export type Versions = Readonly<Record<string, string>>;

function fileSpec(directory: string, path: string): string {
  return `file:${relative(directory, path).split(sep).join("/") || "."}`;
}

/**
 * The entry in package.json for the running package: its tarball, or its version.
 *
 * @param directory of the package.json
 */
export function ownSpec(directory: string): string {
  const modules = dirname(ROOT);
  if (basename(modules) !== "node_modules") return fileSpec(directory, ROOT);
  const project = dirname(modules);
  const spec = packagesOf(readJsonObject(join(project, "package.json")))["cdktf-backups"];
  const file = spec?.startsWith("file:") ? spec.slice("file:".length) : undefined;
  if (file === undefined) return spec ?? own.version;
  return fileSpec(directory, resolve(project, file));
}

const PTY = "@cdktf/node-pty-prebuilt-multiarch";

/** Packages of a project's own code, and those of its tools, at the versions that this package is tested with. */
export function packagesFor(framework: Framework, spec: string): { code: Versions; tools: Versions } {
  const tested = (...names: readonly string[]): Versions =>
    Object.fromEntries(names.map((name) => [name, String(own.devDependencies[name])]));
  const cdktn: Versions = runsCdktnCommand() ? { "cdktn-cli": String(own.devDependencies.cdktn) } : {};
  return {
    code: { ...tested(framework, "constructs"), "cdktf-backups": spec },
    tools: {
      ...(framework === "cdktf" ? tested("cdktf-cli", PTY) : cdktn),
      ...tested("@types/node", "tsx", "typescript"),
    },
  };
}

/** The package.json of a new project. The override is for cdktf's command on Node.js 24 and later: see docs/install.md. */
export function newManifest(framework: Framework, directory: string): object {
  const { code, tools } = packagesFor(framework, ownSpec(directory));
  return {
    private: true,
    dependencies: code,
    devDependencies: tools,
    ...(framework === "cdktf" && { overrides: { [PTY]: own.overrides[PTY] } }),
  };
}

/** The last Node.js for which cdktf's command brings its own terminal module. */
const LAST_PREBUILT = 22;

/** The command that adds the override to an existing package.json, if it is needed. */
export function overrideCommand({ kind, manifest }: Ground): readonly string[] {
  const isOld = Number.parseInt(process.versions.node, 10) <= LAST_PREBUILT;
  if (kind !== "cdktf" || isOld || manifest?.overrides?.[PTY]) return [];
  return [`npm pkg set "overrides.${PTY}=${own.devDependencies[PTY]}"`];
}

/** The first version that TypeScript's tools for Node.js cannot load. */
const NATIVE = 7;

/**
 * Whether the project has a TypeScript that its ts-jest or ts-node does not support: then npm installs nothing, and the
 * app does not start.
 */
export function hasUnusableTypeScript({ directory, manifest, app = "" }: Ground): boolean {
  const packages = packagesOf(manifest);
  if (!packages["ts-jest"] && !packages["ts-node"] && !app.includes("ts-node")) return false;
  const installed = readJsonObject(join(directory, "node_modules/typescript/package.json"));
  const version = String(installed?.version ?? packages.typescript);
  return Number(/\d+/.exec(version)?.[0] ?? 0) >= NATIVE;
}

/** The TypeScript that such a project can use. */
export const USABLE_TYPESCRIPT = `typescript@${own.devDependencies.typescript}`;
