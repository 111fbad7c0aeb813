import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TerraformStack } from "cdktf";
import {
  BackupsProvider,
  RestoreJob,
  type RestoreJobProps,
  RestorePoint,
  TencentCloudMysqlBackups,
} from "../../src";
import { literal } from "../../src/constructs/template";
import { describeWithTerraform } from "../helpers/terraform";
import { keys, orders, RestoreProject } from "./restore-project";

/** A pin and a job that restores it. */
function job(week: string, props: Omit<RestoreJobProps, "point">, backupId?: string) {
  return (stack: TerraformStack) => {
    new BackupsProvider(stack, "cloud", { maxRetries: 0 });
    const lookup = new TencentCloudMysqlBackups(stack, "orders", { ...orders, onUnavailable: "warn" });
    const point = new RestorePoint(stack, "point", {
      lookup,
      keepers: { week },
      ...(backupId !== undefined && { backupId }),
    });
    new RestoreJob(stack, "job", { point, ...props });
  };
}

describeWithTerraform("a restore job under terraform", () => {
  let project: RestoreProject;

  beforeEach(async () => {
    project = new RestoreProject();
    await project.start();
  });
  afterEach(() => project.end());

  it("runs once per pinned backup: not for a newer one, once when the pin moves, and cleans up when destroyed", async () => {
    const props = {
      command: 'echo "restore $BACKUP_ID" >> "$LOG"',
      destroyCommand: 'echo "remove $BACKUP_ID of $BACKUP_INSTANCE_ID" >> "$LOG"',
    };
    await project.synth(job("1", props));
    await project.ok("init");
    await project.ok("apply", "-auto-approve");
    expect(project.log).toEqual(["restore 1"]);

    project.addBackup(2);
    expect(await project.ok("plan")).toContain("No changes.");
    await project.ok("apply", "-auto-approve");
    expect(project.log).toEqual(["restore 1"]);

    await project.synth(job("2", props));
    expect(await project.ok("plan", "-out=plan")).toMatch(
      /backups_restore_job[\s\S]*~ backup_id += "1" -> "2"/,
    );
    project.addBackup(3);
    await project.ok("apply", "plan");
    expect(project.log).toEqual(["restore 1", "remove 1 of cdb-orders1", "restore 2"]);
    await project.ok("apply", "-auto-approve");
    expect(project.log).toHaveLength(3);

    await project.takeApiDown();
    expect(await project.ok("plan")).toContain("No changes.");
    await project.ok("destroy", "-auto-approve");
    expect(project.log.slice(3)).toEqual(["remove 2 of cdb-orders1"]);
  });

  it("does not run again for the same backup, however it is told of it: unlisted, by its ID, with another expiry", async () => {
    const props = {
      command: 'echo "restore $BACKUP_ID|$BACKUP_STARTED_AT|$BACKUP_SIZE_BYTES" >> "$LOG"',
      destroyCommand: 'echo "remove $BACKUP_ID|$BACKUP_REGION" >> "$LOG"',
    };
    const once = "restore 1|2026-10-31T18:00:00Z|1001";
    await project.synth(job("1", props));
    await project.ok("init");
    await project.ok("apply", "-auto-approve");
    // The same backup is newest after the keeper was changed, and the vendor tells another size of it.
    Object.assign(project.backups[0] ?? {}, { Size: 2002 });
    await project.synth(job("2", props));
    expect(await project.ok("plan")).toMatch(/~ "?size_bytes"? += 1001 -> 2002/);
    await project.ok("apply", "-auto-approve");
    expect(project.log).toEqual([once]);

    await project.takeApiDown();
    await project.synth(job("2", props, "1"));
    expect(await project.ok("plan")).toContain("No changes.");
    await project.ok("apply", "-auto-approve");
    expect(project.log).toEqual([once]);

    // Another one is restored with all that is known of it, after the first was removed as it was restored.
    await project.synth(job("2", props, "7"));
    await project.ok("apply", "-auto-approve");
    expect(project.log.slice(1)).toEqual(["remove 1|ap-guangzhou", "restore 7||"]);
  });

  it("fails the apply when its command fails, runs it again on the next one, and never shows a secret", async () => {
    const command = (end: string) =>
      `echo "try $BACKUP_ID with \${#TENCENTCLOUD_SECRET_KEY} characters" >> "$LOG"; ${end}`;
    const destroyCommand = 'echo "remove" >> "$LOG"';
    await project.synth(job("1", { command: command("exit 7"), destroyCommand }));
    await project.ok("init");
    const failure = await project.refused("apply", "-auto-approve");
    expect(failure).toMatch(
      /restore\/job: The restore of backup 1 of cdb-orders1 failed with exit code 7[\s\S]*[0-9a-f]{32}, its BACKUP_TOKEN\.\s+The next apply runs the command again, with the\s+same\s+token/,
    );
    await project.refused("apply", "-auto-approve");
    await project.synth(job("1", { command: command("true"), destroyCommand }));
    await project.ok("apply", "-auto-approve");
    // The keys are in the command's environment, as every command's that Terraform runs.
    // Nothing was restored by a run that failed, so nothing is removed before the next one.
    const line = `try 1 with ${keys.secretKey.length} characters`;
    expect(project.log).toEqual([line, line, line]);
    // A command that was changed is stored, and not run anew: the pinned backup is what counts.
    await project.synth(job("1", { command: command("exit 8"), destroyCommand }));
    expect(await project.ok("apply", "-auto-approve")).toContain("0 added, 1 changed, 0 destroyed");
    expect(project.log).toEqual([line, line, line]);
    expect(await project.ok("plan")).toContain("No changes.");
    expect(readFileSync(join(project.stackFolder, "terraform.tfstate"), "utf8")).not.toContain(
      keys.secretKey,
    );
  });

  it("hands over every field of the backup, the user's own variables and a working directory; none is run by a shell", async () => {
    const nasty = "$(touch hacked) `touch hacked` \"; touch hacked; ' ${HOME} %{x}";
    const command =
      'const { BACKUP_ID, NOTE, LOG, ...env } = process.env; const own = Object.entries(env).filter(([n]) => n.startsWith("BACKUP_")).sort(); ' +
      'require("node:fs").appendFileSync(LOG, [BACKUP_ID, NOTE, process.cwd(), ...own.map((e) => e.join("="))].join("\\n"))';
    const props = {
      command,
      interpreter: [process.execPath, "-e"],
      workingDirectory: project.folder,
      environment: { NOTE: literal(nasty) },
    };
    await project.synth(job("1", props));
    await project.ok("init");
    await project.ok("apply", "-auto-approve");
    expect(project.log).toEqual([
      "1",
      nasty,
      project.folder,
      "BACKUP_CONSISTENT_FROM=2026-10-31T18:00:00Z",
      "BACKUP_CONSISTENT_TO=2026-10-31T18:00:00Z",
      "BACKUP_EXPIRES_AT=",
      "BACKUP_FINISHED_AT=2026-10-31T18:00:00Z",
      "BACKUP_IDS=1",
      "BACKUP_INSTANCE_ID=cdb-orders1",
      "BACKUP_JOB=restore/job",
      "BACKUP_METHOD=physical",
      "BACKUP_REGION=ap-guangzhou",
      "BACKUP_SIZE_BYTES=1001",
      "BACKUP_STARTED_AT=2026-10-31T18:00:00Z",
      expect.stringMatching(/^BACKUP_TOKEN=[0-9a-f]{32}$/),
      "BACKUP_TYPE=unknown",
    ]);
  });

  it("restores exactly the backup that it is told, although the cloud cannot be asked", async () => {
    await project.takeApiDown();
    const command = 'echo "$BACKUP_ID|$BACKUP_INSTANCE_ID|$BACKUP_STARTED_AT|" >> "$LOG"';
    await project.synth(job("1", { command }, "9007199254740993"));
    await project.ok("init");
    await project.ok("apply", "-auto-approve");
    expect(project.log).toEqual(["9007199254740993|cdb-orders1||"]);
  });
});
