import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

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

/** One resource of another provider's, on this package's own wire: it makes nothing, and has a random ID. */
const PROVIDER = (standIn: StandIn) => `
const { servePlugin } = require(${JSON.stringify(join(WIRE, "serve.js"))});
const { UNKNOWN } = require(${JSON.stringify(join(WIRE, "types.js"))});
const { settings, resource, attributes, replace } = ${JSON.stringify(standIn)};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
const optional = (type) => ({ type, use: "optional", description: "" });
const isLate = (value) => value === UNKNOWN || Object.values(value ?? {}).includes(UNKNOWN);
const isSame = (a, b) => !isLate(b) && JSON.stringify(a) === JSON.stringify(b);
const made = {
  schema: {
    description: "",
    attributes: {
      ...Object.fromEntries(Object.entries(attributes).map(([name, type]) => [name, optional(type)])),
      id: { type: "string", use: "computed", description: "" },
    },
  },
  importRefusal: "",
  validate: () => [],
  plan({ prior, config }) {
    const changed = replace.filter((name) => !prior || !isSame(prior[name], config[name]));
    if (changed.length === 0) return { planned: { ...config, id: prior.id } };
    return { planned: { ...config, id: UNKNOWN }, replace: changed };
  },
  create: async () => ({ state: { id: String(Math.floor(Math.random() * 2 ** 47)) } }),
  update: async () => ({}),
  delete: async () => ({}),
};
servePlugin(() => ({
  project: "stand-in",
  schema: { description: "", attributes: Object.fromEntries(settings.map((name) => [name, optional("string")])) },
  dataSources: {},
  resources: { [resource]: made },
  validateConfig: () => [],
  configure: async () => [],
}));
`;

/**
 * Puts a provider where a terraform with this home looks for one, since no registry can be asked.
 *
 * @param version what the synthesised JSON asks for: terraform takes no other one
 */
export function installStandIn(home: string, name: keyof typeof STAND_INS, version: string): void {
  const standIn = STAND_INS[name];
  const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
  const registry = join(home, ".terraform.d/plugins/registry.terraform.io");
  const folder = join(registry, standIn.source, version, platform);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `terraform-provider-${name}_v${version}_x5`);
  writeFileSync(file, `#!${process.execPath}\n${PROVIDER(standIn)}`, { mode: 0o755 });
}
