import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { PluginProvider } from "../../src/plugin/wire/provider";
import { UNKNOWN } from "../../src/plugin/wire/types";

const WIRE = resolve(__dirname, "../../lib/plugin/wire");

interface StandIn {
  readonly source: string;
  /** Arguments of the provider, all of them text. */
  readonly settings: readonly string[];
  readonly resource: string;
  /** Arguments of the resource and their types; another value of one in `replace` makes it anew. */
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly replace: readonly string[];
}

const STAND_INS = {
  null: {
    source: "hashicorp/null",
    settings: [],
    resource: "null_resource",
    attributes: { triggers: { map: "string" } },
    replace: ["triggers"],
  },
  alicloud: {
    source: "aliyun/alicloud",
    settings: ["region"],
    resource: "alicloud_kvstore_instance",
    attributes: Object.fromEntries(
      [
        "db_instance_name",
        "instance_type",
        "engine_version",
        "instance_class",
        "vswitch_id",
        "srcdb_instance_id",
        "backup_id",
      ].map((name) => [name, "string"]),
    ),
    replace: ["srcdb_instance_id", "backup_id"],
  },
} satisfies Record<string, StandIn>;

const MAKER = join(__dirname, "stand-in.cjs");

const SCRIPT = (standIn: StandIn) => `#!${process.execPath}
const { servePlugin } = require(${JSON.stringify(join(WIRE, "serve.js"))});
const { UNKNOWN } = require(${JSON.stringify(join(WIRE, "types.js"))});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
servePlugin(() => require(${JSON.stringify(MAKER)})(${JSON.stringify(standIn)}, UNKNOWN));
`;

const folderOf = (home: string, source: string) =>
  join(home, ".terraform.d/plugins/registry.terraform.io", source);

/** What is installed below a home, to be served by the process of the tests; by their address. */
export function standInsOf(home: string): Record<string, { readonly provider: () => PluginProvider }> {
  const installed = Object.values(STAND_INS).filter(({ source }) => existsSync(folderOf(home, source)));
  return Object.fromEntries(
    installed.map((standIn) => [
      `registry.terraform.io/${standIn.source}`,
      { provider: () => require(MAKER)(standIn, UNKNOWN) as PluginProvider },
    ]),
  );
}

/**
 * Puts a provider where a terraform with this home looks for one, since no registry can be asked.
 *
 * @param version what the synthesised JSON asks for: terraform takes no other one
 */
export function installStandIn(home: string, name: keyof typeof STAND_INS, version: string): void {
  const standIn = STAND_INS[name];
  const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
  const folder = join(folderOf(home, standIn.source), version, platform);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `terraform-provider-${name}_v${version}_x5`);
  writeFileSync(file, SCRIPT(standIn), { mode: 0o755 });
}
