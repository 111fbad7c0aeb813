import { join } from "node:path";
import {
  App,
  DataResource,
  LocalBackend,
  TerraformIterator,
  TerraformOutput,
  TerraformStack,
  Testing,
  Token,
} from "cdktf";
import { DatabaseInstances, resolveBackups, TencentCloudRedisBackups } from "../../src";
import { startEmulator } from "../../src/emulator";
import { environmentOf, runCommand } from "../cli/command";
import { rounds } from "../helpers/long-run";
import { lookupClass } from "../helpers/lookup-class";
import { describeWithTerraform } from "../helpers/terraform";
import { type Outcome, shuffled, type Vendor, vendors } from "../helpers/vendors";
import { data, Workspace } from "./workspace";

const HOUR_MS = 3_600_000;
/** Yesterday, so that what is newer has passed too. */
const newest = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 24 * HOUR_MS;

/** 230 backups in no order; those that are newer than number 1000 cannot be restored. */
function backupsOf({ row, outcomes }: Vendor) {
  const spoilt = outcomes.filter((outcome): outcome is Outcome => outcome !== "succeeded");
  return shuffled([
    ...spoilt.map((outcome, index) => row(`9000${index}`, new Date(newest + (index + 1) * HOUR_MS), outcome)),
    ...Array.from({ length: 230 - spoilt.length }, (_, index) =>
      row(`${1000 + index}`, new Date(newest - index * 24 * HOUR_MS)),
    ),
  ]);
}

const DATA = {
  instances: vendors.map((vendor) => ({
    listing: vendor.name,
    instanceId: vendor.instanceId,
    region: vendor.region,
    backups: backupsOf(vendor),
  })),
};
const EXPECTED = Object.fromEntries(vendors.map(({ name }) => [name, "1000"]));

describe("every listing, of 230 unordered backups", () => {
  it("names the newest restorable one by command and at synthesis", async () => {
    const emulator = await startEmulator({ data: DATA });
    try {
      const env = environmentOf(emulator);
      const byCommand = vendors.map(async ({ name, instanceId, region }) => {
        const args = ["latest", name, "--instance-id", instanceId, "--region", region];
        const { code, out, err } = await runCommand(args, env);
        return [name, code === 0 ? out.trim() : err];
      });
      expect(Object.fromEntries(await Promise.all(byCommand))).toEqual(EXPECTED);

      const stack = new TerraformStack(Testing.app(), "stack");
      for (const { name, instanceId, region } of vendors) {
        const Lookup = lookupClass(name);
        new Lookup(stack, name, { instanceId, region, resolve: "synth" });
      }
      await resolveBackups(stack, { testing: { env } });
      const { locals } = JSON.parse(Testing.synth(stack)) as {
        locals: Record<string, { latest_id: string }>;
      };
      expect(Object.values(locals).map(({ latest_id }) => latest_id)).toEqual(vendors.map(() => "1000"));
    } finally {
      await emulator.close();
    }
  });
});

describeWithTerraform("every listing under terraform", () => {
  let workspace: Workspace;
  afterEach(() => workspace.close());

  it("names the newest restorable one of 230 unordered backups at plan", async () => {
    workspace = await Workspace.create({ data: DATA });
    const project = workspace.project();
    project.write(
      vendors
        .map(({ name, instanceId, region }) => {
          const type = name.replaceAll("-", "_");
          const block = data(type, "it", { instance_id: `"${instanceId}"`, region: `"${region}"` });
          return `${block}output "${name}" { value = data.backups_${type}.it.latest_id }\n`;
        })
        .join(""),
    );
    await project.init();
    await project.succeed(["plan", "-out=plan"]);
    const plan = JSON.parse((await project.succeed(["show", "-json", "plan"])).stdout);
    const outputs = plan.planned_values.outputs as Record<string, { value: string }>;
    expect(Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]))).toEqual(
      EXPECTED,
    );
  });

  // What Terraform does with them takes the square of their number.
  const DISCOVERED = rounds(50, 200);
  it(`looks after ${DISCOVERED} instances that were discovered, each looked up once, in one plan of a CDKTF stack`, async () => {
    const region = "ap-guangzhou";
    const instances = Array.from({ length: DISCOVERED }, (_, index) => ({
      listing: "tencentcloud-redis",
      instanceId: `crs-${String(index).padStart(3, "0")}`,
      region,
      backups: [{ BackupId: `backup-${index}`, StartTime: "2026-11-20 02:00:00", Status: 2 }],
    }));
    workspace = await Workspace.create({ data: { instances } });
    const project = workspace.project("fleet/stacks/stack");
    const stack = new TerraformStack(new App({ outdir: join(workspace.home, "fleet") }), "stack");
    new LocalBackend(stack, { path: join(project.directory, "terraform.tfstate") });
    const all = new DatabaseInstances(stack, "all", { listing: "tencentcloud-redis", region });
    const each = TerraformIterator.fromList(all.ids);
    const lookup = new TencentCloudRedisBackups(stack, "each", {
      forEach: each,
      instanceId: each.value,
      region,
    });
    new TerraformOutput(stack, "latest", { value: lookup.latestIds });
    const { each: found } = lookup;
    new DataResource(stack, "restored", {
      forEach: found,
      input: Token.asAnyMap({ instance: found.key, from: found.getString("latest_id") }),
    });
    new TerraformOutput(stack, "names", { value: all.names });
    (stack.node.root as App).synth();
    await project.succeed(["init"]);
    await project.succeed(["plan", "-out=plan"]);
    const { stdout } = await project.succeed(["show", "-json", "plan"]);
    const { outputs, root_module } = JSON.parse(stdout).planned_values;
    const { latest, names } = outputs;
    const restored = (root_module.resources as { values: { input: Record<string, string> } }[]).map(
      ({ values }) => [values.input.instance, values.input.from],
    );
    expect(Object.fromEntries(restored)).toEqual(latest.value);
    expect(latest.value).toEqual(
      Object.fromEntries(instances.map(({ instanceId }, index) => [instanceId, `backup-${index}`])),
    );
    expect(Object.keys(names.value)).toHaveLength(DISCOVERED);
    const asked = workspace.emulator.requests.filter(({ action }) => action === "DescribeInstanceBackups");
    expect(asked).toHaveLength(DISCOVERED);
    expect(new Set(asked.map(({ instanceId }) => instanceId)).size).toBe(DISCOVERED);
  });
});
