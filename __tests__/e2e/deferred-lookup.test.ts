import { DataResource, TerraformOutput, type TerraformStack, Token } from "cdktf";
import { BackupsProvider, RestoreJob, RestorePoint, TencentCloudMysqlBackups } from "../../src";
import { describeWithTerraform } from "../helpers/terraform";
import { orders, RestoreProject } from "./restore-project";

/** A pin and a job whose lookup Terraform makes only while applying, because of what changes before it. */
function deferred({ revision, week, ...id }: { revision: string; week?: string; backupId?: string }) {
  return (stack: TerraformStack) => {
    new BackupsProvider(stack, "cloud", { maxRetries: 0 });
    const before = new DataResource(stack, "before", { input: Token.asAnyMap({ revision }) });
    const lookup = new TencentCloudMysqlBackups(stack, "orders", {
      ...orders,
      onUnavailable: "warn",
      dependsOn: [before],
    });
    const point = new RestorePoint(stack, "point", { lookup, ...(week && { keepers: { week } }), ...id });
    new TerraformOutput(stack, "id", { value: point.backupId });
    new TerraformOutput(stack, "text", { value: `of ${point.backup.startedAt}` });
    new RestoreJob(stack, "job", {
      point,
      command: 'echo "restore $BACKUP_ID" >> "$LOG"',
      destroyCommand: 'echo "remove $BACKUP_ID" >> "$LOG"',
    });
  };
}

describeWithTerraform("a point whose lookup is made only while applying", () => {
  let project: RestoreProject;

  beforeEach(async () => {
    project = new RestoreProject();
    await project.start();
  });
  afterEach(() => project.end());

  it("fails the apply where there is nothing, is not made then, and blocks no destroy once there is something", async () => {
    project.backups.length = 0;
    await project.synth(deferred({ revision: "1" }));
    await project.ok("init");
    expect(await project.refused("apply", "-auto-approve")).toContain("There is nothing to pin");
    expect(project.log).toEqual([]);
    expect((await project.terraform(["state", "list"])).stdout).not.toContain("backups_restore_point");

    project.addBackup(1);
    expect(await project.ok("plan", "-destroy")).toContain("1 to destroy");
    await project.ok("apply", "-auto-approve");
    expect(project.log).toEqual(["restore 1"]);
    expect(await project.ok("plan")).toContain("No changes.");
  });

  it("keeps its backup in that run, so that no job removes what was restored for one that may not be there", async () => {
    await project.synth(deferred({ revision: "1", week: "1" }));
    await project.ok("init");
    await project.ok("apply", "-auto-approve");
    project.backups.length = 0;
    await project.synth(deferred({ revision: "2", week: "2" }));
    await project.ok("apply", "-auto-approve");
    expect(project.log).toEqual(["restore 1"]);
    project.addBackup(2);
    await project.ok("apply", "-auto-approve");
    expect(project.log).toEqual(["restore 1", "remove 1", "restore 2"]);
  });

  it("knows an ID that it is told before the apply, so that the same backup is not restored again", async () => {
    await project.synth(deferred({ revision: "1" }));
    await project.ok("init");
    await project.ok("apply", "-auto-approve");
    await project.synth(deferred({ revision: "2", backupId: "1" }));
    await project.ok("apply", "-auto-approve");
    expect(project.log).toEqual(["restore 1"]);
    project.addBackup(2);
    await project.synth(deferred({ revision: "3", backupId: "2" }));
    await project.ok("apply", "-auto-approve");
    expect(project.log).toEqual(["restore 1", "remove 1", "restore 2"]);
  });
});
