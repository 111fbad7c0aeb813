import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, startEmulator, type VendorRow } from "../../src/emulator";
import { environmentOf } from "../cli/command";
import { describeWithTerraform, Terraform } from "../helpers/terraform";
import { Packed, type PackedProject } from "./packed";

/** Each framework, with the packages that a project of its has. CDK Terrain needs none for a trigger. */
const FRAMEWORKS = [
  ["cdktf", ["cdktf", "constructs", "@cdktf/provider-null"]],
  ["cdktn", ["cdktn", "constructs"]],
] as const;

const instance = { listing: "tencentcloud-mysql", instanceId: "cdb-orders1", region: "ap-guangzhou" };
/** The newest backup runs still; the one before it has an ID beyond 2^53. */
const backups: VendorRow[] = [
  { BackupId: 1, Date: "2026-11-01 02:00:00", Status: "SUCCESS", Type: "physical" },
  { BackupId: 9007199254740993n, Date: "2026-11-02 02:00:00", Status: "SUCCESS", Type: "physical" },
  { BackupId: 3, Date: "2026-11-03 02:00:00", Status: "RUNNING", Type: "physical" },
];

let packed: Packed;
let emulator: Emulator;

beforeAll(async () => {
  packed = new Packed();
  emulator = await startEmulator({ data: { instances: [{ ...instance, backups }] } });
});
afterAll(() => emulator?.close());

describe.each(FRAMEWORKS)("a project on %s with the package unpacked into it", (framework, installed) => {
  let project: PackedProject;

  beforeAll(async () => {
    project = packed.project(...installed);
    cpSync(join(__dirname, "fixtures/app.cjs"), join(project.directory, "app.cjs"));
    const env = environmentOf(emulator) as NodeJS.ProcessEnv;
    const { code, output } = await project.run(process.execPath, ["app.cjs", framework], env);
    if (code !== 0) throw new Error(output);
  });

  function stack(name: string) {
    return JSON.parse(readFileSync(join(project.directory, `cdktf.out/stacks/${name}/cdk.tf.json`), "utf8"));
  }

  it("synthesises a trigger with the null provider", () => {
    const { resource, terraform } = stack("staging");
    expect(terraform.required_providers.null.source).toMatch(/(?:^|\/)hashicorp\/null$|^null$/);
    const [memory] = Object.keys(resource.backups_trigger);
    expect(resource.null_resource).toMatchObject({
      nightly: { triggers: { backup_id: `\${backups_trigger.${memory}.backup_id}` } },
    });
  });

  it("synthesises lookups of both kinds and a job by a real App", () => {
    const { data, locals, resource, terraform } = stack("restore");
    expect(data.backups_tencentcloud_mysql.plan).toMatchObject({ instance_id: "cdb-orders1" });
    expect(locals).toMatchObject({ synth: { latest_id: "9007199254740993" } });
    expect(Object.keys(resource.backups_restore_point)).toHaveLength(1);
    expect(Object.keys(resource.terraform_data)).toHaveLength(2);
    const [memory] = Object.keys(resource.backups_restore_point);
    expect(JSON.stringify(resource.terraform_data.after.depends_on).replace(/[${}]/g, "")).toContain(
      `"data.backups_tencentcloud_mysql_instances.all","data.backups_tencentcloud_mysql.plan","backups_restore_point.${memory}","local.synth","terraform_data.`,
    );
    expect(Object.keys(terraform.required_providers)).toEqual(["backups"]);
    const jobs = stack("jobs");
    expect(Object.keys(jobs.terraform.required_providers)).toEqual(["backups"]);
    expect(jobs.resource.backups_restore_job.job).toMatchObject({
      name: "jobs/job",
      backup_id: "${backups_restore_point.plan-point.backup_id}",
      command: "./restore.sh",
    });
  });

  describeWithTerraform(`under terraform, on ${framework}`, () => {
    it("is applied by the plugin of the unpacked package; then nothing changes", async () => {
      const env = environmentOf(emulator) as NodeJS.ProcessEnv;
      const terraform = new Terraform(join(project.directory, "home"), env);
      const folder = join(project.directory, "cdktf.out/stacks/restore");
      const ok = async (...args: string[]) => {
        const { code, output, stdout } = await terraform.run(folder, args);
        if (code !== 0) throw new Error(`terraform ${args.join(" ")} ended with ${code}:\n${output}`);
        return stdout;
      };
      await ok("init", "-input=false");
      const asked = emulator.requests.length;
      await ok("plan", "-input=false", "-out=plan");
      expect(emulator.requests.length).toBeGreaterThan(asked);
      await ok("apply", "plan");
      const outputs = JSON.parse(await ok("output", "-json")) as Record<string, { value: unknown }>;
      expect(Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]))).toEqual({
        instance: ["cdb-orders1", true],
        "plan-id": "9007199254740993",
        "plan-time": "2026-11-01T18:00:00Z",
        "synth-id": "9007199254740993",
        "synth-time": "2026-11-01T18:00:00Z",
      });
      await ok("plan", "-detailed-exitcode");
    });
  });
});

it.each([
  ["cdktf", "cdktf-backups/cdktn", "cdktf-backups"],
  ["cdktn", "cdktf-backups", "cdktf-backups/cdktn"],
])(
  "in a stack of %s, what %s exports is refused with the entry to import from",
  async (framework, entry, right) => {
    const project = packed.project("cdktf", "cdktn", "constructs");
    const code = `
    const { App, TerraformStack } = require("${framework}");
    class Own extends TerraformStack {}
    const stack = new Own(new App(), "stack");
    const { BackupsProvider, JdCloudRedisBackups } = require("${entry}");
    for (const Class of [BackupsProvider, JdCloudRedisBackups]) {
      try { new Class(stack, "it", { instanceId: "redis-1", resolve: "synth" }); } catch ({ message }) { console.log(message); }
    }`;
    const { output } = await project.run(process.execPath, ["-e", code]);
    const other = framework === "cdktf" ? "cdktn" : "cdktf";
    const line = `[stack/it] the stack belongs to ${framework}, but this construct to ${other}: import it from ${right}`;
    expect(output.trim()).toBe(`${line} ${line}`);
  },
  60_000,
);
