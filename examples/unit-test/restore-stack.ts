import { TerraformOutput, TerraformStack } from "cdktf";
import { RestorePoint, TencentCloudMysqlBackups } from "cdktf-backups";
import type { Construct } from "constructs";

/** Your own stack, which the tests check. */
export class RestoreStack extends TerraformStack {
  constructor(scope: Construct, id: string, week: string) {
    super(scope, id);
    const orders = new TencentCloudMysqlBackups(this, "orders", {
      instanceId: "cdb-7mx4r2te",
      region: "ap-shanghai",
      methods: ["physical"],
      onUnavailable: "warn",
    });
    const point = new RestorePoint(this, "point", { lookup: orders, keepers: { week } });
    new TerraformOutput(this, "restore-from", { value: point.backupId });
  }
}
