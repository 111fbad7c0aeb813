import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DataResource, type TerraformStack, Token } from "cdktf";
import {
  BackupsProvider,
  RestoreJob,
  RestorePoint,
  resolveBackups,
  TencentCloudMysqlBackups,
} from "../../src";
import { installStandIn } from "../helpers/stand-in-provider";
import { describeWithTerraform } from "../helpers/terraform";
import { orders, RestoreProject } from "./restore-project";

/** What the last version with a null_resource synthesised for a point and a job. */
const OF_OLD = readFileSync(join(__dirname, "../fixtures/job-of-old.tf.json"), "utf8");

/** Below the job: something that is made before it is destroyed. */
const DEPENDENT = {
  triggers_replace: "${null_resource.job.id}",
  lifecycle: { create_before_destroy: true },
};

/** The same of today, which takes the old job over. */
function today(
  props: { readonly isDependent?: boolean; readonly backupId?: string; readonly end?: string } = {},
) {
  return (stack: TerraformStack) => {
    new BackupsProvider(stack, "cloud", { maxRetries: 0 });
    const lookup = new TencentCloudMysqlBackups(stack, "orders", { ...orders, onUnavailable: "warn" });
    const { backupId } = props;
    const point = new RestorePoint(stack, "point", {
      lookup,
      keepers: { week: "1" },
      ...(backupId !== undefined && { backupId }),
    });
    const job = new RestoreJob(stack, "job", {
      point,
      command: 'echo "restore $BACKUP_ID" >> "$LOG"',
      destroyCommand: 'echo "remove $BACKUP_ID" >> "$LOG"',
    });
    if (!props.isDependent) return;
    new DataResource(stack, "dependent", {
      triggersReplace: Token.asAnyMap(job.id),
      lifecycle: { createBeforeDestroy: true },
    });
  };
}

describeWithTerraform("a job of the last version, on the null provider", () => {
  let project: RestoreProject;
  const logFails = () => join(project.folder, "log.fail");

  beforeEach(async () => {
    project = new RestoreProject();
    await project.start();
  });
  afterEach(() => project.end());

  /** Makes the old stack and runs its JSON as it was shipped. */
  async function old(isDependent = false): Promise<void> {
    const json = JSON.parse(OF_OLD);
    installStandIn(project.folder, "null", json.terraform.required_providers.null.version);
    if (isDependent) json.resource.terraform_data.dependent = DEPENDENT;
    await project.synth(() => {});
    writeFileSync(join(project.stackFolder, "cdk.tf.json"), JSON.stringify(json));
    project.installPlugin();
    await project.ok("init");
  }

  it("runs as it always did", async () => {
    await old();
    await project.ok("apply", "-auto-approve");
    expect(await project.ok("plan")).toContain("No changes.");
    await project.ok("destroy", "-auto-approve");
    expect(project.log).toEqual(["restore 1", "remove 1"]);
  });

  it.each([false, true])(
    "is taken over by itself, and nothing runs until another backup is pinned (something below it: %s)",
    async (isDependent) => {
      await old(isDependent);
      await project.ok("apply", "-auto-approve");
      await project.synth(today({ isDependent }));
      await project.ok("init", "-upgrade");
      const plan = await project.ok("plan", "-no-color");
      expect(plan).toMatch(/backups_restore_job\.job[\s\S]*moved from null_resource\.job/);
      expect(plan).toMatch(/Plan: (?:0|1) to add, [12] to change, (?:0|1) to destroy/);
      await project.ok("apply", "-auto-approve");
      expect(project.log).toEqual(["restore 1"]);
      expect(await project.ok("plan")).toContain("No changes.");
      // From now on it is a job like others, and the null provider is needed no more.
      rmSync(join(project.folder, ".terraform.d"), { recursive: true });
      await project.synth(today({ isDependent, backupId: "7" }));
      await project.ok("init");
      await project.ok("apply", "-auto-approve");
      expect(project.log).toEqual(["restore 1", "remove 1", "restore 7"]);
      await project.ok("destroy", "-auto-approve");
      expect(project.log.slice(3)).toEqual(["remove 7"]);
    },
  );

  it("is removed and restored again, as the plan shows, if a moved block takes it to provisioners", async () => {
    await old();
    await project.ok("apply", "-auto-approve");
    await project.synth(async (stack) => {
      const lookup = new TencentCloudMysqlBackups(stack, "orders", { ...orders, resolve: "synth" });
      const point = new RestorePoint(stack, "point", { lookup, keepers: { week: "1" } });
      const job = new RestoreJob(stack, "job", {
        point,
        command: 'echo "restore $BACKUP_ID" >> "$LOG"',
        destroyCommand: 'echo "remove $BACKUP_ID" >> "$LOG"',
      });
      job.moveFromId("null_resource.job");
      await resolveBackups(stack, { testing: { env: project.cloudEnvironment, home: "/nowhere" } });
    });
    await project.ok("init", "-upgrade");
    expect(await project.ok("plan")).toMatch(/terraform_data\.job must be replaced/);
    await project.ok("apply", "-auto-approve");
    expect(project.log).toEqual(["restore 1", "remove 1", "restore 1"]);
    expect(await project.ok("plan")).toContain("No changes.");
  });

  it("is made anew, without a removal, if its last run had failed", async () => {
    await old();
    writeFileSync(logFails(), "");
    await project.refused("apply", "-auto-approve");
    await project.synth(today());
    await project.ok("init", "-upgrade");
    await project.ok("apply", "-auto-approve");
    expect(project.log).toEqual(["restore 1", "restore 1"]);
    expect(await project.ok("plan")).toContain("No changes.");
  });
});
