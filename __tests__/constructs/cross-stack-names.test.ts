import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type App, LocalBackend, TerraformIterator, TerraformOutput, TerraformStack, Testing } from "cdktf";
import {
  type BackupReference,
  DatabaseInstances,
  RESOLVE_CONTEXT,
  resolveBackups,
  TencentCloudMysqlBackups,
  type TencentCloudMysqlBackupsProps,
} from "../../src";
import { backupOf } from "../helpers/backups";
import type { Synthesised } from "./synthesised";

/**
 * What each reference is called in the state and in an output for other stacks. These names are a contract: where one
 * changes, another stack loses its value, and an entry in the changelog has to say what to do.
 */
const GOLDEN: Readonly<Record<string, readonly [address: string, output: string]>> = {
  latestId: ["latest_id", "latest_id"],
  "latest.id": ["latest_id", "latest_id"],
  "latest.ids": ["latest_ids", "latest_ids"],
  "latest.instanceId": ["latest_instance_id", "latest_instance_id"],
  "latest.region": ["latest_region", "latest_region"],
  "latest.status": ["latest_status", "latest_status"],
  "latest.startedAt": ["latest_started_at", "latest_started_at"],
  "latest.finishedAt": ["latest_finished_at", "latest_finished_at"],
  "latest.expiresAt": ["latest_expires_at", "latest_expires_at"],
  "latest.sizeBytes": ["latest_size_bytes", "latest_size_bytes"],
  "latest.type": ["latest_type", "latest_type"],
  "latest.method": ["latest_method", "latest_method"],
  "latest.trigger": ["latest_trigger", "latest_trigger"],
  "latest.name": ["latest_name", "latest_name"],
  "latest.missingShards": ["latest_missing_shards", "latest_missing_shards"],
  "latest.vendor": ["latest_vendor", "latest_vendor"],
  "latest.vendor.Note": ['latest_vendor["Note"]', "latest_vendorNote"],
  latest: ["latest", "latest"],
  backups: ["backups", "backups"],
  "backups.0.id": ["backups[0].id", "backups0id"],
  "backups.1.startedAt": ["backups[1].started_at", "backups1started_at"],
  totalCount: ["total_count", "total_count"],
  eligibleCount: ["eligible_count", "eligible_count"],
};

/** A reference of a lookup by its path in TypeScript. */
function referenceOf(lookup: TencentCloudMysqlBackups, path: string): unknown {
  const [first, second, third] = path.split(".") as [keyof TencentCloudMysqlBackups, string?, string?];
  if (first === "backups" && second) {
    return lookup.backups.get(Number(second))[third as keyof BackupReference];
  }
  if (third) return lookup.latest.vendor.lookup(third);
  return second ? lookup.latest[second as keyof BackupReference] : lookup[first];
}

/** Two stacks, the second of which uses every reference of a lookup in the first. */
async function twoStacks(
  props: Partial<TencentCloudMysqlBackupsProps>,
  id = "orders",
  change: (lookup: TencentCloudMysqlBackups) => void = () => {},
): Promise<[owner: Synthesised, reader: Synthesised]> {
  const app: App = Testing.app({ context: { [RESOLVE_CONTEXT]: props.resolve ?? "plan" } });
  const [owner, reader] = ["owner", "reader"].map((name) => {
    const stack = new TerraformStack(app, name);
    new LocalBackend(stack, { path: `${name}.tfstate` });
    return stack;
  }) as [TerraformStack, TerraformStack];
  const lookup = new TencentCloudMysqlBackups(owner, id, {
    instanceId: "cdb-orders1",
    region: "ap-guangzhou",
    ...props,
  });
  for (const path of Object.keys(GOLDEN)) {
    new TerraformOutput(reader, path, { value: referenceOf(lookup, path), staticId: true });
  }
  change(lookup);
  const latest = backupOf();
  const answer = {
    latestId: latest.id,
    latest,
    backups: [latest],
    totalCount: 1,
    eligibleCount: 1,
    warnings: [],
  };
  await resolveBackups(app, { client: { lookup: async () => answer } });
  app.synth();
  return ["owner", "reader"].map((name) =>
    JSON.parse(readFileSync(join(app.outdir, `stacks/${name}/cdk.tf.json`), "utf8")),
  ) as [Synthesised, Synthesised];
}

/** The names of the outputs for other stacks, with what each refers to. */
function outputsOf({ output = {} }: Synthesised): Record<string, unknown> {
  return Object.fromEntries(Object.entries(output).map(([name, { value }]) => [name, value]));
}

const ADDRESS = "data.backups_tencentcloud_mysql.orders";
const PREFIX = "cross-stack-output-databackups_tencentcloud_mysqlorders";

describe("what other stacks and states depend on", () => {
  it.each<Partial<TencentCloudMysqlBackupsProps>>([
    {},
    { required: false },
    { onUnavailable: "warn" },
    { methods: ["physical"], startedBefore: "2026-11-21T02:00:00Z", history: 3 },
  ])("is called after path and attribute alone, whatever the options (%j)", async (props) => {
    const [owner] = await twoStacks(props);
    expect(Object.keys(owner.data?.backups_tencentcloud_mysql ?? {})).toEqual(["orders"]);
    const names = Object.values(GOLDEN).map(([, name]) => PREFIX + name);
    expect(Object.keys(outputsOf(owner)).sort()).toEqual([...new Set(names)].sort());
    for (const [attribute, name] of Object.values(GOLDEN)) {
      const value = String(outputsOf(owner)[PREFIX + name]);
      expect(value.replace(/^\$\{try\((.*), null\)\}$/, "${$1}")).toBe(`\${${ADDRESS}.${attribute}}`);
    }
  });

  it("is the same for a lookup at synthesis", async () => {
    const [owner] = await twoStacks({ resolve: "synth" });
    const names = Object.values(GOLDEN).map(([, name]) => `cross-stack-output-localorders${name}`);
    expect(Object.keys(outputsOf(owner)).sort()).toEqual([...new Set(names)].sort());
    expect(Object.keys(owner.locals ?? {})).toEqual(["orders"]);
  });

  it("is null in the other stack only if the backup, or its field, may be missing", async () => {
    const nullable = ["finishedAt", "expiresAt", "sizeBytes", "name", "vendor.Note"].map(
      (n) => `latest.${n}`,
    );
    const isTried = ([, value]: [string, unknown]) => String(value).startsWith("${try(data.terraform_remote");
    const triedIn = (stack: Synthesised) =>
      Object.entries(outputsOf(stack))
        .filter(isTried)
        .map(([name]) => name);
    const [, required] = await twoStacks({});
    expect(triedIn(required).sort()).toEqual(nullable.sort());
    const [, optional] = await twoStacks({ required: false });
    expect(triedIn(optional).sort()).toEqual(Object.keys(GOLDEN).sort());
  });

  it("is the same for lists of instances, and for a lookup of each", () => {
    const app = Testing.app();
    const [owner, reader] = ["owner", "reader"].map((name) => new TerraformStack(app, name)) as [
      TerraformStack,
      TerraformStack,
    ];
    const all = new DatabaseInstances(owner, "all", { listing: "tencentcloud-mysql" });
    const forEach = TerraformIterator.fromList(all.ids);
    const each = new TencentCloudMysqlBackups(owner, "each", { forEach, instanceId: forEach.value });
    const values = { ids: all.ids, names: all.names, newest: each.latestIds };
    for (const [name, value] of Object.entries(values)) new TerraformOutput(reader, name, { value });
    app.synth();
    const text = readFileSync(join(app.outdir, "stacks/owner/cdk.tf.json"), "utf8");
    const prefix = "cross-stack-output-databackups_tencentcloud_mysql";
    expect(outputsOf(JSON.parse(text))).toEqual({
      [`${prefix}_instancesallids`]: "${data.backups_tencentcloud_mysql_instances.all.ids}",
      [`${prefix}_instancesallnames`]: "${data.backups_tencentcloud_mysql_instances.all.names}",
      [`${prefix}eachlatest_ids`]:
        "${{for key, found in data.backups_tencentcloud_mysql.each : key => found.latest_id}}",
    });
  });

  it("is null in the other stack for each field of an instance that may be null", () => {
    const app = Testing.app();
    const [owner, reader] = [new TerraformStack(app, "owner"), new TerraformStack(app, "reader")];
    const first = new DatabaseInstances(owner, "all", { listing: "tencentcloud-mysql" }).instances.get(0);
    const { id, name, state, vendorState, engine, lookable, reason } = first;
    const values = { id, name, state, vendorState, engine, lookable, reason };
    for (const [key, value] of Object.entries(values))
      new TerraformOutput(reader, key, { value, staticId: true });
    app.synth();
    const outputs = outputsOf(
      JSON.parse(readFileSync(join(app.outdir, "stacks/reader/cdk.tf.json"), "utf8")),
    );
    const tried = Object.keys(outputs).filter((key) => String(outputs[key]).startsWith("${try("));
    expect(tried.sort()).toEqual(["engine", "name", "reason", "vendorState"]);
  });

  it("uses a logical ID that is overridden after the reference", async () => {
    const [owner, reader] = await twoStacks({}, "orders", (lookup) =>
      (lookup.node.defaultChild as unknown as { overrideLogicalId(id: string): void }).overrideLogicalId(
        "mine",
      ),
    );
    expect(Object.keys(owner.data?.backups_tencentcloud_mysql ?? {})).toEqual(["mine"]);
    expect(Object.values(outputsOf(owner))).toContain("${data.backups_tencentcloud_mysql.mine.latest_id}");
    expect(String(outputsOf(reader).latestId)).toContain("databackups_tencentcloud_mysqlminelatest_id");
  });
});
