import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { BackupsProvider, RestorePoint, TencentCloudMysqlBackups } from "../../src";
import { REQUIRED_PROVIDERS } from "../helpers/required-providers";
import { describeWithTerraform } from "../helpers/terraform";
import { orders, RestoreProject } from "./restore-project";

/** What the commit before this resource wrote of the stack below, with backup 1 listed. */
const STATE = resolve(__dirname, "../fixtures/points-of-old.tfstate");

/** A keeper changes where `week` is not 1. */
const points =
  (week: string, selection: object = {}) =>
  (stack: TerraformStack) => {
    new BackupsProvider(stack, "cloud", { maxRetries: 0 });
    const lookup = new TencentCloudMysqlBackups(stack, "orders", {
      ...orders,
      onUnavailable: "warn",
      ...selection,
    });
    const keepers = { week };
    new RestorePoint(stack, "point", { lookup, keepers });
    new RestorePoint(stack, "bare", { lookup });
    new RestorePoint(stack, "exact", { lookup, backupId: "41", keepers });
    new RestorePoint(new Construct(stack, "drills"), "weekly", { lookup, keepers, newerWarning: false });
  };

describeWithTerraform("points of old, which were terraform_data", () => {
  let project: RestoreProject;

  beforeAll(async () => {
    project = new RestoreProject();
    await project.start();
    await project.synth(points("1"));
    await project.ok("init");
  });
  beforeEach(() => copyFileSync(STATE, join(project.stackFolder, "terraform.tfstate")));
  afterAll(() => project.end());

  /** The pinned IDs, by address. */
  async function pins(): Promise<Record<string, string>> {
    const { stdout } = await project.terraform(["show", "-json"]);
    const { resources } = JSON.parse(stdout).values.root_module as {
      resources: { mode: string; address: string; values: { backup_id: string } }[];
    };
    const managed = resources.filter(({ mode }) => mode === "managed");
    return Object.fromEntries(managed.map(({ address, values }) => [address, values.backup_id]));
  }

  it("are taken over with their pins: nothing to add, to change or to destroy, whatever is newest now", async () => {
    project.addBackup(2);
    await project.synth(points("1", { required: false, methods: ["physical"] }));
    const said = await project.ok("apply", "-auto-approve");
    expect(said).toContain("terraform_data.point has moved to backups_restore_point.point");
    expect(said).toContain("0 added, 0 changed, 0 destroyed");
    expect(said).toContain("backup 1 stays pinned, and 2 is newer");
    expect(await pins()).toEqual({
      "backups_restore_point.point": "1",
      "backups_restore_point.bare": "1",
      "backups_restore_point.exact": "41",
      "backups_restore_point.drills_weekly_7E9CD68E": "1",
    });
    expect(await project.ok("plan")).toContain("No changes.");
    // A keeper that changes in the very run that takes them over moves those that have it.
    copyFileSync(STATE, join(project.stackFolder, "terraform.tfstate"));
    await project.synth(points("2"));
    const moved = await project.ok("apply", "-auto-approve");
    expect(moved).toContain("0 added, 3 changed, 0 destroyed");
    expect(await pins()).toMatchObject({
      "backups_restore_point.point": "2",
      "backups_restore_point.bare": "1",
      "backups_restore_point.exact": "41",
    });
  });

  it("warn as those of today do, although their state has no instant of the data", async () => {
    const state = JSON.parse(readFileSync(STATE, "utf8"));
    for (const { instances } of state.resources) {
      for (const kept of ["input", "output"]) {
        const { value } = instances[0].attributes[kept] ?? {};
        if (value?.id !== "1") continue;
        Object.assign(value, { expires_at: "2026-11-03T00:00:00Z", finished_at: null });
      }
    }
    writeFileSync(join(project.stackFolder, "terraform.tfstate"), JSON.stringify(state));
    await project.synth(points("1", { consistentBefore: "2026-11-05T00:00:00Z" }));
    // In the run that takes them over, and in each one after it.
    for (const args of [["apply", "-auto-approve"], ["plan"]]) {
      const said = await project.ok(...args);
      expect(said).toContain("cdb-orders1: the pinned backup 1 has expired");
      expect(said).toContain("cdb-orders1: backup 1 stays pinned, and 2 is newer");
      expect(said).toMatch(
        /Backup 1 stays pinned although the time of its data is not known, and\s+consistent_before is 2026-11-05T00:00:00Z/,
      );
    }
  });

  it("are taken over by a moved block of plain HCL", async () => {
    writeFileSync(
      join(project.stackFolder, "main.tf"),
      `${REQUIRED_PROVIDERS}
      data "backups_tencentcloud_mysql" "orders" {
        instance_id = "${orders.instanceId}"
        region      = "${orders.region}"
      }
      resource "backups_restore_point" "drill" {
        backup  = data.backups_tencentcloud_mysql.orders.latest
        keepers = { week = "1" }
      }
      moved {
        from = terraform_data.point
        to   = backups_restore_point.drill
      }
      output "id" { value = backups_restore_point.drill.backup_id }`,
    );
    const terraform = { backend: { local: { path: "terraform.tfstate" } } };
    writeFileSync(join(project.stackFolder, "cdk.tf.json"), JSON.stringify({ terraform }));
    const said = await project.ok("apply", "-auto-approve");
    expect(said).toMatch(/0 added, 0 changed, 3 destroyed/);
    expect(await project.output("id")).toBe("1");
  });

  it("are taken over while the API is down, and destroyed then", async () => {
    await project.takeApiDown();
    writeFileSync(join(project.stackFolder, "main.tf"), "");
    await project.synth(points("1"));
    expect(await project.ok("apply", "-auto-approve")).toContain("0 added, 0 changed, 0 destroyed");
    copyFileSync(STATE, join(project.stackFolder, "terraform.tfstate"));
    expect(await project.ok("destroy", "-auto-approve")).toContain("4 destroyed");
  });
});
