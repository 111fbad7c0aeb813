import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const WIRE = resolve(__dirname, "../../lib/plugin/wire");

/** The null provider's resource, on this package's own wire: triggers that replace it, and a random ID. */
const PROVIDER = `
const { servePlugin } = require(${JSON.stringify(join(WIRE, "serve.js"))});
const { UNKNOWN } = require(${JSON.stringify(join(WIRE, "types.js"))});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
const isLate = (value) => value === UNKNOWN || Object.values(value ?? {}).includes(UNKNOWN);
const isSame = (a, b) => !isLate(b) && JSON.stringify(a) === JSON.stringify(b);
const resource = {
  schema: {
    description: "",
    attributes: {
      triggers: { type: { map: "string" }, use: "optional", description: "" },
      id: { type: "string", use: "computed", description: "" },
    },
  },
  importRefusal: "",
  validate: () => [],
  plan: ({ prior, config: { triggers } }) =>
    prior && isSame(prior.triggers, triggers)
      ? { planned: { triggers, id: prior.id } }
      : { planned: { triggers, id: UNKNOWN }, replace: ["triggers"] },
  create: async () => ({ state: { id: String(Math.floor(Math.random() * 2 ** 47)) } }),
  update: async () => ({}),
  delete: async () => ({}),
};
servePlugin({
  schema: { description: "", attributes: {} },
  dataSources: {},
  resources: { null_resource: resource },
  validateConfig: () => [],
  configure: async () => [],
});
`;

/**
 * Puts a null provider where a terraform with this home looks for one, since no registry can be asked.
 *
 * @param version what the synthesised JSON asks for: terraform takes no other one
 */
export function installNullProvider(home: string, version: string): void {
  const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
  const folder = join(home, ".terraform.d/plugins/registry.terraform.io/hashicorp/null", version, platform);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `terraform-provider-null_v${version}_x5`);
  writeFileSync(file, `#!${process.execPath}\n${PROVIDER}`, { mode: 0o755 });
}
