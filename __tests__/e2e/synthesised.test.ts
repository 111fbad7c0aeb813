import { existsSync } from "node:fs";
import { join } from "node:path";
import { App, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import { BackupsProvider, JdCloudRedisBackups, resolveBackups, TencentCloudRedisBackups } from "../../src";
import { environmentOf } from "../cli/command";
import { describeWithTerraform } from "../helpers/terraform";
import { Workspace } from "./workspace";

/** A remark with everything that Terraform's languages give a meaning. */
const REMARK = '${x} %{ if } $${y} %%{z} $$${q} "quoted" \\ back\\n ☃ {a} [b] 12';
const SAMPLE = { instanceId: "crs-1", region: "ap-guangzhou" };
const DATA = {
  instances: [
    {
      listing: "tencentcloud-redis",
      ...SAMPLE,
      backups: [
        {
          BackupId: 9_007_199_254_740_993n,
          StartTime: "2026-11-20 02:00:00",
          Status: 2,
          BackupSize: 9_007_199_254_740_995n,
          Remark: REMARK,
          FileType: "[1]",
          "%{k}": "${v}",
        },
        { BackupId: "12", StartTime: "2026-11-19 02:00:00", Status: 2, BackupSize: 1024, Remark: "{12}" },
      ],
    },
  ],
};

describeWithTerraform("what is synthesised", () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await Workspace.create({ data: DATA });
  });
  afterAll(() => workspace.close());
  afterEach(() => {
    delete process.env.SYNTH_HCL_OUTPUT;
  });

  it.each([
    ["plan", "JSON", "cdk.tf.json"],
    ["plan", "HCL", "cdk.tf"],
    ["synth", "JSON", "cdk.tf.json"],
    ["synth", "HCL", "cdk.tf"],
  ] as const)(
    "for lookups at %s is valid %s, in which a vendor's words stay what they are",
    async (time, form, file) => {
      // What `cdktf synth --hcl` sets.
      if (form === "HCL") process.env.SYNTH_HCL_OUTPUT = "true";
      const project = workspace.project(`${time}-${form}/stacks/stack`);
      const app = new App({ outdir: join(workspace.home, `${time}-${form}`) });
      const stack = new TerraformStack(app, "stack");
      new LocalBackend(stack, { path: join(project.directory, "terraform.tfstate") });
      const settings = { region: "ap-guangzhou", timeZone: "+08:00" };
      new BackupsProvider(stack, "backups", { timeout: 30, tencentcloud: settings });
      const orders = new TencentCloudRedisBackups(stack, "orders", {
        ...SAMPLE,
        resolve: time,
        status: [1, 2],
        types: ["full"],
        required: false,
        minSizeBytes: 10,
        startedAfter: "2018-01-01T00:00:00Z",
      });
      const none = new JdCloudRedisBackups(stack, "none", {
        instanceId: "redis-gone",
        region: "cn-north-1",
        resolve: time,
        onUnavailable: "warn",
      });
      const values = {
        id: orders.latestId,
        name: orders.latest.name,
        vendor: orders.latest.vendor.lookup("FileType"),
        size: orders.latest.sizeBytes,
        ids: orders.backups.get(1).ids,
        second: orders.backups.get(1).name,
        total: orders.totalCount,
      };
      for (const [name, value] of Object.entries(values)) new TerraformOutput(stack, name, { value });
      new TerraformOutput(stack, "absent", { value: none.latestId });
      await resolveBackups(app, { testing: { env: environmentOf(workspace.emulator), home: "/nowhere" } });
      app.synth();
      expect(existsSync(join(project.directory, file))).toBe(true);

      await project.succeed(["init"]);
      await project.succeed(["validate"]);
      await project.succeed(["apply"]);
      const { size: _rounded, ...outputs } = await project.outputs();
      expect(outputs).toEqual({
        id: "9007199254740993",
        name: REMARK,
        vendor: "[1]",
        ids: ["12"],
        second: "{12}",
        total: 2,
      });
      expect((await project.run(["output", "size"])).stdout).toMatch(/^"?9007199254740995"?\n$/);
    },
  );
});
