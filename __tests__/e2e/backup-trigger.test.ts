import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DataResource, TerraformOutput, type TerraformStack } from "cdktf";
import { BackupsProvider, BackupTrigger, TencentCloudMysqlBackups } from "../../src";
import { REQUIRED_PROVIDERS } from "../helpers/required-providers";
import { installStandIn } from "../helpers/stand-in-provider";
import { describeWithTerraform } from "../helpers/terraform";
import { backupRow, orders, RestoreProject } from "./restore-project";

/** What a staging copy that is made and removed by commands says of itself. */
const STAGING = {
  provisioners: [
    { type: "local-exec", command: 'echo "made" >> "$LOG"' },
    { type: "local-exec", when: "destroy", command: 'echo "removed" >> "$LOG"; test ! -e "$LOG.fail"' },
  ],
} as const;

/** A copy that is made anew with each backup; a lookup that accepts to know nothing. */
function staging(stack: TerraformStack): void {
  new BackupsProvider(stack, "cloud", { maxRetries: 0 });
  const lookup = new TencentCloudMysqlBackups(stack, "orders", {
    ...orders,
    onUnavailable: "warn",
    required: false,
  });
  const trigger = new BackupTrigger(stack, "nightly", { lookup });
  new DataResource(stack, "staging", {
    lifecycle: { replaceTriggeredBy: [trigger] },
    provisioners: [...STAGING.provisioners],
  });
  new TerraformOutput(stack, "id", { value: trigger.backupId });
  new TerraformOutput(stack, "of", { value: trigger.backup.startedAt });
}

describeWithTerraform("a trigger under terraform", () => {
  let project: RestoreProject;

  beforeEach(async () => {
    project = new RestoreProject();
    await project.start();
    await project.synth(staging);
    const { terraform } = JSON.parse(readFileSync(join(project.stackFolder, "cdk.tf.json"), "utf8"));
    installStandIn(project.folder, "null", terraform.required_providers.null.version.replace(/^\D*/, ""));
    await project.ok("init");
    await project.ok("apply", "-auto-approve");
    expect(await project.output("id")).toBe("1");
  });
  afterEach(() => project.end());

  it("holds while nothing is newer, moves with a newer backup, and what it triggers is made anew", async () => {
    expect(await project.ok("plan")).toContain("No changes.");
    project.addBackup(2);
    const plan = await project.ok("plan");
    expect(plan).toMatch(/backup_id += "1" -> "2"/);
    expect(plan).toContain("terraform_data.staging will be replaced due to changes in replace_triggered_by");
    expect(plan).toContain("Plan: 2 to add, 1 to change, 2 to destroy.");
    await project.ok("apply", "-auto-approve");
    expect(project.log).toEqual(["made", "removed", "made"]);
    expect(await project.output("of")).toBe("2026-11-01T18:00:00Z");
    // An older one that goes is no change.
    project.backups.pop();
    expect(await project.ok("plan")).toContain("No changes.");
  });

  it("triggers again where the removal of the old copy failed", async () => {
    project.addBackup(2);
    const fail = join(project.folder, "log.fail");
    writeFileSync(fail, "");
    await project.refused("apply", "-auto-approve");
    rmSync(fail);
    await project.ok("apply", "-auto-approve");
    expect(project.log).toEqual(["made", "removed", "removed", "made"]);
    expect(await project.ok("plan")).toContain("No changes.");
  });

  it("moves to an older backup only where the former one is no longer listed, and says so", async () => {
    project.addBackup(2);
    await project.ok("apply", "-auto-approve");
    project.backups.shift();
    const said = await project.ok("apply", "-auto-approve");
    expect(said).toContain("cdb-orders1: the trigger moves back to backup 1");
    expect(said).toContain("Backup 2 of 2026-11-01T18:00:00Z is no longer listed as restorable");
    expect(await project.output("id")).toBe("1");
  });

  it("fails the plan where nothing is listed or the API is down, with the cause, and is destroyed without a refresh", async () => {
    const row = project.backups.pop();
    const empty = await project.refused("plan");
    expect(empty).toContain("cdb-orders1: There is no backup to follow");
    expect(empty).toContain("Backup 1 stays followed, and nothing is recreated.");
    project.backups.push(row ?? backupRow(1));
    await project.takeApiDown();
    const down = await project.refused("apply", "-auto-approve");
    expect(down).toContain("There is no backup to follow");
    expect(down).toContain("could not be reached: connection refused");
    expect(project.log).toEqual(["made"]);
    expect(await project.refused("destroy", "-auto-approve")).toContain(" destroy -refresh=false");
    expect(await project.ok("destroy", "-auto-approve", "-refresh=false")).toContain("3 destroyed");
    expect(project.log).toEqual(["made", "removed"]);
  });

  it("is destroyed as anything else while the API answers, and replaces nothing when it is added or renamed", async () => {
    const file = join(project.stackFolder, "cdk.tf.json");
    const json = readFileSync(file, "utf8");
    writeFileSync(file, json.replaceAll(/\bnightly/g, "weekly"));
    expect(await project.ok("apply", "-auto-approve")).toContain("2 added, 0 changed, 2 destroyed");
    expect(project.log).toEqual(["made"]);
    expect(await project.ok("destroy", "-auto-approve")).toContain("3 destroyed");
  });

  it("is a few lines of plain HCL, with no further provider", async () => {
    await project.ok("destroy", "-auto-approve");
    rmSync(join(project.stackFolder, "cdk.tf.json"));
    rmSync(join(project.stackFolder, ".terraform"), { recursive: true });
    for (const left of [".terraform.lock.hcl", "terraform.tfstate"]) {
      if (existsSync(join(project.stackFolder, left))) rmSync(join(project.stackFolder, left));
    }
    writeFileSync(
      join(project.stackFolder, "main.tf"),
      `${REQUIRED_PROVIDERS}
      data "backups_tencentcloud_mysql" "orders" {
        instance_id = "${orders.instanceId}"
        region      = "${orders.region}"
      }
      resource "backups_trigger" "nightly" {
        backups = data.backups_tencentcloud_mysql.orders.backups
      }
      resource "terraform_data" "nightly" {
        triggers_replace = backups_trigger.nightly.backup_id
      }
      resource "terraform_data" "staging" {
        lifecycle {
          replace_triggered_by = [terraform_data.nightly]
        }
      }`,
    );
    project.installPlugin();
    await project.ok("init");
    await project.ok("apply", "-auto-approve");
    expect(await project.ok("plan")).toContain("No changes.");
    project.addBackup(2);
    expect(await project.ok("apply", "-auto-approve")).toContain("2 added, 1 changed, 2 destroyed");
    expect(await project.refused("import", "backups_trigger.other", "1")).toContain("import");
  });
});
