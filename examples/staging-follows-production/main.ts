/**
 * A staging copy that is recreated from each backup of production. Run it on a schedule, after the nightly backup. It
 * has its own stack, because a plan fails while there is no backup to follow.
 */
import { App, DataResource, TerraformOutput, TerraformStack } from "cdktf";
import { BackupTrigger, TencentCloudMysqlBackups } from "cdktf-backups";
import type { Construct } from "constructs";

class StagingStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const production = new TencentCloudMysqlBackups(this, "production", {
      instanceId: this.node.tryGetContext("instanceId") ?? "cdb-7mx4r2te",
      region: this.node.tryGetContext("region") ?? "ap-shanghai",
      methods: ["physical"],
    });
    const nightly = new BackupTrigger(this, "nightly", { lookup: production });
    // Stands for the copy. A resource that takes the ID and is replaced when it changes needs no replaceTriggeredBy.
    new DataResource(this, "staging", {
      input: { restoredFrom: nightly.backupId },
      lifecycle: { replaceTriggeredBy: [nightly] },
    });
    new TerraformOutput(this, "staging-from", { value: nightly.backupId });
    new TerraformOutput(this, "data-as-of", { value: nightly.backup.startedAt });
  }
}

const app = new App();
new StagingStack(app, "staging");
app.synth();
