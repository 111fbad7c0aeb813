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
      // CreateCloneInstance takes no logical backup, so a newer one of those is skipped.
      methods: ["physical"],
      triggers: ["automatic"],
      warnAge: "26h",
      // The pin holds while the API cannot be asked, and a destroy is not blocked.
      onUnavailable: "warn",
    });
    // Change the keeper to clone again, from the backup that is newest then.
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
