import { readFileSync } from "node:fs";
import { join } from "node:path";
import { data, Workspace } from "../e2e/workspace";
import { recordLongRun, rounds } from "../helpers/long-run";
import { describeWithTerraform } from "../helpers/terraform";

/** Terraform's gRPC closes a connection that was idle for 30 minutes. */
const SECONDS = rounds(1, 31 * 60);

const redis = (name: string, after: string) =>
  data("tencentcloud_redis", name, {
    instance_id: '"crs-8kq2v7dn"',
    region: '"ap-guangzhou"',
    depends_on: `[${after}]`,
  });

const FIRST = `${data("tencentcloud_mysql", "first", { instance_id: '"cdb-7mx4r2te"', region: '"ap-shanghai"' })}
resource "backups_restore_point" "first" {
  backup = data.backups_tencentcloud_mysql.first.latest
}
`;

const PAUSE = `${FIRST}
resource "terraform_data" "pause" {
  input = backups_restore_point.first.backup_id
  provisioner "local-exec" { command = "sleep ${SECONDS}" }
}
${redis("later", "terraform_data.pause")}
resource "backups_restore_job" "later" {
  name      = "later"
  backup_id = data.backups_tencentcloud_redis.later.latest_id
  command   = "echo $BACKUP_ID >> restored.txt"
}
`;

const LONG_JOB = `${FIRST}
resource "backups_restore_job" "long" {
  name      = "long"
  backup_id = backups_restore_point.first.backup_id
  command   = "sleep ${SECONDS} && echo $BACKUP_ID >> restored.txt"
}
${redis("later", "backups_restore_job.long")}
`;

describeWithTerraform("an apply that takes long", () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await Workspace.create();
  });
  afterAll(() => workspace.close());

  it.concurrent.each([
    ["a pause between two calls of the plugin", PAUSE, 3],
    ["a job", LONG_JOB, 2],
  ])(
    "restores once, and reads on after %s",
    async (what, configuration, added) => {
      const project = workspace.projectOfProcesses();
      project.write(configuration);
      await project.init();
      const { output } = await project.succeed(["apply", "-auto-approve"]);
      expect(output).toContain(`${added} added, 0 changed, 0 destroyed`);
      expect(readFileSync(join(project.directory, "restored.txt"), "utf8")).toMatch(/^\S+\n$/);
      recordLongRun(`An apply with ${what}`, { minutes: SECONDS / 60 });
    },
    (SECONDS + 300) * 1000,
  );
});
