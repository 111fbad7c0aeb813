/**
 * A plan that fails if the newest restorable backup is older than the recovery point objective (RPO), and warns
 * before: run `terraform plan` or `cdktf diff` in CI each day. check.sh does the same without a stack.
 */
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { TencentCloudMysqlBackups } from "cdktf-backups";
import type { Construct } from "constructs";

class RpoStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const orders = new TencentCloudMysqlBackups(this, "orders", {
      instanceId: this.node.getContext("instanceId"),
      region: this.node.getContext("region"),
      // Warns after a night and two hours, fails after two missed nights.
      warnAge: "26h",
      maxAge: "50h",
    });
    new TerraformOutput(this, "newest-backup", { value: orders.latestId });
    new TerraformOutput(this, "data-as-of", { value: orders.latest.startedAt });
  }
}

const app = new App();
new RpoStack(app, "rpo-guard");
app.synth();
