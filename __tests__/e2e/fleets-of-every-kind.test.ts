import { demoCredentials, demoData, type EmulatorInstance, type VendorRow } from "../../src/emulator";
import type { ListingName } from "../../src/vendors";
import { clientOf } from "../helpers/client";
import { fleetsOf, latestIdsOf } from "../helpers/fleets";
import { describeWithTerraform } from "../helpers/terraform";
import { withoutRateLimit } from "../helpers/unlimited";
import { data, type Project, Workspace } from "./workspace";

withoutRateLimit();
const REGION = "cn-hangzhou";

/** A list of instances, the lookup of each, and what it found. */
function fleet(name: string, listing: string, region: string, more: Record<string, string> = {}): string {
  const type = listing.replaceAll("-", "_");
  const list = `data.backups_${type}_instances.${name}`;
  return [
    data(`${type}_instances`, name, { region: `"${region}"` }),
    data(type, name, {
      for_each: `toset(${list}.ids)`,
      instance_id: "each.value",
      region: `"${region}"`,
      ...more,
    }),
    `output "${name}" { value = { for id, each in data.backups_${type}.${name} : id => each.latest_id } }\n`,
    `output "${name}_creating" { value = ${list}.creating_ids }\n`,
  ].join("");
}

async function planned(project: Project): Promise<{ outputs: Record<string, unknown>; output: string }> {
  const { output } = await project.succeed(["plan", "-out=plan"]);
  const { stdout } = await project.succeed(["show", "-json", "plan"]);
  const outputs = JSON.parse(stdout).planned_values.outputs as Record<string, { value: unknown }>;
  return {
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value])),
    output,
  };
}

describeWithTerraform("plain HCL that covers all instances of all regions of the emulator", () => {
  it("names the newest backup of each in one plan, without a further argument for any", async () => {
    const workspace = await Workspace.create();
    try {
      const project = workspace.project();
      const fleets = fleetsOf(workspace.emulator);
      project.write(fleets.map(({ name, listing, region }) => fleet(name, listing, region)).join(""));
      await project.init();
      const { outputs } = await planned(project);
      const latest = Object.fromEntries(fleets.map(({ name }) => [name, outputs[name]]));
      expect(latest).toEqual(await latestIdsOf(workspace.emulator));
    } finally {
      await workspace.close();
    }
  });
});

/** The warnings as they are printed: the plan itself names all instances in its outputs. */
function afterThePlan(output: string): string {
  return output.slice(output.indexOf("Warning: "));
}

/** The summaries of warnings, without the one that the emulator answers in the vendor's place. */
function warningsIn(output: string): readonly string[] {
  const summaries = [...output.matchAll(/Warning: (.*)/g)].map(([, summary = ""]) => summary);
  return summaries.filter((summary) => /rm-|alicloud-rds/.test(summary));
}

/** Instances of every kind in one region, made of the built-in ones. */
function mixed(): EmulatorInstance[] {
  const demo = demoData(new Date()).instances;
  const like = (id: string, instanceId = id, attributes: VendorRow = {}): EmulatorInstance => {
    const found = demo.find((instance) => instance.instanceId === id) as EmulatorInstance;
    const own = found.backups.map((row) =>
      "DBInstanceId" in row ? { ...row, DBInstanceId: instanceId } : row,
    );
    return { ...found, instanceId, region: REGION, attributes, backups: own };
  };
  const rds = (instanceId: string, attributes: VendorRow = {}) =>
    like("rm-bp1w8ynd3h5tq0zk1", instanceId, attributes);
  return [
    rds("rm-primary"),
    rds("rm-changing", { DBInstanceStatus: "DBInstanceClassChanging" }),
    rds("rm-denied"),
    rds("rm-down"),
    { ...rds("rm-creating", { DBInstanceStatus: "Creating" }), backups: [] },
    { ...rds("rr-readonly", { DBInstanceType: "Readonly" }), backups: [] },
    { ...rds("rm-temporary", { DBInstanceType: "Temp" }), backups: [] },
    like("dds-bp1w8ynd3h5tq0zk"),
    like("dds-bp1c6jm2x9fu4vse"),
    like("dds-8vb5k0ry7wgd2nah"),
    like("r-bp1w8ynd3h5tq0zk"),
    like("r-8vb5k0ry7wgd2nah"),
    { ...like("r-bp1w8ynd3h5tq0zk", "m-memcache", { InstanceType: "Memcache" }), backups: [] },
  ];
}

const LISTINGS = ["alicloud-rds", "alicloud-mongodb", "alicloud-redis"] as const;
const LOOKABLE = {
  "alicloud-rds": ["rm-changing", "rm-denied", "rm-down", "rm-primary"],
  "alicloud-mongodb": ["dds-8vb5k0ry7wgd2nah", "dds-bp1c6jm2x9fu4vse", "dds-bp1w8ynd3h5tq0zk"],
  "alicloud-redis": ["r-8vb5k0ry7wgd2nah", "r-bp1w8ynd3h5tq0zk"],
};

describeWithTerraform("a fleet with instances of every kind, one denied and one whose API is down,", () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await Workspace.create({ data: { instances: mixed() } });
    workspace.emulator.faults.push(
      { kind: "denied", instanceId: "rm-denied" },
      { kind: "server-error", instanceId: "rm-down" },
    );
  });
  afterAll(() => workspace?.close());

  it("is planned as a whole, with a warning for each of the two, and no request more than it takes", async () => {
    const project = workspace.project();
    const settings = 'provider "backups" {\n  max_retries = 0\n}\n';
    const fleets = LISTINGS.map((listing) =>
      fleet(listing.replace("-", "_"), listing, REGION, { on_unavailable: '"warn"' }),
    );
    project.write(settings + fleets.join(""));
    await project.init();
    const { outputs, output } = await planned(project);
    for (const listing of LISTINGS) {
      const latest = outputs[listing.replace("-", "_")] as Record<string, string | null>;
      expect(Object.keys(latest)).toEqual(LOOKABLE[listing]);
      const without = Object.keys(latest).filter((id) => latest[id] === null);
      expect(without).toEqual(listing === "alicloud-rds" ? ["rm-denied", "rm-down"] : []);
    }
    expect(outputs.alicloud_rds_creating).toEqual(["rm-creating"]);
    // The first that fails of a list, while none answered, has a summary without its ID.
    expect(
      warningsIn(output)
        .map((line) => line.replace(/^(?:rm-\w+|instances of alicloud-rds): /, ""))
        .sort(),
    ).toEqual(["listing backups denied", "listing backups failed"]);
    for (const id of ["rm-denied", "rm-down"]) expect(afterThePlan(output)).toContain(id);
    const asked: Record<string, number> = {};
    for (const { listing, action, instanceId } of workspace.emulator.requests) {
      const question = [listing, action, instanceId].filter(Boolean).join(" ");
      asked[question] = (asked[question] ?? 0) + 1;
    }
    expect(asked).toEqual({
      "alicloud-rds DescribeDBInstances": 1,
      "alicloud-rds DescribeBackups rm-changing": 1,
      "alicloud-rds DescribeBackups rm-denied": 1,
      "alicloud-rds DescribeBackups rm-down": 1,
      "alicloud-rds DescribeBackups rm-primary": 1,
      // Of each of three architectures, and once more about the shards of one instance.
      "alicloud-mongodb DescribeDBInstances": 4,
      "alicloud-mongodb DescribeBackups dds-bp1w8ynd3h5tq0zk": 1,
      // Refused, then shard by shard.
      "alicloud-mongodb DescribeBackups dds-bp1c6jm2x9fu4vse": 3,
      "alicloud-mongodb DescribeBackups dds-8vb5k0ry7wgd2nah": 1,
      // This listing has no total: an empty page shows its end, and the only one with rows is read again.
      "alicloud-mongodb DescribeClusterBackups dds-8vb5k0ry7wgd2nah": 3,
      "alicloud-redis DescribeInstances": 2,
      "alicloud-redis DescribeBackups r-bp1w8ynd3h5tq0zk": 1,
      "alicloud-redis DescribeBackups r-8vb5k0ry7wgd2nah": 1,
      // Two pages and an empty one, read until two readings agree.
      "alicloud-redis DescribeClusterBackupList r-8vb5k0ry7wgd2nah": 6,
    });
  });

  it("has the same IDs after each instance in turn has changed its state", async () => {
    const { emulator } = workspace;
    const client = clientOf(emulator.url, {}, demoCredentials);
    const idsOf = async (listing: ListingName) =>
      (await client.instances(listing, { region: REGION })).instances
        .filter(({ lookable }) => lookable)
        .map(({ id }) => id);
    for (const instance of emulator.data.instances) {
      const { attributes } = instance;
      for (const state of ["Rebooting", "Locked", "Stopped", "Inactive", "a state of the future"]) {
        if (instance.instanceId === "rm-creating") continue;
        instance.attributes = { ...attributes, DBInstanceStatus: state, InstanceStatus: state };
        const listing = instance.listing as keyof typeof LOOKABLE;
        expect(await idsOf(listing)).toEqual(LOOKABLE[listing]);
      }
      instance.attributes = attributes;
    }
  });

  it("is one error, and one warning, where all its instances fail for one cause, whatever Terraform reads at once", async () => {
    const { emulator } = workspace;
    emulator.faults.splice(0, 2);
    const denied = LOOKABLE["alicloud-rds"].map((instanceId) => ({ kind: "denied" as const, instanceId }));
    emulator.faults.push(...denied);
    const project = workspace.project();
    project.write(fleet("rds", "alicloud-rds", REGION, { on_unavailable: '"warn"' }));
    await project.init();
    for (const parallelism of [1, 10]) {
      const { code, output } = await project.run(["plan", `-parallelism=${parallelism}`]);
      expect(code).toBe(1);
      expect(output.match(/Error: .*/g)).toEqual([
        "Error: Alibaba Cloud RDS: all 4 instances of the list failed for the same reason",
      ]);
      expect(warningsIn(output)).toEqual(["instances of alicloud-rds: listing backups denied"]);
      expect(output).toContain("(and 2 more similar warnings elsewhere)");
      expect(output).toContain("terraform destroy -refresh=false");
    }
  });

  it("names each instance that failed where others of the list answer, or a part of it is looked up", async () => {
    const { emulator } = workspace;
    const project = workspace.project();
    const ids = (kept: string) =>
      `[for id in data.backups_alicloud_rds_instances.rds.ids : id if ${kept}]`.replaceAll("\n", "");
    const text = fleet("rds", "alicloud-rds", REGION, { on_unavailable: '"warn"' });
    const all = "data.backups_alicloud_rds_instances.rds.ids";
    project.write(text.replace(`toset(${all})`, `toset(${ids('id != "rm-primary"')})`));
    await project.init();
    const part = await project.succeed(["plan"]);
    expect(warningsIn(part.output)).toEqual(["instances of alicloud-rds: listing backups denied"]);
    expect(part.output).toContain("(and 2 more similar warnings elsewhere)");
    // One by one, in whatever order: three fail, and rm-down answers.
    emulator.faults.splice(0);
    for (const instanceId of ["rm-changing", "rm-denied", "rm-primary"]) {
      emulator.faults.push({ kind: "denied", instanceId });
    }
    project.write(text);
    const { output } = await project.succeed(["plan", "-parallelism=1"]);
    const told = afterThePlan(output);
    for (const id of ["rm-changing", "rm-denied", "rm-primary"]) expect(told).toContain(id);
  });
});
