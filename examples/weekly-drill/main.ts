/**
 * A restore drill each week: the first deployment of a week restores the newest backup, later ones of the same week
 * do nothing. Run it on a schedule; the context `week` overrides the current week. A week without a new backup has no
 * drill, because that backup was already restored: then `warnAge` warns.
 */
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { RestoreJob, RestorePoint, TencentCloudRedisBackups } from "cdktf-backups";
import type { Construct } from "constructs";
import { isoWeek } from "./iso-week";

class DrillStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const week: string = this.node.tryGetContext("week") ?? isoWeek(new Date());
    const sessions = new TencentCloudRedisBackups(this, "sessions", {
      instanceId: "crs-8kq2v7dn",
      region: "ap-guangzhou",
      warnAge: "7d",
      onUnavailable: "warn",
    });
    const point = new RestorePoint(this, "point", {
      lookup: sessions,
      keepers: { week },
      // There is a newer backup every night; only the week matters.
      newerWarning: false,
    });
    new RestoreJob(this, "drill", {
      point,
      // Put the restore and its checks here. If the command fails, the deployment and the drill fail.
      command:
        'echo "drill $WEEK: restore $BACKUP_ID of $BACKUP_INSTANCE_ID, data of $BACKUP_CONSISTENT_FROM to $BACKUP_CONSISTENT_TO"',
      destroyCommand: 'echo "remove what was restored from $BACKUP_ID"',
      variables: { WEEK: week },
    });
    new TerraformOutput(this, "drilled", { value: point.backupId });
    new TerraformOutput(this, "week", { value: week });
  }
}

const app = new App();
new DrillStack(app, "drill");
app.synth();
