import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LocalBackend, TerraformOutput, TerraformStack, Testing } from "cdktf";
import { type BackupReference, RestorePoint, type RestorePointProps } from "../../src";
import { ordersLookup, type Synthesised } from "./synthesised";

/**
 * What each field of a pinned backup is called in the state; an output for other stacks is called the same. These names
 * are a contract: where one changes, another stack loses its value, and an entry in the changelog has to say what to do.
 */
const GOLDEN: Readonly<Record<string, string>> = {
  id: "backup_id",
  ids: "backup_ids",
  instanceId: "instance_id",
  region: "region",
  status: "status",
  startedAt: "started_at",
  finishedAt: "finished_at",
  expiresAt: "expires_at",
  sizeBytes: "size_bytes",
  type: "type",
  method: "method",
  trigger: "trigger",
  name: "name",
  missingShards: "missing_shards",
  vendor: "vendor",
};

/** Two stacks, the second of which uses every field of a point in the first. */
function twoStacks(props: Partial<RestorePointProps>, query: object): readonly [Synthesised, Synthesised] {
  const app = Testing.app();
  const [owner, reader] = ["owner", "reader"].map((name) => {
    const stack = new TerraformStack(app, name);
    new LocalBackend(stack, { path: `${name}.tfstate` });
    return stack;
  }) as [TerraformStack, TerraformStack];
  const point = new RestorePoint(owner, "point", { lookup: ordersLookup(owner, query), ...props });
  for (const field of Object.keys(GOLDEN)) {
    new TerraformOutput(reader, field, {
      value: point.backup[field as keyof BackupReference],
      staticId: true,
    });
  }
  app.synth();
  return ["owner", "reader"].map((name) =>
    JSON.parse(readFileSync(join(app.outdir, `stacks/${name}/cdk.tf.json`), "utf8")),
  ) as unknown as [Synthesised, Synthesised];
}

describe("the names that other stacks and states know a restore point by", () => {
  it.each<[string, Partial<RestorePointProps>, object]>([
    ["as it is", {}, {}],
    ["with keepers and without warnings", { keepers: { week: "1" }, newerWarning: false }, {}],
    ["pinned by its ID", { backupId: "1" }, {}],
    ["of a lookup that may find nothing", {}, { onUnavailable: "warn", required: false, types: ["full"] }],
  ])("follow from its path and the field alone: %s", (_, props, query) => {
    const [owner, reader] = twoStacks(props, query);
    for (const [field, attribute] of Object.entries(GOLDEN)) {
      const name = `cross-stack-output-backups_restore_pointpoint${attribute}`;
      expect(owner.output?.[name]?.value).toBe(`\${backups_restore_point.point.${attribute}}`);
      expect(JSON.stringify(reader.output?.[field]?.value)).toContain(name);
    }
  });

  it("are read as null only if the value may be null, so that other missing outputs are errors", () => {
    const [, reader] = twoStacks({}, { onUnavailable: "warn" });
    const orNull = Object.keys(GOLDEN).filter((field) =>
      String(reader.output?.[field]?.value).includes("try("),
    );
    expect(orNull.sort()).toEqual(["expiresAt", "finishedAt", "name", "sizeBytes"]);
  });
});
