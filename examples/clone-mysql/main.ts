/** Clones a Tencent Cloud MySQL instance from last night's physical backup, once. */
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { RestoreJob, RestorePoint, TencentCloudMysqlBackups } from "cdktf-backups";
import type { Construct } from "constructs";

class CloneStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const orders = new TencentCloudMysqlBackups(this, "orders", {
      instanceId: "cdb-7mx4r2te",
      region: "ap-shanghai",
      // A clone needs a physical backup, so newer logical ones are skipped.
      methods: ["physical"],
      triggers: ["automatic"],
      warnAge: "26h",
      // Plan and destroy go on while the API is down.
      onUnavailable: "warn",
    });
    // Change the keeper to clone again, from the newest backup at that time.
    const point = new RestorePoint(this, "point", { lookup: orders, keepers: { clone: "1" } });
    new RestoreJob(this, "clone", {
      point,
      command: "node clone.mjs",
      workingDirectory: __dirname,
      variables: { CLONE_NAME: "orders-clone-1" },
    });
    new TerraformOutput(this, "cloned-from", { value: point.backupId });
    new TerraformOutput(this, "data-as-of", { value: point.backup.startedAt });
  }
}

const app = new App();
new CloneStack(app, "clone");
app.synth();
