/**
 * The last backup from before an incident. The time of the incident is in cdktf.json. It is also the keeper, so that
 * another incident pins another backup.
 */
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { RestorePoint, TencentCloudMysqlBackups } from "cdktf-backups";
import type { Construct } from "constructs";

class PointInTimeStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const incident: string = this.node.getContext("incident");
    const orders = new TencentCloudMysqlBackups(this, "orders", {
      instanceId: this.node.getContext("instanceId"),
      region: this.node.getContext("region"),
      // Also skips a backup that was still running then, because it may contain the damage.
      consistentBefore: incident,
      onUnavailable: "warn",
    });
    const point = new RestorePoint(this, "before-the-incident", { lookup: orders, keepers: { incident } });
    new TerraformOutput(this, "restore-from", { value: point.backupId });
    new TerraformOutput(this, "no-data-after", { value: point.backup.consistentTo });
  }
}

const app = new App();
new PointInTimeStack(app, "point-in-time");
app.synth();
